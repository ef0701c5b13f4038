import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const MAIN = join(import.meta.dirname, '../../electron/cli/main.ts');

interface Program {
  program: ChildProcessWithoutNullStreams;
  /** What it has told people so far. */
  said(): string;
}

/** `before`: a module that is loaded ahead of the program. */
function start(args: readonly string[], dataDir: string, before: string | null = null): Program {
  const ahead = before === null ? [] : ['--import', before];
  const program = spawn(process.execPath, [...ahead, MAIN, ...args, '--data', dataDir, '--json'], {
    // Nothing of the test runner's own way of loading TypeScript belongs in the program.
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  program.stdin.end();
  let said = '';
  program.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return { program, said: () => said };
}

/**
 * One command of the program on a data folder, to its end; throws when it does not end with the code `ends`. Returns what it
 * answered.
 */
export async function runProgram(
  args: readonly string[],
  dataDir: string,
  ends = 0,
): Promise<Record<string, unknown>> {
  const { program, said } = start(args, dataDir);
  const [answer, [code]] = await Promise.all([text(program.stdout), once(program, 'exit')]);
  if (code !== ends) throw new Error(`${args[0]} ended with ${code}: ${said()}`);
  return JSON.parse(answer) as Record<string, unknown>;
}

export interface ServedDesk {
  /** The address with its token: it opens once. */
  url: string;
  stop(): Promise<void>;
}

/** Serves the window of a data folder, as `xueji serve` does. */
export async function serveDesk(dataDir: string, before: string | null = null): Promise<ServedDesk> {
  const { said, stop } = await serving<{ url?: string }>(['serve', '--port', '0'], dataDir, before);
  const { url } = said;
  if (url === undefined) throw new Error(`serve said ${JSON.stringify(said)}`);
  return { url, stop };
}

/** Serves a hub at a port of this computer alone, as `xueji hub serve` does. */
export async function serveHubAt(port: number, dataDir: string): Promise<{ stop(): Promise<void> }> {
  return await serving(['hub', 'serve', '--listen', `127.0.0.1:${port}`], dataDir);
}

/** Resolves with the first line that the program answers: it serves. */
async function serving<Said>(
  args: readonly string[],
  dataDir: string,
  before: string | null = null,
): Promise<{ said: Said; stop(): Promise<void> }> {
  const { program, said } = start(args, dataDir, before);
  const ended = once(program, 'exit');
  const [line] = (await Promise.race([
    once(createInterface({ input: program.stdout }), 'line'),
    ended.then(([code]) => Promise.reject(new Error(`${args.join(' ')} ended with ${code}: ${said()}`))),
  ])) as [string];
  return {
    said: JSON.parse(line) as Said,
    async stop() {
      program.kill('SIGTERM');
      await ended;
    },
  };
}
