/**
 * Loaded into a program under test by --import: writes down, when it ends, what it took. XUEJI_PEAK names the file.
 */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.XUEJI_PEAK;
if (isMainThread && file !== undefined) {
  process.on('exit', () => {
    writeFileSync(file, JSON.stringify({ bytes: process.resourceUsage().maxRSS * 1024 }));
  });
}
