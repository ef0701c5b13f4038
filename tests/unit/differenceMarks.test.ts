import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceMarks } from '../../shared/domain/differenceMarks.ts';

/** The characters that are marked, and those that are not. */
function split(value: string, marks: readonly [number, number][]): { marked: string; rest: string } {
  const characters = Array.from(value);
  const isMarked = (at: number) => marks.some(([from, to]) => at >= from && at < to);
  return {
    marked: characters.filter((_, at) => isMarked(at)).join(''),
    rest: characters.filter((_, at) => !isMarked(at)).join(''),
  };
}

describe('marks of what differs', () => {
  it.each([
    ['李己', '李已', '己', '已'],
    ['张三', '张 三', '', ' '],
    ['阿里木·买买提', '阿里木•买买提', '·', '•'],
    ['长江新闻与传播学', '长江新闻与传播学院', '', '院'],
    ['𠮷田', '吉田', '𠮷', '吉'],
    ['11010519491231002X', '11010519491231003X', '2', '3'],
  ])('%s and %s', (one, other, inOne, inOther) => {
    const [left, right] = differenceMarks([one, other]);
    expect(split(one, left!).marked).toBe(inOne);
    expect(split(other, right!).marked).toBe(inOther);
  });

  it('leave of two values the same characters in the same order, and as many as can be', () => {
    const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '𠮷', ' ') });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [left, right] = differenceMarks([one, other]);
        const rest = split(one, left!).rest;
        expect(rest).toBe(split(other, right!).rest);
        expect(Array.from(rest).length).toBe(longestCommon(Array.from(one), Array.from(other)));
      }),
    );
  });

  it('of three values are what is not in all of them', () => {
    const [chsi, sis, admission] = differenceMarks(['张三', '张三', '张 三']);
    expect([chsi, sis, admission]).toEqual([[], [], [[1, 2]]]);
  });
});

/** Slow and plain. */
function longestCommon(one: readonly string[], other: readonly string[]): number {
  let lengths = new Array<number>(other.length + 1).fill(0);
  for (const character of one) {
    const next = [0];
    for (const [at, its] of other.entries()) {
      next.push(its === character ? lengths[at]! + 1 : Math.max(lengths[at + 1]!, next[at]!));
    }
    lengths = next;
  }
  return lengths.at(-1)!;
}
