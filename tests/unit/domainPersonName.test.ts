import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedName, nameFindings, nameKey } from '../../shared/domain/personName.ts';
import { PRIVATE_USE_TO_REAL } from '../../shared/domain/privateUse.ts';
import { anyText } from '../harness/anyText.ts';

const codes = (name: string) => nameFindings(name).map((each) => each.code);

describe('nameKey', () => {
  it.each([
    '阿卜杜•热合曼',
    '阿卜杜・热合曼',
    '阿卜杜‧热合曼',
    '阿卜杜．热合曼',
    '阿卜杜.热合曼',
    '阿卜杜∙热合曼',
    '阿卜杜⋅热合曼',
    '阿卜杜。热合曼',
    '阿卜杜･热合曼',
    ' 阿卜杜·热合曼* ',
    '阿卜杜\u200b·\u3000热合曼',
  ])('%s', (name) => {
    expect(nameKey(name)).toBe('阿卜杜·热合曼');
  });

  it('gives private-use characters their real ones', () => {
    expect(nameKey('张\ue863')).toBe('张䶮');
    expect(nameKey('李\ue854')).toBe('李\u9fba');
    expect(PRIVATE_USE_TO_REAL.size).toBe(26);
  });

  it('keeps characters beyond the first plane', () => {
    expect(nameKey('王𬱖')).toBe('王𬱖');
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const key = nameKey(name);
        expect(nameKey(key)).toBe(key);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not care for dots, spaces and width', () => {
    const part = fc.stringMatching(/^[\u4e00-\u9fa5]{1,6}$/);
    const dot = fc.constantFrom('·', '•', '・', '‧', '．', '.', '∙', '⋅', '。');
    const space = fc.constantFrom('', ' ', '\u3000', '\u00a0', '\u200b');
    fc.assert(
      fc.property(part, part, dot, dot, space, (first, last, one, other, gap) => {
        expect(nameKey(first + gap + one + last)).toBe(nameKey(first + other + gap + last));
      }),
    );
  });
});

describe('nameFindings', () => {
  it.each([
    ['张三', []],
    ['阿卜杜·热合曼', []],
    ['John Smith', []],
    ['J. Smith', []],
    ['阿卜杜•热合曼', ['NAME_DOT_VARIANT']],
    ['张 三', ['NAME_SPACES']],
    ['张\u200b三', ['NAME_INVISIBLE']],
    ['ＪＯＨＮ', ['NAME_FULL_WIDTH']],
    ['张\ue863', ['NAME_PRIVATE_USE']],
    ['张?', ['NAME_LOST_CHARACTER']],
    ['张\ufffd', ['NAME_LOST_CHARACTER']],
    ['张？', ['NAME_LOST_CHARACTER']],
    ['John  Smith', ['NAME_SPACES']],
    ["O'Neil-Smith", []],
    ['张〇', []],
    ['张三（重修）', ['NAME_WITH_NOTE']],
    ['张三2', ['NAME_WITH_NOTE']],
    ['吴十★', ['NAME_WITH_NOTE']],
    ['王(金监)三', ['NAME_WITH_NOTE']],
  ])('%s', (name, expected) => {
    expect(codes(name)).toEqual(expected);
  });

  it('suggests the name as it should be', () => {
    expect(nameFindings('阿卜杜• 热合曼')[0]?.suggestion).toBe('阿卜杜·热合曼');
    expect(nameFindings('张\ue863')[0]?.suggestion).toBe('张䶮');
    expect(nameFindings('张\ue000')[0]?.suggestion).toBeNull();
    expect(nameFindings('张?')[0]?.suggestion).toBeNull();
    expect(nameFindings('ＪＯＨＮ')[0]?.suggestion).toBe('JOHN');
  });

  it('suggests a name without what stands behind it, and nothing where a name would not be left', () => {
    expect(nameFindings('张三（重修）')[0]?.suggestion).toBe('张三');
    expect(nameFindings('张三[补](2)')[0]?.suggestion).toBe('张三');
    expect(nameFindings('张 三★')[0]?.suggestion).toBe('张三');
    expect(nameFindings('王(金监)三')[0]?.suggestion).toBeNull();
    expect(nameFindings('张(三)')[0]?.suggestion).toBeNull();
  });

  it('suggests a name of which nothing more is to be said', () => {
    const characters = fc.constantFrom(
      '张',
      '三',
      '·',
      '•',
      ' ',
      '\u200b',
      'Ｋ',
      'b',
      '\ue863',
      '.',
      '\u3000',
    );
    fc.assert(
      fc.property(fc.string({ unit: characters }), (name) => {
        const corrected = correctedName(name);
        expect(correctedName(corrected)).toBe(corrected);
        expect(codes(corrected)).toEqual([]);
      }),
    );
  });
});
