import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { type ImportedFile, importJson } from './importResult.ts';
import { canMakeFiles, type MadeCell, writeWorkbook } from './madeFiles.ts';
import { HEADINGS, type Heading, idNumber, type MadeStudent, madeStudent } from './madeStudents.ts';

/** Rows of a roster with one trouble each, and what must be said of each: code, column, outcome. */
const TROUBLES: {
  student: Partial<Record<Heading, MadeCell>>;
  code: string;
  severity: 'block' | 'warn' | 'note';
  column: string | null;
  outcome?: 'created' | 'rejected' | 'ambiguous' | 'dropped';
}[] = [
  {
    code: 'ID_DIGITS_LOST',
    severity: 'block',
    column: '身份证号',
    student: { 身份证号: { number: 110105200501021e3 } },
  },
  { code: 'ID_LENGTH_WRONG', severity: 'block', column: '身份证号', student: { 身份证号: '11010520050102' } },
  {
    code: 'ID_CHECKSUM_WRONG',
    severity: 'block',
    column: '身份证号',
    student: { 身份证号: wrongCheckDigit(901) },
  },
  { code: 'ID_BIRTHDATE_DIFFERS', severity: 'warn', column: '出生日期', student: { 出生日期: '20050103' } },
  { code: 'ID_GENDER_DIFFERS', severity: 'warn', column: '性别', student: { 性别: '女' } },
  {
    code: 'ID_15_DIGITS',
    severity: 'warn',
    column: '身份证号',
    student: { 身份证号: '110105850102903', 出生日期: '19850102' },
  },
  { code: 'ID_TYPE_OTHER', severity: 'note', column: '身份证号', student: { 身份证号: 'H12345678' } },
  { code: 'EXAMNO_SHAPE', severity: 'warn', column: '考生号', student: { 考生号: '2311' } },
  {
    code: 'LEADING_ZERO_RESTORED',
    severity: 'note',
    column: '考生号',
    student: { 考生号: { number: 9110101000077 } },
  },
  { code: 'DATE_UNREADABLE', severity: 'block', column: '入学日期', student: { 入学日期: '去年秋天' } },
  { code: 'NAME_DOT_VARIANT', severity: 'warn', column: '姓名', student: { 姓名: '买买提•艾力' } },
  { code: 'NAME_SPACES', severity: 'warn', column: '姓名', student: { 姓名: '张 三' } },
  { code: 'NAME_INVISIBLE', severity: 'warn', column: '姓名', student: { 姓名: '李\u200b四' } },
  { code: 'NAME_FULL_WIDTH', severity: 'warn', column: '姓名', student: { 姓名: 'ＡＬＩ王' } },
  { code: 'NAME_PRIVATE_USE', severity: 'warn', column: '姓名', student: { 姓名: '王\ue863' } },
  { code: 'NAME_LOST_CHARACTER', severity: 'warn', column: '姓名', student: { 姓名: '赵?' } },
  { code: 'UNKNOWN_CODE', severity: 'warn', column: '民族', student: { 民族: '火星族' } },
  {
    code: 'REQUIRED_MISSING',
    severity: 'block',
    column: '姓名',
    student: { 姓名: null },
    outcome: 'rejected',
  },
  { code: 'CELL_ERROR', severity: 'block', column: '民族', student: { 民族: { error: '#N/A' } } },
  { code: 'FORMULA_NO_RESULT', severity: 'warn', column: '民族', student: { 民族: { formula: '=A1' } } },
  {
    code: 'TEXT_TOO_LONG',
    severity: 'warn',
    column: '分院',
    student: { 分院: '一二三四五六七八九十一二三学院' },
  },
];
/** Where the header stands: below a title and an empty row. */
const HEADER_ROW = 3;
const FIRST_ROW = HEADER_ROW + 1;

function wrongCheckDigit(serial: number): string {
  const right = idNumber(serial);
  return right.slice(0, 17) + (right.endsWith('1') ? '2' : '1');
}

function cells(student: MadeStudent, changes: Partial<Record<Heading, MadeCell>> = {}): MadeCell[] {
  return HEADINGS.map((heading) => (heading in changes ? changes[heading]! : student[heading]));
}

describe.skipIf(!canMakeFiles)('a roster with everything that goes wrong', () => {
  let file: ImportedFile;
  let code: number;
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const troubled = (index: number) => FIRST_ROW + index;
  const afterTroubles = FIRST_ROW + TROUBLES.length;

  beforeAll(async () => {
    const twice = madeStudent(101);
    const contradicted = madeStudent(102);
    const rows: MadeCell[][] = [
      ['示例大学2023级学生名单'],
      [],
      [...HEADINGS, '姓名', '备用列'],
      ...TROUBLES.map(({ student }, index) => cells(madeStudent(index + 1), student)),
      // The same row twice, then two students with one number.
      cells(twice),
      cells(twice),
      cells(contradicted),
      cells(madeStudent(103, { 学号: contradicted.学号, 身份证号: null, 考生号: null })),
      cells(madeStudent(104)),
      [],
      [...cells(madeStudent(105)), '李白', '备注的话'],
      ['合计', '26人'],
      ['制表人：王老师'],
    ];
    const path = writeWorkbook(join(folder, '名单.xlsx'), [{ name: '名单', rows, merge: ['A1:P1'] }]);
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    const done = await importJson(dataDir, path, '--as', 'roster', '--rows');
    code = done.code;
    file = done.json.batches[0]!;
  });

  it('is done, but needs a person', () => {
    expect(file.error).toBeUndefined();
    expect(code).toBe(1);
    expect(file).toMatchObject({
      file: '名单.xlsx',
      format: 'xlsx',
      encoding: null,
      sheet: '名单',
      headerRow: HEADER_ROW,
    });
    expect(file.batch).toMatch(/^\S+$/);
  });

  it('is read by its headings', () => {
    expect(file.mapping).toMatchObject({
      考生号: 'examNo',
      学号: 'studentNo',
      姓名: 'name',
      身份证号: 'idNumber',
    });
    expect(file.unmapped).toContain('备用列');
    const ofFile = file.findings
      .filter(({ row }) => row === null)
      .map(({ code: one, column }) => [one, column]);
    expect(ofFile).toContainEqual(['COLUMN_TWICE', '姓名']);
    expect(ofFile).toContainEqual(['COLUMN_UNMAPPED', '备用列']);
  });

  it.each(TROUBLES.map((trouble, index) => ({ ...trouble, index })))(
    'says $code of its row',
    ({ code: expected, severity, column, index, outcome = 'created' }) => {
      const row = troubled(index);
      const found = file.findings.filter((finding) => finding.row === row);
      expect(found).toContainEqual(expect.objectContaining({ code: expected, severity, column }));
      expect(file.outcomes!.find((one) => one.row === row)?.outcome).toBe(outcome);
    },
  );

  it('takes a row that stands there twice once', () => {
    expect(file.findings).toContainEqual(
      expect.objectContaining({ code: 'DUPLICATE_IN_FILE', row: afterTroubles + 1, severity: 'warn' }),
    );
  });

  it('rejects rows that contradict each other', () => {
    const outcomes = [2, 3].map(
      (more) => file.outcomes!.find(({ row }) => row === afterTroubles + more)!.outcome,
    );
    expect(outcomes).toEqual(['rejected', 'rejected']);
    const codes = file.findings.filter(({ row }) => row === afterTroubles + 3).map(({ code: one }) => one);
    expect(codes.some((one) => one === 'SAME_ID_OTHER_NAME' || one === 'DUPLICATE_IN_FILE')).toBe(true);
  });

  it('drops the footer and says so', () => {
    const footers = file.findings.filter(({ code: one }) => one === 'FOOTER_DROPPED');
    expect(footers.map(({ row }) => row)).toEqual([afterTroubles + 7, afterTroubles + 8]);
    expect(file.counts!.dropped).toBeGreaterThanOrEqual(2);
  });

  it('counts every row below the header that is not empty', () => {
    expect(file.counts!.rows).toBe(TROUBLES.length + 5 + 1 + 2);
    expect(file.counts!.rejected).toBe(3);
  });

  it('keeps a student whose number is held back', async () => {
    const { json } = await xuejiInside<{ total: number; items: { idNumber: string | null; name: string }[] }>(
      'students',
      '--where',
      `studentNo=${madeStudent(1).学号}`,
      '--unmasked',
      '--data',
      dataDir,
      '--json',
    );
    expect(json.items).toEqual([expect.objectContaining({ name: madeStudent(1).姓名, idNumber: null })]);
  });

  it('changes nothing when it comes again', async () => {
    const before = file.counts!;
    const path = join(folder, '名单.xlsx');
    const again = (await importJson(dataDir, path, '--as', 'roster')).json.batches[0]!;
    expect(again.counts).toMatchObject({
      rows: before.rows,
      created: 0,
      updated: 0,
      unchanged: before.created + before.unchanged,
    });
  });
});
