import { describe, expect, it } from 'vitest';
import { passwordProblem } from '../../shared/domain/passwordRules.ts';
import { isSignInName, signInForm } from '../../shared/domain/signInName.ts';
import {
  afterFailure,
  type FailedAttempts,
  LONGEST_WAIT_MS,
  waitLeft,
} from '../../shared/domain/signInWait.ts';

describe('what a new password must be', () => {
  it.each([
    ['七个字不够长啊', 'short'],
    ['abc1234', 'short'],
    ['𠮷𠮷𠮷𠮷', 'short'],
    ['x'.repeat(257), 'long'],
    ['12345678', 'common'],
    ['87654321', 'common'],
    ['abcdefghij', 'common'],
    ['88888888', 'common'],
    ['一一一一一一一一', 'common'],
    ['12121212', 'common'],
    ['qwertyuiop', 'common'],
    ['poiuytrewq', 'common'],
    ['1qaz2wsx', 'common'],
    ['Password123', 'common'],
    ['admin@2026', 'common'],
    ['woaini1314', 'common'],
    ['a12345678', 'common'],
    ['1234567890', 'common'],
    ['zhangmin-2026', 'name'],
    ['ZHANGMIN的密码', 'name'],
    ['张敏的新密码呀', 'short'],
    ['张敏的新密码很长呢', 'name'],
  ])('refuses %s: %s', (password, problem) => {
    expect(passwordProblem(password, ['zhangmin', '张敏'])).toBe(problem);
  });

  it.each([
    'correct horse battery staple',
    '桂花落在教务处门口',
    'tr0ub4dor',
    'ba kua jiu',
    '春眠不觉晓处处闻啼鸟',
    '$$$ & 钱够花',
  ])('asks for no kinds of characters: takes %s', (password) => {
    expect(passwordProblem(password, ['zhangmin', '张敏'])).toBeNull();
  });

  it('takes no name of one or two letters for a part of it', () => {
    expect(passwordProblem('quiet lakes at dusk', ['li', 'a'])).toBeNull();
  });
});

describe('sign-in names', () => {
  it('are the same whatever their width and case', () => {
    expect(signInForm(' ＺｈａｎｇＭｉｎ ')).toBe('zhangmin');
  });
  it.each(['zhangmin', '张敏', 'li.lei', 'jwc-01', 'a@b'])('may be %s', (name) => {
    expect(isSignInName(name)).toBe(true);
  });
  it.each(['', 'zhang min', 'a/b', "o'x", 'x'.repeat(33), 'a\u0000'])('may not be %j', (name) => {
    expect(isSignInName(name)).toBe(false);
  });
});

describe('waits after failed attempts', () => {
  const fail = (times: number, now = 0) => {
    let attempts: FailedAttempts | null = null;
    for (let count = 0; count < times; count += 1) attempts = afterFailure(attempts, now);
    return attempts;
  };
  it('begin with the fourth, double, and end at a quarter of an hour', () => {
    const waits = [1, 3, 4, 5, 6, 7, 11, 12, 50].map((times) => waitLeft(fail(times), 0) / 1000);
    expect(waits).toEqual([0, 0, 5, 10, 20, 40, 640, 900, 900]);
  });
  it('get shorter as time goes by, and never longer than they were, whatever the clock does', () => {
    const attempts = fail(5, 100_000);
    expect(waitLeft(attempts, 104_000)).toBe(6_000);
    expect(waitLeft(attempts, 110_000)).toBe(0);
    expect(waitLeft(attempts, -1e12)).toBe(10_000);
    expect(waitLeft(fail(99, 0), -1)).toBe(LONGEST_WAIT_MS);
  });
  it('forget what is a day old', () => {
    const old = fail(20, 0)!;
    expect(afterFailure(old, 24 * 3600_000)).toEqual({ failures: 1, at: 24 * 3600_000, waitMs: 0 });
    expect(afterFailure(old, 24 * 3600_000 - 1).failures).toBe(21);
  });
});
