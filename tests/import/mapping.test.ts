import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingKeys, recogniseHeading, synonymsOf } from '../../electron/import/fieldSynonyms.ts';
import { fieldsByValues } from '../../electron/import/fieldsByValues.ts';
import {
  headerFingerprint,
  mappingFromMap,
  mappingToMap,
  mappingToRemember,
  suggestMapping,
  unmappedHeadings,
  withColumn,
} from '../../electron/import/suggestMapping.ts';
import { columnLetters } from '../../shared/domain/columnLetters.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { IMPORT_KIND } from '../../shared/domain/importKinds.ts';
import { anyText } from '../harness/anyText.ts';

describe('the headings of a field', () => {
  it.each(['roster', 'status'] as const)('name one field of a %s each', (kind) => {
    for (const field of IMPORT_KIND[kind].fields) {
      for (const synonym of synonymsOf(field, kind)) {
        const hit = recogniseHeading(synonym, kind)?.field;
        // 备注 and 说明 belong to the note of a status list, 注册状态 to its account; nothing else is shared.
        expect([synonym, hit]).toEqual([synonym, field]);
      }
    }
  });

  it('knows the whole header of the 学信网 export', () => {
    const pinyin =
      'KSH SYSSDM XH XM XB CSRQ SFZH ZZMM MZ YXDM YXMC ZYDM ZYMC FY XSH BH CC XZ XXXS DQSZJ RXRQ YJBYRQ ZCZT SX ZP BZ XGSJ CXSJ';
    const chinese =
      '考生号 生源省市代码 学号 姓名 性别 出生日期 身份证号 政治面貌 民族 院校代码 院校名称 专业代码 专业名称 分院 系所/函授站 班号/班级 层次 学制 学习形式 当前所在级 入学日期 预计毕业日期 注册状态 属性/培养方式 照片 备注 修改时间 辍学时间';
    const byPinyin = suggestMapping(pinyin.split(' '), 'roster');
    const byChinese = suggestMapping(chinese.split(' '), 'roster');
    expect(byChinese.columns.map((each) => each.field)).toEqual(byPinyin.columns.map((each) => each.field));
    expect(unmappedHeadings(byPinyin)).toEqual(['ZP', 'XGSJ', 'CXSJ']);
  });

  it.each([
    ['学制(年)', 'duration'],
    ['出生日期（YYYYMMDD）', 'birthDate'],
    ['*姓名', 'name'],
    ['姓 名：', 'name'],
    ['XM(姓名)', 'name'],
    ['学生姓名', 'name'],
    ['所在学院', 'collegeName'],
    ['院（系）', 'collegeName'],
    ['系(所、函授站)', 'departmentName'],
    ['学号/工号', 'studentNo'],
    ['手机', 'phone'],
    ['学生手机号', 'phone'],
    ['E-mail', 'email'],
    ['ＸＭ', 'name'],
    ['身份证件号', 'idNumber'],
  ])('%s is %s', (heading, field) => {
    expect(recogniseHeading(heading, 'roster')?.field).toBe(field);
  });

  it.each([
    '手机（家长）',
    '姓名（更正后）',
    '父亲姓名',
    '家长电话',
    '序号',
    '辅导员电话',
    '曾用名',
    '学院领导签字',
    '',
  ])('%s is none', (heading) => {
    expect(recogniseHeading(heading, 'roster')).toBeNull();
  });

  it('never throws', () => {
    fc.assert(fc.property(anyText, (text) => Array.isArray(headingKeys(text))));
  });
});

describe('suggestMapping', () => {
  it('never lets two columns give one field', () => {
    const mapping = suggestMapping(['身份证号', '姓名', '证件号码', '备注2'], 'roster');
    expect(mapping.columns.map((each) => each.field)).toEqual(['idNumber', 'name', null, null]);
    expect(mapping.findings).toMatchObject([
      {
        code: 'COLUMN_TWICE',
        severity: 'warn',
        column: '证件号码',
        field: 'idNumber',
        params: { other: '身份证号' },
      },
      { code: 'COLUMN_UNMAPPED', severity: 'note', column: '备注2' },
    ]);
  });

  it('prefers the surer of two columns', () => {
    expect(suggestMapping(['毕业日期', '预计毕业日期'], 'roster').columns).toMatchObject([
      { field: null, reason: 'twice' },
      { field: 'expectedGraduationDate', reason: 'synonym' },
    ]);
  });

  it('takes the same heading differently in a status list', () => {
    expect(mappingToMap(suggestMapping(['学号', '状态', '备注', '注册状态', '时间'], 'status'))).toEqual({
      学号: 'studentNo',
      状态: 'verdict',
      备注: 'note',
      注册状态: 'accountStage',
      时间: 'verifiedAt',
    });
  });

  it('follows what was remembered, and remembers what is left out', () => {
    const mapping = suggestMapping(['编码A', '姓名', '备注'], 'roster', { 编码A: 'studentNo', 备注: null });
    expect(mapping.columns).toMatchObject([
      { field: 'studentNo', reason: 'remembered' },
      { field: 'name', reason: 'synonym' },
      { field: null, reason: 'left-out' },
    ]);
    expect(mapping.findings).toEqual([]);
    expect(mappingToRemember(mapping)).toEqual({ 编码A: 'studentNo', 姓名: 'name', 备注: null });
  });

  it('lets a person give a field to another column', () => {
    const mapping = withColumn(suggestMapping(['身份证号', '证件号码'], 'roster'), 1, 'idNumber');
    expect(mapping.columns).toMatchObject([
      { field: null, reason: 'twice' },
      { field: 'idNumber', reason: 'chosen' },
    ]);
  });

  it('gives each field to at most one column, and keeps every column that has a heading', () => {
    const heading = fc.constantFrom(
      '学号',
      'XH',
      '姓名',
      'XM',
      '身份证号',
      '证件号码',
      '备注',
      '说明',
      '专业',
      '其他',
      '',
    );
    fc.assert(
      fc.property(fc.array(heading), (headings) => {
        const mapping = suggestMapping(headings, 'roster');
        const fields = mapping.columns.map((each) => each.field).filter((field) => field !== null);
        expect(new Set(fields).size).toBe(fields.length);
        expect(mapping.columns.map((each) => each.index)).toEqual(
          headings.flatMap((each, index) => (each === '' ? [] : [index])),
        );
      }),
    );
  });
});

describe('a map given by hand', () => {
  it('goes before the synonyms', () => {
    const mapping = mappingFromMap(['证件', '身份证号', '姓名'], 'roster', { 证件: 'idNumber' });
    expect(mappingToMap(mapping)).toEqual({ 证件: 'idNumber', 姓名: 'name' });
    expect(mapping.columns[1]).toMatchObject({ reason: 'twice' });
  });

  it.each([
    [{ 没有: 'name' }],
    [{ 姓名: 'nothing' }],
    [{ 姓名: 'name', 学号: 'name' }],
    [{ 姓名: 'verdict' }],
  ])('is refused when it is wrong: %j', (map) => {
    expect(() => mappingFromMap(['姓名', '学号'], 'roster', map as Record<string, string>)).toThrow(AppError);
  });
});

describe('columns without headings', () => {
  const letters = Array.from({ length: 80 }, (_, column) => columnLetters(column));
  const cells = (idNumber: string, gender: string, mother: string | null = null) => ({
    number: 1,
    cells: ['20220101', '张三', gender, idNumber, mother],
  });

  it('takes no letter for the name of a field, as BH, XB and MZ are', () => {
    const mapping = suggestMapping(letters, 'roster');
    expect(mapping.columns.filter(({ field }) => field !== null)).toEqual([]);
    expect(suggestMapping(['学号', 'BH'], 'roster').columns[1]!.field).toBe('className');
  });

  it('knows what can be nothing else by its values, after what a person says', () => {
    const rows = [cells('11010519491231002X', '男'), cells('11010519491231002x', '女')];
    const sure = fieldsByValues(rows);
    expect([...sure]).toEqual([
      ['D', 'idNumber'],
      ['C', 'gender'],
    ]);
    const five = letters.slice(0, 5);
    expect(mappingToMap(mappingFromMap(five, 'roster', { b: 'name' }, sure))).toEqual({
      B: 'name',
      C: 'gender',
      D: 'idNumber',
    });
    const other = mappingFromMap(five, 'roster', { E: 'idNumber' }, sure);
    expect(mappingToMap(other)).toEqual({ C: 'gender', E: 'idNumber' });
    expect(other.findings.map(({ code }) => code)).not.toContain('COLUMN_TWICE');
    expect(mappingToMap(suggestMapping(five, 'contacts', undefined, sure))).toEqual({ D: 'idNumber' });
  });

  it('does not choose between two columns, nor believe numbers that are mostly wrong', () => {
    const twice = fieldsByValues([cells('11010519491231002X', '男', '110105194912310021'), cells('1', '/')]);
    expect([...twice]).toEqual([]);
    const parents = [cells('11010519491231002X', '男', '11010519491231002X')];
    expect([...fieldsByValues(parents)]).toEqual([['C', 'gender']]);
  });
});

describe('headerFingerprint', () => {
  it('is the same for the same columns in any order and width', () => {
    expect(headerFingerprint(['学号', '姓名', 'XB'])).toBe(headerFingerprint(['姓 名', 'ｘｂ', '*学号']));
    expect(headerFingerprint(['学号', '姓名'])).not.toBe(headerFingerprint(['学号', '性别']));
    expect(headerFingerprint(['学号'])).toMatch(/^[0-9a-f]{28}$/);
  });
});
