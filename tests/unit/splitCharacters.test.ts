import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMadeOf, madeOf } from '../../electron/characters/isMadeOf.ts';
import { strayPart } from '../../electron/characters/strayPart.ts';
import { compoundSurnameName, hanName } from '../../electron/demo/demoNames.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { differenceKind } from '../../shared/domain/differenceKind.ts';
import { splitWriting } from '../../shared/domain/splitCharacter.ts';

describe('what a character is made of', () => {
  it.each([
    ['𬱖', '由页'],
    ['頔', '由頁'],
    ['珉', '王民'],
    ['鉴', '金监'], // by way of 鑑
    ['喆', '吉吉'],
    ['赵', '走肖'],
    ['张', '弓长'],
    ['䶮', '龙天'],
    ['鋆', '均金'],
    ['洺', '氵名'],
    ['洺', '水名'],
    ['堃', '方方土'], // parts of a part
    ['淼', '水水水'],
    ['燚', '火火火火'],
    ['鑫', '金金金'],
    ['曌', '日月空'],
    ['罗', '四夕'], // as the part is called
    ['陈', '耳东'],
    ['敏', '每文'],
  ])('%s: %s', (whole, parts) => {
    expect(isMadeOf(whole, Array.from(parts))).toBe(true);
  });

  it.each([
    ['玥', '月王'], // the other way round
    ['淼', '水水'],
    ['堃', '方土'],
    ['堃', '土方方'],
    ['陈', '东耳'],
    ['丁', '一一'],
    ['𬱖', '民王'],
    ['没', ''],
    ['没', '没'],
  ])('%s: not %s', (whole, parts) => {
    expect(isMadeOf(whole, Array.from(parts))).toBe(false);
  });

  it('makes the character in the parts’ own writing', () => {
    expect(madeOf('由', '页')).toEqual(['𬱖']);
    expect(madeOf('由', '頁')).toEqual(['頔']);
    expect(madeOf('王', '民')).toEqual(['珉']);
    expect(madeOf('三', '四')).toEqual([]);
  });
});

describe('two writings of a name', () => {
  it.each([
    ['张由页', '张𬱖'],
    ['欧阳王民', '欧阳珉'],
    ['弓长三', '张三'],
    ['张由页王民', '张𬱖珉'],
    ['张 由页', '张𬱖'],
    ['耳东方方土', '陈堃'],
    ['王水水水三', '王淼三'],
  ])('%s is %s taken apart, on whichever side', (apart, whole) => {
    expect(splitWriting(apart, whole, isMadeOf)?.side).toBe('left');
    expect(splitWriting(whole, apart, isMadeOf)?.side).toBe('right');
    expect(differenceKind(apart, whole, 'name', isMadeOf)).toBe('split');
    expect(differenceKind(whole, apart, 'name', isMadeOf)).toBe('split');
    expect(differenceKind(whole, apart, 'remark', isMadeOf)).not.toBe('split');
  });

  it.each([
    ['王民', '珉'], // a surname and a name, and no name
    ['王民', '王民'],
    ['王民三', '李珉三'],
    ['张由页', '张由'],
    ['张由页', '李𬱖'],
    ['张页由', '张𬱖'],
    ['张三', '张三丰'],
    ['方方土', '堃'],
    ['张方土', '张堃'],
    ['', '张三'],
  ])('%s and %s are two', (one, other) => {
    expect(splitWriting(one, other, isMadeOf)).toBeNull();
  });

  it('cries wolf at no two of two thousand ordinary names, nor at any alone', () => {
    const random = seededRandom(7);
    const names = new Set<string>();
    while (names.size < 2000) {
      const gender = random.pick(['男', '女'] as const);
      const isCompound = random.chance(0.3);
      const { name } = isCompound ? compoundSurnameName(random, gender) : hanName(random, gender);
      names.add(name);
    }
    const found = [...names].flatMap((one) =>
      [...names].filter((other) => splitWriting(one, other, isMadeOf) !== null),
    );
    expect(found).toEqual([]);
    expect([...names].filter((name) => strayPart(name) !== null)).toEqual([]);
  });

  it('finds every character that is taken apart, wherever it stands', () => {
    const PARTS: Readonly<Record<string, string>> = { 𬱖: '由页', 珉: '王民', 喆: '吉吉', 堃: '方方土' };
    const anyCharacter = fc.record({
      whole: fc.constantFrom('李', '三', '木', ...Object.keys(PARTS)),
      apart: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyCharacter, { minLength: 2, maxLength: 5 }), (characters) => {
        const whole = characters.map((each) => each.whole).join('');
        const split = characters.filter((each) => each.apart && PARTS[each.whole] !== undefined);
        fc.pre(split.reduce((sum, { whole: one }) => sum + PARTS[one]!.length - 1, 0) <= 4);
        const apart = characters
          .map((each) => (split.includes(each) ? PARTS[each.whole] : each.whole))
          .join('');
        const found = splitWriting(whole, apart, isMadeOf);
        const expected = split.map((each) => ({ whole: each.whole, parts: PARTS[each.whole] }));
        expect(found).toEqual(split.length === 0 ? null : { side: 'right', characters: expected });
      }),
    );
  });
});

describe('a name alone', () => {
  it.each([
    ['张由页', '由页', '𬱖'],
    ['张氵名三', '氵名', '洺'],
    ['李三亻中', '亻中', '仲'],
  ])('%s has %s for %s', (name, parts, whole) => {
    expect(strayPart(name)).toMatchObject({ parts, wholes: expect.arrayContaining([whole]) });
  });

  // Pairs that make up a character, and are names all the same.
  it.each(['张王民', '李木子', '金立', '张金立', '王月明', '欧阳日月', '由页', '张三', '页三', ''])(
    '%s may be a name',
    (name) => {
      expect(strayPart(name)).toBeNull();
    },
  );
});
