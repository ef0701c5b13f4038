export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** From vitest's JSON report. A runner that failed without a failed test counts as one failure. */
export function countVitest(report: unknown, code: number): Count {
  const of = (name: string) => numberOf(report, name);
  const count = {
    passed: of('numPassedTests'),
    failed: of('numFailedTests'),
    skipped: of('numPendingTests') + of('numTodoTests'),
  };
  return withRunnerFailure(count, code);
}

/** From Playwright's JSON report; a test that passed only when tried again is counted as failed. */
export function countPlaywright(report: unknown, code: number): Count {
  const stats: unknown = typeof report === 'object' && report !== null ? Reflect.get(report, 'stats') : null;
  const of = (name: string) => numberOf(stats, name);
  const count = { passed: of('expected'), failed: of('unexpected') + of('flaky'), skipped: of('skipped') };
  return withRunnerFailure(count, code);
}

function withRunnerFailure(count: Count, code: number): Count {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function numberOf(from: unknown, name: string): number {
  const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, name) : 0;
  return typeof value === 'number' ? value : 0;
}
