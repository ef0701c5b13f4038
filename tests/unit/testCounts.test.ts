import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlaywright, readVitest } from '../../scripts/runStage.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('what a stage counts', () => {
  it('counts skipped tests as skipped, never as passed', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [],
    };
    expect(readVitest(report)).toMatchObject({ passed: 3, failed: 1, skipped: 3 });
  });
  it('counts a file that can’t be loaded as failed', () => {
    const testResults = [
      {
        name: join(ROOT, 'tests/a.test.ts'),
        status: 'failed',
        message: 'no such module',
        assertionResults: [],
      },
      {
        name: join(ROOT, 'tests/b.test.ts'),
        status: 'failed',
        assertionResults: [
          { fullName: 'b is b', status: 'failed', failureMessages: ['\u001B[31mnot b\u001B[39m\n  at b'] },
        ],
      },
      { status: 'passed', assertionResults: [{}] },
    ];
    const report = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults };
    expect(readVitest(report)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 0,
      failures: ['tests/b.test.ts › b is b\n    not b\n      at b', 'tests/a.test.ts\n    no such module'],
    });
  });
  it('counts a test that only passed the second time as failed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(readPlaywright({ stats, suites: [] })).toMatchObject({ passed: 4, failed: 2, skipped: 2 });
  });
  it('names the specs that failed, in whatever group they stand, by their place and the reason', () => {
    const stats = { expected: 1, unexpected: 1, flaky: 0, skipped: 0 };
    const spec = (title: string, ok: boolean) => ({
      title,
      line: 7,
      ok,
      tests: [{ results: [{ errors: ok ? [] : [{ message: 'timed out' }] }] }],
    });
    const suites = [
      {
        file: 'a.spec.ts',
        specs: [spec('holds', true)],
        suites: [{ file: 'a.spec.ts', specs: [spec('breaks', false)] }],
      },
    ];
    expect(readPlaywright({ stats, suites }).failures).toEqual(['a.spec.ts:7 › breaks\n    timed out']);
  });
});
