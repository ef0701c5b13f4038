import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');
/** Threads and programs that tests start have their TypeScript stripped once, and not at every start. */
const COMPILED = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'xueji-desk') };

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export type Stage =
  /** A command that is right or wrong as a whole. */
  | { name: string; kind: 'check'; commands: [command: string, ...args: string[]][] }
  | { name: string; kind: 'vitest'; folders: string[] }
  | { name: string; kind: 'playwright'; folder: string };

export async function runStage(stage: Stage): Promise<Counts> {
  switch (stage.kind) {
    case 'check':
      for (const [command, ...args] of stage.commands) {
        if ((await run(command, args)) !== 0) return { passed: 0, failed: 1, skipped: 0 };
      }
      return { passed: 1, failed: 0, skipped: 0 };
    case 'vitest': {
      const folders = stage.folders.filter((folder) => holds(folder, '*.test.ts'));
      if (folders.length === 0) return { passed: 0, failed: 0, skipped: 0 };
      return withReport(async (report) => {
        const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...folders];
        return { code: await run('vitest', args, COMPILED), read: readVitest };
      });
    }
    case 'playwright':
      if (!holds(stage.folder, '*.spec.ts')) return { passed: 0, failed: 0, skipped: 0 };
      return withReport(async (report) => {
        const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
        return { code: await run('playwright', ['test', '--reporter=line,json'], env), read: readPlaywright };
      });
  }
}

interface Run {
  code: number;
  read: (report: unknown) => Counts;
}

/** The counts that a runner wrote down. A runner that failed without a failed test, or wrote nothing, is a failure. */
async function withReport(work: (report: string) => Promise<Run>): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'xueji-report-'));
  const report = join(folder, 'report.json');
  try {
    const { code, read } = await work(report);
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
    const counts = read(JSON.parse(readFileSync(report, 'utf8')));
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function readVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report as Record<
    string,
    number
  > & { testResults: { status: string; assertionResults: unknown[] }[] };
  // A file that can't even be loaded has no tests to fail.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: numPassedTests ?? 0,
    failed: (numFailedTests ?? 0) + broken.length,
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  };
}

export function readPlaywright(report: unknown): Counts {
  const { stats } = report as { stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

function holds(folder: string, pattern: string): boolean {
  return globSync(`${folder}/**/${pattern}`, { cwd: ROOT }).length > 0;
}

function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    // Plain text: the output is read in logs as often as on a screen.
    const { FORCE_COLOR: _, ...environment } = process.env;
    const child = spawn(process.platform === 'win32' ? `${command}.cmd` : command, args, {
      cwd: ROOT,
      env: {
        ...environment,
        NO_COLOR: '1',
        ...env,
        PATH: `${BIN}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.once('error', (error) => {
      process.stdout.write(`${command}: ${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
