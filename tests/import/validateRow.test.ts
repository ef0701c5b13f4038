import { describe, expect, it } from 'vitest';
import { createRowReader, type ParsedRow } from '../../electron/import/createRowReader.ts';
import type { Cell } from '../../electron/import/readers/reader.ts';
import { suggestMapping } from '../../electron/import/suggestMapping.ts';
import { createColumnWatch } from '../../electron/import/validate/columnWatch.ts';
import { gbkBytes } from '../../electron/import/validate/textLengths.ts';

function read(cells: Record<string, Cell>): ParsedRow {
  return createRowReader(suggestMapping(Object.keys(cells), 'roster'))({
    number: 2,
    cells: Object.values(cells),
  });
}
const codes = (row: ParsedRow) => row.findings.map((each) => each.code);
const person = { 学号: '20220101', 姓名: '张三' } as const;

describe('identity numbers', () => {
  it('holds back a wrong number and takes the student by another key', () => {
    const row = read({ ...person, 身份证号: '110105194912310021' });
    expect(row).toMatchObject({ identified: true, values: { studentNo: '20220101', name: '张三' } });
    expect(row.values).not.toHaveProperty('idNumber');
    expect(row.values).not.toHaveProperty('idType');
    expect(row.findings).toMatchObject([
      {
        code: 'ID_CHECKSUM_WRONG',
        severity: 'block',
        row: 2,
        column: '身份证号',
        field: 'idNumber',
        value: '110105194912310021',
      },
    ]);
  });

  it('rejects the row when the wrong number was its only key', () => {
    const row = read({ 姓名: '张三', 身份证号: '110105194912310021' });
    expect(row.identified).toBe(false);
    expect(codes(row)).toEqual(['ID_CHECKSUM_WRONG', 'REQUIRED_MISSING']);
  });

  it('compares with birth date and gender', () => {
    const row = read({ ...person, 性别: '男', 出生日期: '1949-12-30', 身份证号: '11010519491231002X' });
    expect(row.findings).toMatchObject([
      {
        code: 'ID_BIRTHDATE_DIFFERS',
        severity: 'warn',
        field: 'birthDate',
        value: '1949-12-30',
        suggestion: '1949-12-31',
      },
      { code: 'ID_GENDER_DIFFERS', severity: 'warn', field: 'gender', value: '男', suggestion: '女' },
    ]);
    expect(row.values.idNumber).toBe('11010519491231002X');
  });

  it('takes 15 digits and warns', () => {
    const row = read({ ...person, 身份证号: '110105491231002' });
    expect(row.values.idNumber).toBe('110105491231002');
    expect(row.findings).toMatchObject([
      { code: 'ID_15_DIGITS', severity: 'warn', suggestion: '11010519491231002X' },
    ]);
  });

  it('says that rounding is plausible', () => {
    expect(codes(read({ ...person, 身份证号: '110105199003072000' }))).toEqual([
      'ID_CHECKSUM_WRONG',
      'ID_DIGITS_LOST',
    ]);
  });

  it('goes by the declared type', () => {
    expect(read({ ...person, 证件类型: '护照', 证件号码: 'AB1234567' })).toMatchObject({
      values: { idType: 'passport', idNumber: 'AB1234567' },
      findings: [{ code: 'ID_TYPE_OTHER', severity: 'note' }],
    });
    expect(read({ ...person, 证件类型: '居民身份证', 证件号码: 'H12345678' })).toMatchObject({
      values: { idType: 'resident', idNumber: 'H12345678' },
      findings: [{ code: 'ID_TYPE_OTHER', severity: 'warn', suggestion: 'hkmo-permit' }],
    });
    expect(read({ ...person, 证件类型: '身份证', 证件号码: '123' }).findings).toMatchObject([
      { code: 'ID_LENGTH_WRONG', severity: 'block' },
    ]);
    expect(read({ ...person, 证件类型: '火星证', 证件号码: '11010519491231002X' })).toMatchObject({
      values: { idType: 'resident' },
      findings: [{ code: 'UNKNOWN_CODE', severity: 'warn' }],
    });
  });
});

describe('other columns', () => {
  it.each([
    ['22440101110001', null, []],
    ['22990101110001', null, ['EXAMNO_SHAPE']],
    ['2244010111000', null, ['EXAMNO_SHAPE']],
    ['105952022000123', '硕士研究生', []],
    ['105952022000123', '本科', ['EXAMNO_SHAPE']],
    ['2244010111000A', null, ['EXAMNO_SHAPE']],
  ])('考生号 %s of %s', (examNo, level, expected) => {
    const row = read({ ...person, 层次: level, 考生号: examNo });
    expect(codes(row)).toEqual(expected);
    expect(row.values.examNo).toBe(examNo);
  });

  it('warns of what the upload template has no room for', () => {
    expect(gbkBytes('长江新闻与传播学院ab')).toBe(20);
    const row = read({ ...person, 学院: '长江新闻与传播学院（国际联合培养部）' });
    expect(row.findings).toMatchObject([
      { code: 'TEXT_TOO_LONG', severity: 'warn', field: 'collegeName', params: { bytes: 36, limit: 24 } },
    ]);
    expect(row.values.collegeName).toBe('长江新闻与传播学院（国际联合培养部）');
  });

  it('stores a name as it came and says what is odd about it', () => {
    const row = read({ 学号: '20220101', 姓名: '阿卜杜•热合曼' });
    expect(row.values.name).toBe('阿卜杜•热合曼');
    expect(row.findings).toMatchObject([
      { code: 'NAME_DOT_VARIANT', severity: 'warn', suggestion: '阿卜杜·热合曼' },
    ]);
  });

  it('needs a name and a key', () => {
    expect(read({ 学号: '20220101', 姓名: null })).toMatchObject({
      identified: false,
      findings: [{ code: 'REQUIRED_MISSING', severity: 'block', field: 'name', params: { case: 'name' } }],
    });
    expect(read({ 姓名: '张三', 学号: null })).toMatchObject({
      identified: false,
      findings: [{ code: 'REQUIRED_MISSING', severity: 'block', field: null, params: { case: 'key' } }],
    });
  });
});

describe('createColumnWatch', () => {
  function watched(...numbers: Cell[]) {
    const mapping = suggestMapping(['学号', '姓名', '身份证号'], 'roster');
    const reader = createRowReader(mapping);
    const watch = createColumnWatch(mapping);
    for (const [index, number] of numbers.entries())
      watch.see(reader({ number: index + 2, cells: [`2022010${index}`, '张三', number] }));
    return watch.end();
  }

  it('distrusts a column in which most numbers end in 000', () => {
    expect(
      watched('110105199003072000', '110105199003072000', '1.10105E+17', '11010519491231002X'),
    ).toMatchObject([
      {
        code: 'ID_DIGITS_LOST',
        severity: 'warn',
        row: null,
        column: '身份证号',
        params: { count: 3, total: 4, case: 'column' },
      },
    ]);
  });

  it('says nothing of a sound column', () => {
    expect(watched('11010519491231002X', '440524188001010014', '110105199003072000', null)).toEqual([]);
    expect(watched()).toEqual([]);
  });
});
