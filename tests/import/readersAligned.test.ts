import { describe, expect, test } from 'vitest';
import { AlignedParser } from '../../electron/import/readers/csv/alignedParser.ts';
import { alignedText } from '../../electron/import/readers/csv/alignedText.ts';
import { readCells, readRows } from '../fixtures/spreadsheets/readAll.ts';

/** As old systems print: every field in so many cells of the screen, a Chinese character in two. */
function printed(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const cells = (text: string) => Array.from(text).reduce((sum, one) => sum + (one > '\u007f' ? 2 : 1), 0);
  return rows
    .map((row) =>
      row
        .map((field, at) => field + ' '.repeat(widths[at]! - cells(field)))
        .join(' ')
        .trimEnd(),
    )
    .join('\r\n');
}

const HEADER = ['学号', '姓名', '班级', '身份证号'];
const ROWS = [
  ['0220101000', '欧阳娜娜', '软件2201', '110105200301011002'],
  ['0220101001', '张 三', '', '44052420040202108X'],
  ['0220101002', '阿不都热依木', '软件2202', ''],
];
const orNull = (row: readonly string[]) => row.map((field) => (field === '' ? null : field));

describe('text that only room sets apart', () => {
  test('fields by their place on the line, though some are empty and names have spaces', async () => {
    const text = printed([HEADER, ...ROWS], [10, 12, 8, 18]);
    const cells = await readCells(Buffer.from(`示例大学学生名单\r\n\r\n${text}\r\n共 3 人\r\n`));
    expect(cells.slice(1, 5)).toEqual(
      [HEADER, ...ROWS].map((row, at) => (at < 3 ? orNull(row) : orNull(row))),
    );
    expect(cells.at(-1)).toEqual(['共 3 人', null, null, null].slice(0, cells.at(-1)!.length));
  });

  test('fields with two spaces or more between them, wherever they stand', async () => {
    const rows = [HEADER, ROWS[0]!, ['1', '张 三', '软件2201', '2']];
    const text = rows.map((row, at) => row.join(' '.repeat(2 + at))).join('\n');
    expect(await readCells(Buffer.from(text))).toEqual(rows);
  });

  test('fields with one space between them', async () => {
    expect(await readCells(Buffer.from('学号 姓名 班级\n1 张三 软1\n2 李四 软1\n'))).toEqual([
      ['学号', '姓名', '班级'],
      ['1', '张三', '软1'],
      ['2', '李四', '软1'],
    ]);
  });

  test('a line that does not keep to the columns is left whole, and told by its number', async () => {
    const text = '学号  姓名  班级\n1  张三  软1\n2  李  四  软1\n\n3  王五  软1\n4  赵六  软1\n5  钱七  软1';
    expect(await readRows(Buffer.from(text))).toEqual(
      [
        [1, ['学号', '姓名', '班级']],
        [2, ['1', '张三', '软1']],
        [3, ['2  李  四  软1']],
        [5, ['3', '王五', '软1']],
        [6, ['4', '赵六', '软1']],
        [7, ['5', '钱七', '软1']],
      ].map(([number, cells]) => ({ number, cells })),
    );
  });

  test('a value that reaches into the next column is not cut in two', () => {
    const text = printed([HEADER, ROWS[0]!, ROWS[2]!], [10, 12, 8, 18]);
    const parser = new AlignedParser(alignedText(`${text}\r\n`)!);
    const long = '0220101003 阿不都热依木买买提   软件2201 110105200301011002';
    parser.write(`${text}\r\n${long}`);
    parser.end();
    expect(parser.rows.take().at(-1)!.cells).toEqual([long]);
  });

  test('a list of one column, names with a space and running text are none', () => {
    for (const text of ['学号\n1\n2\n', '姓名\n张 三\n李 四\n王 五\n', '请 大家 核对\n谢谢\n']) {
      expect(alignedText(text)).toBeNull();
    }
  });

  test('the pieces may be cut anywhere', () => {
    const text = '学号  姓名\r\n1  张三\r\n\r\n2  李四\r3  王五\n4  赵六';
    const read = (pieces: string[]) => {
      const parser = new AlignedParser(alignedText(text)!);
      for (const piece of pieces) parser.write(piece);
      parser.end();
      return parser.rows.take();
    };
    const whole = read([text]);
    expect(whole.map(({ number }) => number)).toEqual([1, 2, 4, 5, 6]);
    for (let at = 0; at <= text.length; at++)
      expect(read([text.slice(0, at), text.slice(at)])).toEqual(whole);
  });
});
