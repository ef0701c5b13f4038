import { describe, expect, it } from 'vitest';
import { characterFacts } from '../../electron/characters/characterFacts.ts';
import { searchCharacters } from '../../electron/characters/searchCharacters.ts';
import { blockOf, codePointName } from '../../shared/domain/characterBlock.ts';
import { hasRareCharacter, likelyCharacters } from '../../shared/domain/likelyName.ts';
import { lookAlikesOf } from '../../shared/domain/lookAlikeCharacters.ts';

describe('searching', () => {
  it.each<[string, string, string]>([
    ['龙天', 'parts', '䶮'],
    ['由页', 'parts', '𬱖'],
    ['土方方', 'parts', '堃'],
    ['lyu', 'reading', '吕'],
    ['lu', 'reading', '吕'],
    ['水水水', 'parts', '淼'],
    ['耳东', 'parts', '陈'],
    ['钅仑', 'parts', '𬬭'],
    ['水青', 'parts', '清'],
    ['yan', 'reading', '䶮'],
    ['di 页', 'parts', '𬱖'],
    ['U+4DAE', 'code-point', '䶮'],
    ['4dae', 'code-point', '䶮'],
    ['&#x2CC56;', 'code-point', '𬱖'],
    ['喆', 'parts', '喆'],
  ])('%s (%s) finds %s', async (text, by, character) => {
    const found = await searchCharacters(text);
    expect(found.by).toBe(by);
    expect(found.characters).toContain(character);
    expect(new Set(found.characters).size).toBe(found.characters.length);
  });

  it('has the simplest first, and what people are called before the rest', async () => {
    expect((await searchCharacters('龙天')).characters.slice(0, 2).sort()).toEqual(['䶮', '龑'].sort());
    const blocks = (await searchCharacters('士口')).characters.map((each) => blockOf(each.codePointAt(0)!));
    expect(blocks.indexOf('extB')).toBeGreaterThan(blocks.lastIndexOf('basic'));
  });

  it('finds nothing where there is nothing to go by, and names parts of nothing', async () => {
    expect(await searchCharacters('?')).toEqual({ by: 'nothing', characters: [], unknownParts: [] });
    expect((await searchCharacters('U+D800')).characters).toEqual([]);
    expect((await searchCharacters('zzz')).characters).toEqual([]);
    const withUnknown = await searchCharacters('由页\u{30edd}');
    expect(withUnknown.unknownParts).toEqual(['\u{30edd}']);
    expect(withUnknown.characters).toContain('𬱖');
  });
});

describe('what is told of a character', () => {
  it.each([
    [
      '吉',
      {
        codePoint: 'U+5409',
        block: 'basic',
        gb18030: 'BCAA',
        gbk: 'yes',
        readings: ['jí'],
        lookAlikes: ['𠮷'],
      },
    ],
    ['䶮', { block: 'extA', gb18030: 'FE9F', gbk: 'stand-in', standIn: 'U+E863', parts: ['龙', '天'] }],
    ['𬱖', { codePoint: 'U+2CC56', block: 'extE', gbk: 'no', parts: ['由', '页'], readings: ['dí'] }],
    ['\ue863', { block: 'privateUse', gbk: 'made-up', real: '䶮' }],
    ['\ue000', { block: 'privateUse', gbk: 'made-up', real: null }],
    ['⼈', { block: 'radical' }],
    ['A', { block: 'other', gbk: 'yes' }],
  ])('%s', (character, facts) => {
    expect(characterFacts(character)).toMatchObject(facts);
  });

  it('a code point has four digits at least', () => {
    expect(codePointName('A')).toBe('U+0041');
  });

  it('look-alikes are told both ways', () => {
    expect(lookAlikesOf('䶮')).toContain('龑');
    expect(lookAlikesOf('龑')).toContain('䶮');
    expect(lookAlikesOf('的')).toEqual([]);
  });
});

describe('what stood in a name', () => {
  it.each<[string, string[], [number, string, string][]]>([
    ['王\ue863', [], [[1, '䶮', 'table']]],
    ['王?', ['王䶮'], [[1, '䶮', 'name']]],
    ['王?', ['李䶮', '王小明', '王?'], []],
    [
      '王?',
      ['王䶮', '王龑'],
      [
        [1, '䶮', 'name'],
        [1, '龑', 'name'],
      ],
    ],
    [
      '王?\ufffd',
      ['王𬱖喆'],
      [
        [1, '𬱖', 'name'],
        [2, '喆', 'name'],
      ],
    ],
    ['王\ue000', ['王䶮'], [[1, '䶮', 'name']]],
    ['王小明', ['王小朋'], []],
  ])('%s beside %j', (name, others, expected) => {
    expect(likelyCharacters(name, others).map(({ at, likely, by }) => [at, likely, by])).toEqual(expected);
  });

  it('is worth looking up beyond what everybody has', () => {
    expect(['王小明', '买买提·艾力', 'John'].filter(hasRareCharacter)).toEqual([]);
    const rare = ['王?', '王䶮', '王𬱖', '王\ue863', '王\u9fb4'];
    expect(rare.filter(hasRareCharacter)).toEqual(rare);
  });
});
