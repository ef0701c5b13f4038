import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { ROOT } from './sabotaged.ts';

/** A world, or a test, that has said nothing for so long does not end any more. */
const SILENCE_MS = 180_000;

export interface Found {
  /** The seed, or the name of the test. */
  where: string;
  /** What it says does not hold. */
  what: string;
}

export interface LivedSeed {
  seed: number;
  broken: string | null;
}

/** What is in the environment of a process that has this planted; '': nothing. */
export function plantedEnv(name: string): NodeJS.ProcessEnv {
  const hook = pathToFileURL(join(import.meta.dirname, 'plantHook.ts')).href;
  return { ...process.env, XUEJI_SABOTAGE: name, NODE_OPTIONS: name === '' ? '' : `--import=${hook}` };
}

/** Lives through the worlds one by one, up to the first that is broken. Errors: Error, if the process ends by itself. */
export async function livePlanted(name: string, first: number, last: number): Promise<LivedSeed> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'liveSeeds.ts'), `${first}`, `${last}`], {
    cwd: ROOT,
    env: plantedEnv(name),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  let [latest, isSilent] = [{ seed: first - 1, broken: null } as LivedSeed, false];
  const watch = () =>
    setTimeout(() => {
      isSilent = true;
      child.kill('SIGKILL');
    }, SILENCE_MS);
  let silence = watch();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  for await (const line of createInterface(child.stdout)) {
    clearTimeout(silence);
    silence = watch();
    latest = JSON.parse(line) as LivedSeed;
  }
  const code = await ended;
  clearTimeout(silence);
  if (latest.broken !== null || latest.seed === last) return latest;
  if (isSilent) return { seed: latest.seed + 1, broken: 'I20 does not end' };
  throw new Error(`${name}: the process ended with ${code} after seed ${latest.seed}: ${said.slice(-2000)}`);
}

interface Report {
  testResults: {
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** Runs files of tests, up to the first test that fails; null: none does. Errors: Error, if no test began. */
export async function testPlanted(name: string, files: readonly string[]): Promise<Found | null> {
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const folder = mkdtempSync(join(tmpdir(), 'xueji-sabotage-'));
  const output = join(folder, 'report.json');
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--config', config, '--bail=1', '--reporter=json', `--outputFile=${output}`, ...files],
    ],
    { cwd: ROOT, env: plantedEnv(name), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  await new Promise((resolve) => child.once('close', resolve));
  if (!existsSync(output)) throw new Error(`${name}: no report: ${said.slice(-2000)}`);
  const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
  rmSync(folder, { recursive: true });
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const failed = tests.find(({ status }) => status === 'failed');
  // On a busy computer a test may be late by itself.
  if (failed?.failureMessages[0]?.includes('timed out in'))
    throw new Error(`${name}: ${failed.fullName} is late`);
  if (failed) return { where: failed.fullName, what: failed.failureMessages[0]?.split('\n')[0] ?? '' };
  const began = tests.filter(({ status }) => status === 'passed');
  const message = report.testResults.find((file) => file.message !== '')?.message;
  if (began.length === 0 || message !== undefined)
    throw new Error(`${name}: no test began: ${message ?? said.slice(-2000)}`);
  return null;
}
