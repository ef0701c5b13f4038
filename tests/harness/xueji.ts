import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';

const MAIN = join(import.meta.dirname, '../../electron/cli/main.ts');

export interface Finished<Json> {
  code: number;
  stdout: string;
  stderr: string;
  /** What stood on stdout, when `--json` was among the arguments. */
  json: Json;
}

/** Starts the real command line as a process of its own. */
export function startXueji(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * Runs it to its end. Whatever it was asked, what it says must never be a stack trace, and with `--json` stdout must be
 * one JSON object and nothing else.
 */
export async function xueji<Json = Record<string, unknown>>(
  ...given: [{ environment: Record<string, string> }, ...string[]] | string[]
): Promise<Finished<Json>> {
  const [first, ...rest] = given;
  const isBare = typeof first === 'string' || first === undefined;
  const args = isBare ? (given as string[]) : (rest as string[]);
  const child = startXueji(args, isBare ? {} : first.environment);
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout!),
    textOf(child.stderr!),
    new Promise<number>((resolve) => {
      child.once('exit', (exit, signal) => resolve(exit ?? (signal ? -1 : 0)));
    }),
  ]);
  return finished(args, { code, stdout, stderr });
}

/** What was said, after a look at how: see `xueji`. */
export function finished<Json>(
  args: readonly string[],
  { code, stdout, stderr }: { code: number; stdout: string; stderr: string },
): Finished<Json> {
  expect(stderr, 'stderr').not.toMatch(/^\s+at .+:\d+:\d+/m);
  expect(stdout, 'stdout').not.toMatch(/^\s+at .+:\d+:\d+/m);
  const json = args.includes('--json') ? (JSON.parse(stdout) as Json) : (undefined as Json);
  if (args.includes('--json')) expect(stdout.trim().split('\n')).toHaveLength(1);
  return { code, stdout, stderr, json };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
