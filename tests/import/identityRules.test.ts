import { describe, expect, it } from 'vitest';
import { createRowReader } from '../../electron/import/createRowReader.ts';
import type { Cell } from '../../electron/import/readers/reader.ts';
import { type FindByKey, matchStudent } from '../../electron/import/reconcile/matchStudent.ts';
import { suggestMapping } from '../../electron/import/suggestMapping.ts';
import type { Finding } from '../../shared/domain/findings.ts';
import { checkCharacter, inspectIdNumber, otherLength } from '../../shared/domain/idNumber.ts';
import { keyForm } from '../../shared/domain/keyForm.ts';
import { correctedName, nameKey } from '../../shared/domain/personName.ts';
import type { IdType } from '../../shared/domain/studentFields.ts';
import { createText } from '../../shared/text/createText.ts';

/** The rules of the domain notes §7 and §8, one after the other, as a row of a list meets them. */
const PERSON = { 学号: '20220101', 姓名: '张三' } as const;
const whole = (seventeen: string) => seventeen + checkCharacter(seventeen);

function read(cells: Record<string, Cell>) {
  const given = { ...PERSON, ...cells };
  return createRowReader(suggestMapping(Object.keys(given), 'roster'))({
    number: 2,
    cells: Object.values(given),
  });
}

/** `CODE/case` of every finding of a row; each has a whole sentence in both languages, without the number in it. */
function told(findings: readonly Finding[]): string[] {
  for (const finding of findings) {
    for (const language of ['zh', 'en'] as const) {
      const sentence = createText(language).sayFinding(finding);
      expect(sentence).toMatch(/[。.）)]$/);
      expect(sentence).not.toMatch(/\{\{|undefined|null|ID_|NAME_/);
      if (finding.field === 'idNumber' && finding.value) expect(sentence).not.toContain(finding.value);
    }
  }
  return findings.map(({ code, params }) => (params?.case === undefined ? code : `${code}/${params.case}`));
}

describe('§7: one number by itself', () => {
  const sound = '11010519491231002X';
  it.each<[rule: string, number: string, type: IdType | null, findings: string[]]>([
    ['a sample of the standard', sound, 'resident', []],
    ['the other sample', '440524188001010014', 'resident', []],
    ['a small x', '11010519491231002x', 'resident', []],
    ['full-width digits', '１１０１０５１９４９１２３１００２Ｘ', 'resident', []],
    ['a wrong check character', '110105194912310021', null, ['ID_CHECKSUM_WRONG']],
    ['a cross for the X', '11010519491231002×', null, ['ID_CHECKSUM_WRONG']],
    ['17 digits', '11010519491231002', null, ['ID_LENGTH_WRONG']],
    ['19 digits', '11010519491231002XX', null, ['ID_LENGTH_WRONG']],
    ['masked', '1101**********002X', null, ['ID_LENGTH_WRONG/masked']],
    ['29 February of a leap year', whole('11010520000229001'), 'resident', []],
    ['of another year', whole('11010520010229001'), 'resident', ['ID_BIRTHDATE_DIFFERS/impossible']],
    ['month 13', whole('11010519991301001'), 'resident', ['ID_BIRTHDATE_DIFFERS/impossible']],
    ['day 31 of April', whole('11010519990431001'), 'resident', ['ID_BIRTHDATE_DIFFERS/impossible']],
    ['no such province, check right', whole('77010519990430001'), 'resident', ['ID_REGION_UNKNOWN']],
    ['the last province of the mainland', whole('65010519990430001'), 'resident', []],
    ['Taiwan as a birthplace', whole('71000019990430001'), 'resident', []],
    ['15 digits', '110105491231002', 'resident', ['ID_15_DIGITS']],
    ['15 digits, no such day', '110105990230002', null, ['ID_LENGTH_WRONG']],
    ['15 digits, no such province', '770105491231002', 'resident', ['ID_REGION_UNKNOWN', 'ID_15_DIGITS']],
    ['residence card, Hong Kong', '810000199901010014', 'hkmo-residence', ['ID_TYPE_OTHER/checked']],
    ['residence card, Macao', '820000199901010024', 'hkmo-residence', ['ID_TYPE_OTHER/checked']],
    ['residence card, Taiwan', '830000199901010034', 'tw-residence', ['ID_TYPE_OTHER/checked']],
    ['residence card, wrong check', '810000199901010015', null, ['ID_CHECKSUM_WRONG', 'ID_TYPE_OTHER']],
    ['permanent resident of 2023', whole('91184019990101001'), 'foreign-pr', ['ID_TYPE_OTHER/checked']],
    ['permanent resident, wrong check', '911840199901010010', null, ['ID_CHECKSUM_WRONG', 'ID_TYPE_OTHER']],
    ['permanent resident, old form', 'USA110099010112', 'foreign-pr', ['ID_TYPE_OTHER']],
    ['permit, Hong Kong', 'H12345678', 'hkmo-permit', ['ID_TYPE_OTHER']],
    ['permit, Macao', 'M12345678', 'hkmo-permit', ['ID_TYPE_OTHER']],
    ['permit, Taiwan', '12345678', 'tw-permit', ['ID_TYPE_OTHER']],
    ['identity card of Hong Kong', 'A123456(3)', 'other', ['ID_TYPE_OTHER']],
    ['identity card of Taiwan', 'A123456789', 'other', ['ID_TYPE_OTHER']],
    ['passport', 'E12345678', 'passport', ['ID_TYPE_OTHER']],
    ['military', '南字第1234567号', 'military', ['ID_TYPE_OTHER/military']],
    ['rounded to 15 digits', '1.10105E+17', null, ['ID_DIGITS_LOST']],
    [
      'rounded and ending in 000',
      '110105199003072000',
      null,
      ['ID_CHECKSUM_WRONG', 'ID_DIGITS_LOST/plausible'],
    ],
  ])('%s: %s', (_, number, type, findings) => {
    const row = read({ 身份证号: number });
    expect(told(row.findings)).toEqual(findings);
    // What is held back is not there at all; what is taken stands as received.
    expect(row.values.idNumber).toBe(type === null ? undefined : number);
    expect(row.values.idType).toBe(type === null ? undefined : type);
    expect(row.identified).toBe(true);
  });

  it.each<[number: string, declared: string, findings: string[]]>([
    ['810000199901010014', '居民身份证', ['ID_TYPE_OTHER/declared']],
    ['H12345678', '居民身份证', ['ID_TYPE_OTHER/declared']],
    [sound, '护照', ['ID_TYPE_OTHER/declared']],
    ['E12345678', '护照', ['ID_TYPE_OTHER']],
    ['810000199901010014', '港澳台居民居住证', ['ID_TYPE_OTHER/checked']],
    ['12345', '港澳居民来往内地通行证', ['ID_LENGTH_WRONG/document', 'ID_TYPE_OTHER']],
    ['12345', '外国人永久居留身份证', ['ID_LENGTH_WRONG/document', 'ID_TYPE_OTHER']],
  ])('%s said to be %s', (number, declared, findings) => {
    const row = read({ 证件类型: declared, 证件号码: number });
    expect(told(row.findings)).toEqual(findings);
    expect(row.values.idNumber).toBe(number);
  });
});

describe('§7: the number against the row', () => {
  const number = whole('11010520040307231');
  it.each<[rule: string, cells: Record<string, Cell>, findings: string[]]>([
    ['all agree', { 性别: '男', 出生日期: '20040307', 入学日期: '20220901' }, []],
    ['another birth date', { 出生日期: '2004-03-08' }, ['ID_BIRTHDATE_DIFFERS']],
    ['another gender', { 性别: '女' }, ['ID_GENDER_DIFFERS']],
    ['enrolled before being born', { 入学日期: '20030901' }, ['ID_BIRTHDATE_DIFFERS/enrolled']],
  ])('%s', (_, cells, findings) => {
    const row = read({ 身份证号: number, ...cells });
    expect(told(row.findings)).toEqual(findings);
    expect(row.values.idNumber).toBe(number);
  });

  it('an even 17th digit is a woman’s, and 15 digits say the same as 18', () => {
    expect(inspectIdNumber(whole('11010520040307232'), null).gender).toBe('女');
    expect(told(read({ 身份证号: '110105491231002', 性别: '男' }).findings)).toEqual([
      'ID_15_DIGITS',
      'ID_GENDER_DIFFERS',
    ]);
  });

  it('what is not published of the permanent resident’s number is not judged', () => {
    expect(inspectIdNumber(whole('91184019990101002'), null)).toMatchObject({
      birthDate: '1999-01-01',
      gender: null,
    });
  });
});

describe('§7: 15 digits and 18 are one number', () => {
  it.each([
    ['110105491231002', '11010519491231002X'],
    ['11010519491231002X', '110105491231002'],
    [whole('11010520040307231'), null],
    ['110105194912310021', null],
    ['H12345678', null],
  ])('%s: %s', (number, other) => {
    expect(otherLength(number)).toBe(other);
  });

  it('finds the student either way, by that number and the name', () => {
    const find =
      (held: string): FindByKey =>
      (field, value) =>
        field === 'idNumber' && keyForm(value) === held ? [{ n: 1, id: 'S1', name: '张三' }] : [];
    const match = (idNumber: string, held: string, name = '张三') =>
      matchStudent(2, { idNumber, name }, find(held)).kind;
    expect(match('110105491231002', '11010519491231002X')).toBe('known');
    expect(match('11010519491231002x', '110105491231002')).toBe('known');
    expect(match('110105491231002', '11010519491231002X', '李四')).toBe('ambiguous');
    expect(match(whole('11010520040307231'), '110105040307231')).toBe('unknown');
  });
});

/** Bytes of GB 18030-2022 whose meaning changed, with the code point that older programs give (domain notes §8). */
const CHANGED: [bytes: string, old: string, now: string][] = [
  ['FE59', '\ue81e', '\u9fb4'],
  ['FE61', '\ue826', '\u9fb5'],
  ['FE66', '\ue82b', '\u9fb6'],
  ['FE67', '\ue82c', '\u9fb7'],
  ['FE6D', '\ue832', '\u9fb8'],
  ['FE7E', '\ue843', '\u9fb9'],
  ['FE90', '\ue854', '\u9fba'],
  ['FEA0', '\ue864', '\u9fbb'],
  ['FE51', '\ue816', '\u{20087}'],
  ['FE52', '\ue817', '\u{20089}'],
  ['FE53', '\ue818', '\u{200cc}'],
  ['FE6C', '\ue831', '\u{215d7}'],
  ['FE76', '\ue83b', '\u{2298f}'],
  ['FE91', '\ue855', '\u{241fe}'],
  ['FE9F', '\ue863', '\u4dae'],
];

describe('§8: names', () => {
  it.each<[rule: string, name: string, same: string, findings: string[], corrected: string]>([
    ['the dot of public forms', '阿卜杜·热合曼', '阿卜杜·热合曼', [], '阿卜杜·热合曼'],
    ...Array.from('•・‧．.∙⋅。', (dot): [string, string, string, string[], string] => [
      `U+${dot.codePointAt(0)!.toString(16)}`,
      `阿卜杜${dot}热合曼`,
      '阿卜杜·热合曼',
      ['NAME_DOT_VARIANT'],
      '阿卜杜·热合曼',
    ]),
    ['a space', '张 三', '张三', ['NAME_SPACES'], '张三'],
    ['a wide space', '张\u3000三', '张三', ['NAME_SPACES'], '张三'],
    ['a space that does not break', '张\u00a0三', '张三', ['NAME_SPACES'], '张三'],
    ['an invisible space', '张\u200b三', '张三', ['NAME_INVISIBLE'], '张三'],
    ['a mark of direction', '张\u202d三', '张三', ['NAME_INVISIBLE'], '张三'],
    ['a variation selector', '张\ufe00三', '张三', ['NAME_INVISIBLE'], '张三'],
    ['wide letters', 'ＪＯＨＮ', 'JOHN', ['NAME_FULL_WIDTH'], 'JOHN'],
    ['a radical', '⽅平', '方平', ['NAME_FULL_WIDTH/compatibility'], '方平'],
    ['a compatibility form', '\uf9f4平', '林平', ['NAME_FULL_WIDTH/compatibility'], '林平'],
    ['a star at the end', '张三*', '张三', ['NAME_LOST_CHARACTER/masked'], '张三*'],
    ['beyond the first plane', '王𬱖', '王𬱖', [], '王𬱖'],
  ])('%s', (_, name, same, findings, corrected) => {
    const row = read({ 姓名: name });
    expect(told(row.findings)).toEqual(findings);
    expect(row.values.name).toBe(name);
    expect(nameKey(name)).toBe(same);
    expect(correctedName(name)).toBe(corrected);
    for (const finding of row.findings)
      expect(finding.suggestion).toBe(corrected === name ? null : corrected);
  });

  it.each(CHANGED)('the bytes %s are one character, whoever decoded them', (bytes, old, now) => {
    expect(new TextDecoder('gb18030').decode(Buffer.from(bytes, 'hex'))).toBeOneOf([old, now]);
    expect(nameKey(`李${old}`)).toBe(`李${now}`);
    const row = read({ 姓名: `李${old}` });
    expect(told(row.findings)).toEqual(['NAME_PRIVATE_USE']);
    expect(row.values.name).toBe(`李${old}`);
    expect(row.findings[0]?.suggestion).toBe(`李${now}`);
  });

  it('A1A4 is the dot', () => {
    expect(new TextDecoder('gb18030').decode(Buffer.from('a1a4', 'hex'))).toBe('·');
  });

  it.each<[rule: string, name: string, findings: string[]]>([
    ['a question mark', '张?', ['NAME_LOST_CHARACTER']],
    ['a wide one', '张？', ['NAME_LOST_CHARACTER']],
    ['the mark for a lost one', '张\ufffd', ['NAME_LOST_CHARACTER']],
    ['a box', '张□', ['NAME_LOST_CHARACTER']],
    ['an asterisk for what was hidden', '张*', ['NAME_LOST_CHARACTER/masked']],
    ['a wide asterisk', '张＊明', ['NAME_LOST_CHARACTER/masked']],
    ['a number in its place', '20220101', ['NAME_LOST_CHARACTER/digits']],
    ['pinyin for a rare one', '王yan', ['NAME_LOST_CHARACTER/pinyin']],
    ['with its tone', '王yan3', ['NAME_LOST_CHARACTER/pinyin']],
    ['private use that no table knows', '张\ue000', ['NAME_PRIVATE_USE']],
  ])('%s: what it was is not guessed', (_, name, findings) => {
    const row = read({ 姓名: name });
    expect(told(row.findings)).toEqual(findings);
    expect(row.values.name).toBe(name);
    expect(row.findings[0]?.suggestion).toBeNull();
  });

  it.each(['陈大文 CHAN Tai Man', '张A', 'John Smith', '王B'])(
    '%s: no pinyin in place of a character',
    (name) => {
      expect(told(read({ 姓名: name }).findings)).not.toContain('NAME_LOST_CHARACTER/pinyin');
    },
  );
});
