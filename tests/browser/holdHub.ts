import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Another program has a hub's database to itself from now on; answers how it lets go again. */
export async function holdHub(folder: string): Promise<() => Promise<void>> {
  const program = spawn(process.execPath, [join(import.meta.dirname, 'holdHubMain.ts'), folder], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(program, 'exit');
  await Promise.race([
    once(createInterface({ input: program.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('The hub could not be held'))),
  ]);
  return async () => {
    program.stdin.end();
    await ended;
  };
}
