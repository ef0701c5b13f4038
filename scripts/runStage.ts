import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');
/** Threads and programs that tests start have their TypeScript stripped once, and not at every start. */
const COMPILED = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'xueji-desk') };

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed and why, for the end of the output: the middle of a long log is read by nobody. */
  failures: string[];
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

export type Stage =
  /** A command that is right or wrong as a whole. */
  | { name: string; kind: 'check'; commands: [command: string, ...args: string[]][] }
  | { name: string; kind: 'vitest'; folders: string[] }
  | { name: string; kind: 'playwright'; folder: string };

export async function runStage(stage: Stage): Promise<Counts> {
  switch (stage.kind) {
    case 'check':
      for (const [command, ...args] of stage.commands) {
        if ((await run(command, args)) !== 0) return { passed: 0, failed: 1, skipped: 0, failures: [] };
      }
      return { passed: 1, failed: 0, skipped: 0, failures: [] };
    case 'vitest': {
      const folders = stage.folders.filter((folder) => holds(folder, '*.test.ts'));
      if (folders.length === 0) return NOTHING;
      return withReport(async (report) => {
        const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...folders];
        return { code: await run('vitest', args, COMPILED), read: readVitest };
      });
    }
    case 'playwright':
      if (!holds(stage.folder, '*.spec.ts')) return NOTHING;
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
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, failures: [] };
    const counts = read(JSON.parse(readFileSync(report, 'utf8')));
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

export function readVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    report as VitestReport;
  // A file that can't even be loaded has no tests to fail.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failed = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => failure(`${fromRoot(name)} › ${fullName}`, failureMessages)),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
    failures: [...failed, ...broken.map(({ name, message }) => failure(fromRoot(name), [message]))],
  };
}

interface PlaywrightSuite {
  file: string;
  specs: {
    title: string;
    line: number;
    ok: boolean;
    tests: { results: { errors: { message?: string }[] }[] }[];
  }[];
  suites?: PlaywrightSuite[];
}
interface PlaywrightReport {
  stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>;
  suites: PlaywrightSuite[];
}

export function readPlaywright(report: unknown): Counts {
  const { stats, suites } = report as PlaywrightReport;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: suites.flatMap(failedSpecs),
  };
}

function failedSpecs({ file, specs, suites = [] }: PlaywrightSuite): string[] {
  const failed = specs
    .filter(({ ok }) => !ok)
    .map(({ title, line, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors));
      return failure(
        `${file}:${line} › ${title}`,
        errors.map(({ message }) => message ?? ''),
      );
    });
  return [...failed, ...suites.flatMap(failedSpecs)];
}

/** Enough of a reason to begin with; the whole of it stands where the test ran. */
const LINES_OF_A_REASON = 16;

function failure(name: string, reasons: readonly string[]): string {
  const lines = stripVTControlCharacters(reasons.join('\n')).split('\n').slice(0, LINES_OF_A_REASON);
  return [name, ...lines.map((line) => `    ${line}`)].join('\n');
}

function fromRoot(file: string): string {
  return relative(ROOT, file);
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
