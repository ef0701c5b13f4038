/**
 * Writes `"gypfile": false` into package-lock.json for packages that bring their native parts along, as they say
 * in their own package.json. npm forgets it when it writes the lock file, and `npm ci` then compiles them, for
 * which a fresh machine has neither Python nor a compiler. To be run after `npm install`:
 *
 *   node scripts/markGypfile.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const LOCK = join(ROOT, 'package-lock.json');

export interface LockFile {
  packages: Record<string, { gypfile?: boolean }>;
}

/** Installed packages that npm would compile although they say that it need not. */
export function unmarkedPackages(lock: LockFile): string[] {
  return Object.keys(lock.packages).filter((path) => {
    const folder = join(ROOT, path);
    if (path === '' || !existsSync(join(folder, 'binding.gyp'))) return false;
    const said = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { gypfile?: boolean };
    return said.gypfile === false && lock.packages[path]!.gypfile !== false;
  });
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync(LOCK, 'utf8')) as LockFile;
  for (const path of unmarkedPackages(lock)) {
    lock.packages[path] = { gypfile: false, ...lock.packages[path] };
    process.stdout.write(`${path}\n`);
  }
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
}
