import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowReader, type ParsedRow } from '../../electron/import/createRowReader.ts';
import { trimText } from '../../electron/import/normalise/trimText.ts';
import type { Cell } from '../../electron/import/readers/reader.ts';
import { suggestMapping } from '../../electron/import/suggestMapping.ts';
import type { ImportKind } from '../../shared/domain/importKinds.ts';
import { anyText } from '../harness/anyText.ts';

const number = (value: number, text = String(value)): Cell => ({ kind: 'number', number: value, text });

/** Reads one row given as heading → cell. */
function read(cells: Record<string, Cell>, kind: ImportKind = 'roster'): ParsedRow {
  const reader = createRowReader(suggestMapping(Object.keys(cells), kind));
  return reader({ number: 7, cells: Object.values(cells) });
}
const codes = (row: ParsedRow) => row.findings.map((each) => each.code);
const person = { 学号: '20220101', 姓名: '张三' } as const;

describe('text stays text', () => {
  it('trims only what frames it', () => {
    expect(read({ 学号: " \t'0020220101\u00a0", 姓名: '\u3000张 三 ' }).values).toEqual({
      studentNo: '0020220101',
      name: '张 三',
    });
  });

  it('takes what a CSV marks as text for Excel', () => {
    expect(read({ 学号: '="0020220101"', 姓名: '="张三"', 班级: "'0221", 备注: '="' }).values).toEqual({
      studentNo: '0020220101',
      name: '张三',
      className: '0221',
      remark: '="',
    });
  });

  it('keeps the digits of numbers', () => {
    expect(
      read({ 学号: number(20220101), 姓名: '张三', 班级: number(2201), 学制: number(4, '4') }).values,
    ).toEqual({
      studentNo: '20220101',
      name: '张三',
      className: '2201',
      duration: '4',
    });
  });

  it('tells an empty cell from a column that is not there', () => {
    expect(read({ ...person, 民族: null, 备注: '  ' }).values).toEqual({
      studentNo: '20220101',
      name: '张三',
      ethnicity: null,
      remark: null,
    });
  });

  it('keeps full-width digits and a small x as received', () => {
    const row = read({ 姓名: '张三', 身份证号: '11010519491231002x', 学号: '２０２２０１０１' });
    expect(row.values).toMatchObject({
      idNumber: '11010519491231002x',
      studentNo: '２０２２０１０１',
      idType: 'resident',
    });
    expect(row.findings).toEqual([]);
  });

  it('does not take 无 for a number', () => {
    expect(read({ ...person, 考生号: '无', 身份证号: '——' }).values).toMatchObject({
      examNo: null,
      idNumber: null,
    });
  });

  it('trims any text to a part of itself that needs no more trimming', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const trimmed = trimText(text);
        expect(text).toContain(trimmed);
      }),
    );
  });
});

describe('damage by spreadsheets', () => {
  it.each<[string, Cell]>([
    ['身份证号', number(110105199003072000, '1.10105E+17')],
    ['身份证号', '1.10105E+17'],
    ['考生号', number(2.2110101110001e15, '2.21101E+15')],
    ['学号', number(2022010112345678, '2022010112345678')],
    ['学号', '2.02201E+15'],
  ])('%s holds back a number that lost its digits', (heading, cell) => {
    const row = read({ 姓名: '张三', 学院: 'x', [heading]: cell });
    const finding = row.findings.find((each) => each.code === 'ID_DIGITS_LOST');
    expect(finding).toMatchObject({ severity: 'block', row: 7, column: heading });
    expect(Object.values(row.values)).not.toContain(typeof cell === 'string' ? cell : cell?.text);
  });

  it('restores the zero of a 考生号 that was a number', () => {
    const row = read({ ...person, 考生号: number(9440101110001) });
    expect(row.values.examNo).toBe('09440101110001');
    expect(row.findings).toMatchObject([
      {
        code: 'LEADING_ZERO_RESTORED',
        severity: 'note',
        value: '9440101110001',
        suggestion: '09440101110001',
      },
    ]);
  });

  it('only suggests it for a text', () => {
    const row = read({ ...person, 考生号: '9440101110001' });
    expect(row.values.examNo).toBe('9440101110001');
    expect(row.findings).toMatchObject([
      { code: 'EXAMNO_SHAPE', severity: 'warn', suggestion: '09440101110001' },
    ]);
  });

  it('restores the zero of a code that was a number', () => {
    const row = read({ ...person, 民族: number(1) });
    expect(row.values.ethnicity).toBe('汉族');
    expect(row.findings).toMatchObject([
      { code: 'LEADING_ZERO_RESTORED', value: '1', suggestion: '01', params: { meaning: '汉族' } },
    ]);
    expect(read({ ...person, 民族: '01' }).findings).toEqual([]);
  });

  it('holds back errors and formulas without a result', () => {
    const row = read({
      ...person,
      专业: { kind: 'error', text: '#REF!' },
      班级: '#N/A',
      手机: { kind: 'formula-without-result', text: '' },
    });
    expect(row.values).toEqual({ studentNo: '20220101', name: '张三' });
    expect(row.findings).toMatchObject([
      { code: 'CELL_ERROR', severity: 'block', value: '#REF!', field: 'majorName' },
      { code: 'CELL_ERROR', severity: 'block', value: '#N/A', field: 'className' },
      { code: 'FORMULA_NO_RESULT', severity: 'warn', field: 'phone' },
    ]);
  });
});

describe('dates and codes', () => {
  it('reads dates however they are written', () => {
    const row = read({
      ...person,
      出生日期: { kind: 'date', text: '2004-03-01' },
      入学日期: number(20220901),
      预计毕业日期: '2026年6月20日',
    });
    expect(row.values).toMatchObject({
      birthDate: '2004-03-01',
      enrolDate: '2022-09-01',
      expectedGraduationDate: '2026-06-20',
    });
    expect(row.findings).toEqual([]);
  });

  it('holds back what is no date and keeps the student', () => {
    const row = read({ ...person, 出生日期: '不详', 入学日期: '2022年9月' });
    expect(row.identified).toBe(true);
    expect(row.values).toEqual({ studentNo: '20220101', name: '张三' });
    expect(row.findings).toMatchObject([
      { code: 'DATE_UNREADABLE', severity: 'block', value: '不详', suggestion: null },
      { code: 'DATE_UNREADABLE', severity: 'block', value: '2022年9月', suggestion: '2022-09-01' },
    ]);
  });

  it('keeps words that no table knows', () => {
    const row = read({ ...person, 民族: '香港', 层次: '预科', 性别: '不男' });
    expect(row.values).toEqual({ studentNo: '20220101', name: '张三', ethnicity: '香港', level: '预科' });
    expect(row.findings).toMatchObject([
      { code: 'UNKNOWN_CODE', severity: 'warn', field: 'ethnicity' },
      { code: 'UNKNOWN_CODE', severity: 'note', field: 'level' },
      { code: 'UNKNOWN_CODE', severity: 'block', field: 'gender' },
    ]);
  });

  it('says the same of a value the second time', () => {
    const reader = createRowReader(suggestMapping(['学号', '姓名', '民族'], 'roster'));
    const one = reader({ number: 2, cells: ['20220101', '张三', '火星'] });
    const two = reader({ number: 3, cells: ['20220102', '李四', '火星'] });
    expect(two.findings).toEqual(one.findings.map((each) => ({ ...each, row: 3 })));
  });

  it('reads a status list', () => {
    const row = read(
      { 学号: '20220101', 校对结果: '正确', 确认时间: '2026-3-1 9:05', 注册情况: '已注册', 备注: null },
      'status',
    );
    expect(row).toMatchObject({
      values: { studentNo: '20220101' },
      extra: { verdict: '正确', verifiedAt: '2026-03-01 09:05:00', accountStage: '已注册', note: null },
      identified: true,
    });
  });
});

describe('rows that are no students', () => {
  const reader = createRowReader(suggestMapping(['序号', '学号', '姓名', '备注'], 'roster'));
  const kindOf = (...cells: Cell[]) => reader({ number: 9, cells }).kind;

  it.each<[string, Cell[]]>([
    ['合计', ['合计', '45', null, null]],
    ['合计 in the number column', [null, '合计：1200人', null, null]],
    ['总计', ['总计', number(1200), number(30), null]],
    ['maker', ['制表人：王老师', null, '审核：', null]],
    ['signature', ['辅导员（签字）：', null, null, '日期：2026-03-01']],
    ['note', ['注：请于3月1日前交回', null, null, null]],
    ['explanation', ['说明：红色为有误', null, null, null]],
    ['makers side by side', ['制表人：王老师', '2026-03-01', '李老师', null]],
    ['page', ['第 1 页 共 3 页']],
  ])('%s is a footer', (_, cells) => {
    expect(kindOf(...cells)).toBe('footer');
  });

  it.each<[string, Cell[]]>([
    ['a student', ['1', '20220101', '张三', null]],
    ['a student with an explanation first', ['说明：转专业', '20220101', '张三', null]],
    ['a student with a short number who has signed', ['1', '1001', '张三', '已签字']],
    ['a student without a number who has signed', ['1', null, '张三', '已签字']],
    ['a student named 合计', ['1', '20220101', '合计', null]],
    ['a student without a number', ['1', null, '张三', null]],
    ['a number without a student', ['1', '20220101', null, null]],
    ['only something', ['x', null, null, null]],
  ])('%s is data', (_, cells) => {
    expect(kindOf(...cells)).toBe('data');
  });

  it('drops the header printed again, in Chinese or pinyin', () => {
    expect(kindOf('序号', '学号', '姓名', '备注')).toBe('repeated-header');
    expect(kindOf('序号', '学 号', '姓\n名', null)).toBe('repeated-header');
    expect(kindOf('XH', 'XH', 'XM', 'BZ')).toBe('repeated-header');
    // A two-row header printed again in one row has other words in some places; a number makes it a student.
    expect(kindOf('序号', '学号', '姓名', '其他情况')).toBe('repeated-header');
    expect(kindOf('1', '20220101', '姓名', '备注')).toBe('data');
    expect(reader({ number: 9, cells: ['序号', '学号', '姓名', '备注'] }).findings).toMatchObject([
      { code: 'FOOTER_DROPPED', severity: 'note', row: 9, params: { case: 'header' } },
    ]);
  });
});

describe('any cells at all', () => {
  const anyCell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constant(null),
    anyText,
    fc.constantFrom('张三', '合计', '男', '20260301', '11010519491231002X', '1.1E+17', '姓名', '#N/A'),
    fc.double().map((value): Cell => ({ kind: 'number', number: value, text: String(value) })),
    anyText.map((text): Cell => ({ kind: 'date', text })),
    anyText.map((text): Cell => ({ kind: 'error', text })),
    fc.constantFrom<Cell>({ kind: 'boolean', text: 'TRUE' }, { kind: 'formula-without-result', text: '' }),
  );
  const headings = [
    '考生号',
    '学号',
    '姓名',
    '性别',
    '出生日期',
    '证件类型',
    '身份证号',
    '民族',
    '学制',
    '年级',
    '学院',
    '备注',
  ];

  it('are read without an exception, into one kind of row each, with blocked values absent', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyCell, { maxLength: 13 }), { maxLength: 5 }), (rows) => {
        const reader = createRowReader(suggestMapping(headings, 'roster'));
        const parsed = rows.map((cells, index) => reader({ number: index + 2, cells }));
        const kinds = parsed.map((row) => row.kind);
        expect(
          ['data', 'footer', 'repeated-header']
            .map((kind) => kinds.filter((each) => each === kind).length)
            .reduce((a, b) => a + b, 0),
        ).toBe(rows.length);
        for (const row of parsed) {
          const missing = codes(row).includes('REQUIRED_MISSING');
          expect(row.identified).toBe(row.kind === 'data' && !missing);
          for (const finding of row.findings) {
            expect(finding.row).toBe(row.row);
            if (
              finding.severity === 'block' &&
              finding.field !== null &&
              finding.code !== 'REQUIRED_MISSING'
            ) {
              expect(row.values).not.toHaveProperty(finding.field);
            }
          }
          for (const value of Object.values(row.values))
            expect(value === null || (typeof value === 'string' && value !== '')).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
