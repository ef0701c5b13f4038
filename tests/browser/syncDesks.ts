import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, 'serveSyncDesks.ts');

/** The process of serveSyncDesks, by lines. */
export function syncDesks(folder: string) {
  const program = spawn(process.execPath, [MAIN, folder], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  createInterface({ input: program.stdout }).on('line', (line) => {
    const [id, answer] = JSON.parse(line) as [number, unknown];
    waiting.get(id)?.(answer);
  });
  const ended = once(program, 'exit');
  const failed = ended.then(() => Promise.reject(new Error('The desks ended')));
  // Nobody waits for anything any more when they are stopped.
  failed.catch(() => undefined);
  let last = 0;
  return {
    tell<Answer = unknown>(what: string, ...given: unknown[]): Promise<Answer> {
      last += 1;
      const id = last;
      program.stdin.write(`${JSON.stringify([id, what, ...given])}\n`);
      return Promise.race([new Promise<Answer>((done) => waiting.set(id, done as never)), failed]);
    },
    async stop() {
      program.stdin.end();
      await ended;
    },
  };
}
