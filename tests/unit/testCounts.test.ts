import { describe, expect, it } from 'vitest';
import { readPlaywright, readVitest } from '../../scripts/runStage.ts';

describe('what a stage counts', () => {
  it('counts skipped tests as skipped, never as passed', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [],
    };
    expect(readVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 3 });
  });
  it('counts a file that can’t be loaded as failed', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ];
    const report = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults };
    expect(readVitest(report)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });
  it('counts a test that only passed the second time as failed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(readPlaywright({ stats })).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });
});
