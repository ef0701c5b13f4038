import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHeaderRow, headerAt } from '../../electron/import/findHeaderRow.ts';
import { isCardSheet } from '../../electron/import/isCardSheet.ts';
import type { SheetRow } from '../../electron/import/readers/reader.ts';

const sheet = (...rows: (string | null)[][]): SheetRow[] =>
  rows.map((cells, index) => ({ number: index + 1, cells }));
const data = ['22110101110001', '20220101', '张三', '男', '11010519491231002X'];

describe('findHeaderRow', () => {
  it('takes the first row when it is the header, in pinyin of any case', () => {
    expect(findHeaderRow(sheet(['KSH', 'xh', 'Xm', 'XB', 'SFZH'], data), 'roster')).toEqual({
      headerRow: 1,
      headerRows: [1],
      headings: ['KSH', 'xh', 'Xm', 'XB', 'SFZH'],
      recognised: 5,
    });
  });

  it('goes below titles, banners and notes', () => {
    const rows = sheet(
      ['示例大学2026届毕业生学籍信息核对表'],
      ['学院：计算机学院', null, null, '日期：2026-03-01'],
      ['说明：请核对后签字', null, null],
      ['序号', '学 号', '姓\n名', '性别', '身份证件号'],
      ['1', '20220101', '张三', '男', '11010519491231002X'],
    );
    expect(findHeaderRow(rows, 'roster')).toMatchObject({
      headerRow: 4,
      headings: ['序号', '学 号', '姓名', '性别', '身份证件号'],
    });
  });

  it('joins a Chinese and a pinyin row', () => {
    const rows = sheet(['名单'], ['KSH', 'XM', 'SFZH'], ['考生号', '姓名', '身份证号'], data);
    expect(findHeaderRow(rows, 'roster')).toEqual({
      headerRow: 2,
      headerRows: [2, 3],
      headings: ['考生号', '姓名', '身份证号'],
      recognised: 3,
    });
  });

  it('joins merged banners with the parts below them', () => {
    const rows = sheet(
      ['学号', '基本信息', null, null, '备注'],
      [null, '姓名', '性别', '民族', null],
      ['20220101', '张三', '男', '汉族', null],
    );
    expect(findHeaderRow(rows, 'roster')).toMatchObject({
      headerRows: [1, 2],
      headings: ['学号', '姓名', '性别', '民族', '备注'],
    });
  });

  it('does not take the same header printed twice for a second row', () => {
    const rows = sheet(['学号', '姓名'], ['学号', '姓名'], ['1', '张三']);
    expect(findHeaderRow(rows, 'roster')).toMatchObject({ headerRows: [1] });
  });

  it('finds the header of a status list', () => {
    const rows = sheet(
      ['图像校对情况'],
      ['学号', '姓名', '校对结果', '确认时间', '注册情况'],
      ['20220101', '张三', '正确', null, '已注册'],
    );
    expect(findHeaderRow(rows, 'status')).toMatchObject({ headerRow: 2, recognised: 5 });
  });

  it('takes no card for a list', () => {
    const card = sheet(
      ['学籍卡片'],
      ['姓名', '张三', '性别', '男', '民族', '汉族'],
      ['学号', '20220101', '出生日期', '20040101', null, null],
      ['院系', '计算机学院', '专业', '软件工程', '班级', '软件2201'],
    );
    expect(findHeaderRow(card, 'roster')).toBeNull();
    const narrow = sheet(
      ['姓名：', '张三'],
      ['学号：', '20220101'],
      ['性别：', '男'],
      ['学院：', '计算机学院'],
    );
    expect(findHeaderRow(narrow, 'roster')).toBeNull();
    expect(
      isCardSheet(sheet(['学号', '姓名', '学院'], ['1', '张三', '学院'], ['2', '李四', '学院']), 'roster'),
    ).toBe(false);
    expect(isCardSheet(sheet(['学号', '核对状态'], ['1', '已核对'], ['2', '已核对']), 'status')).toBe(false);
  });

  it('says when there is none', () => {
    expect(findHeaderRow(sheet(data, data), 'roster')).toBeNull();
    expect(findHeaderRow([], 'roster')).toBeNull();
  });

  it('takes the row that a person points at', () => {
    const rows = sheet(['a', 'b'], ['学号', '姓名'], ['20220101', '张三']);
    expect(headerAt(rows, 1, 'roster')).toMatchObject({
      headerRow: 1,
      headerRows: [1],
      headings: ['a', 'b'],
    });
    expect(headerAt(rows, 2, 'roster')).toMatchObject({ headerRow: 2, headings: ['学号', '姓名'] });
    expect(headerAt(rows, 9, 'roster')).toBeNull();
  });

  it('calls the columns by their letters where a person says that there is no header', () => {
    const rows = sheet(data, [
      '22110101110002',
      '20220102',
      '李四',
      '女',
      '110101198001010053',
      null,
      '走读',
    ]);
    expect(headerAt(rows, 0, 'roster')).toEqual({
      headerRow: 0,
      headerRows: [0],
      headings: ['A', 'B', 'C', 'D', 'E', 'F', 'G'],
      recognised: 0,
    });
    // A .dbf has names for its columns, outside its rows.
    const named = [{ number: 0, cells: ['XH', 'XM'] }, ...rows];
    expect(headerAt(named, 0, 'roster')).toMatchObject({ headerRow: 0, headings: ['XH', 'XM'] });
    expect(headerAt([], 0, 'roster')).toBeNull();
  });

  it('never throws', () => {
    const cell = fc.oneof(fc.string(), fc.constant(null), fc.constantFrom('学号', '姓名', 'XM', 'KSH'));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), (rows) => {
        const choice = findHeaderRow(sheet(...rows), 'roster');
        if (choice !== null) expect(choice.recognised).toBeGreaterThan(0);
      }),
    );
  });
});
