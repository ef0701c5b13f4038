import { describe, expect, it } from 'vitest';
import { completionOf, formatRate } from '../../renderer/ui/completion.ts';
import { errorParts } from '../../renderer/ui/errorParts.ts';
import { differenceKind } from '../../shared/domain/differenceKind.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { countGroups, STATUS_GROUPS, statusesOf } from '../../shared/domain/statusGroups.ts';
import { STATUSES } from '../../shared/domain/verificationStatus.ts';

describe('differences between sources', () => {
  it.each([
    ['阿里木·买买提', '阿里木•买买提', 'dot'],
    ['张 三', '张三', 'space'],
    ['２０２２０１', '202201', 'width'],
    ['11010519491231002x', '11010519491231002X', 'case'],
    ['\ue863', '䶮', 'character'],
    ['长江新闻与传播学', '长江新闻与传播学院', 'cut'],
    ['阿里木 • 买买提', '阿里木·买买提', 'writing'],
    ['张\u200b三', '张三', 'invisible'],
    ['20030105', '2003-01-05', 'date'],
    ['110105491231002', '11010519491231002X', 'digits15'],
    ['110105199003072000', '110105199003072316', 'lostDigits'],
    ['1.10105E+17', '110105199003072316', 'lostDigits'],
    ['李己', '李已', 'lookAlike'],
    ['张三', '张山', 'other'],
    ['张', '张三', 'other'],
  ] as const)('%s and %s: %s', (left, right, kind) => {
    expect(differenceKind(left, right)).toBe(kind);
    expect(differenceKind(right, left)).toBe(kind);
  });

  it('are two names of one code in a field that has codes', () => {
    expect(differenceKind('汉', '汉族', 'ethnicity')).toBe('alias');
    expect(differenceKind('汉', '汉族')).toBe('other');
  });

  it('are none where one says nothing, or both the same', () => {
    expect(differenceKind('张三', '张三')).toBeNull();
    expect(differenceKind('张三', null)).toBeNull();
    expect(differenceKind(undefined, '张三')).toBeNull();
  });
});

describe('progress', () => {
  it('puts every status in one group', () => {
    expect(STATUS_GROUPS.flatMap(statusesOf).sort()).toEqual([...STATUSES].sort());
  });

  it('counts who is done among those who take part', () => {
    const row = {
      group: [],
      total: 110,
      statuses: { locked: 50, 'verified-open': 10, disputed: 5, stale: 5, 'not-verified': 30, excluded: 10 },
    };
    expect(countGroups(row.statuses)).toEqual({
      done: 50,
      open: 10,
      person: 10,
      photo: 0,
      waiting: 30,
      outside: 10,
    });
    expect(completionOf(row)).toMatchObject({ expected: 100, verified: 60, rate: 0.6 });
    expect(completionOf({ total: 3, statuses: { excluded: 3 } }).rate).toBeNull();
  });

  it('says a hundred only when nobody is missing', () => {
    expect(formatRate(1)).toBe('100.0%');
    expect(formatRate(0.9999)).toBe('99.9%');
    expect(formatRate(null)).toBe('–');
  });
});

describe('errors', () => {
  it('are known however they came', () => {
    const error = new AppError('FILE_EMPTY', { file: 'a.xlsx' });
    const parts = { code: 'FILE_EMPTY', params: { file: 'a.xlsx' } };
    expect(errorParts(error)).toEqual(parts);
    expect(errorParts({ code: 'FILE_EMPTY', data: { params: { file: 'a.xlsx' } } })).toEqual(parts);
    expect(errorParts({ code: 'BAD_REQUEST', data: parts })).toEqual(parts);
    expect(errorParts(new Error('x'))).toBeNull();
    expect(errorParts('FILE_EMPTY')).toBeNull();
  });
});
