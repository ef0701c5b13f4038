import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// In a checkout node strips the types of every file at every start; kept, that costs half the time no more.
if (import.meta.filename.endsWith('.ts')) {
  enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/xueji-desk'));
}
// Late, so that what follows comes from there.
const { runProcess } = await import('./runProcess.ts');
await runProcess(process, process.argv.slice(2));
