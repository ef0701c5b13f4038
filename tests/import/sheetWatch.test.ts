import { describe, expect, it } from 'vitest';
import { createRowReader } from '../../electron/import/createRowReader.ts';
import type { SheetRow } from '../../electron/import/readers/reader.ts';
import { suggestMapping } from '../../electron/import/suggestMapping.ts';
import { createSheetWatch } from '../../electron/import/validate/sheetWatch.ts';

function findingsOf(headings: string[], rows: SheetRow[], hidden: [number, number][] = []) {
  const mapping = suggestMapping(headings, 'roster');
  const read = createRowReader(mapping);
  const watch = createSheetWatch(mapping);
  for (const [from, to] of hidden) watch.hideColumns(from, to);
  for (const row of rows) watch.see(row, read(row));
  return watch.end().map(({ code, severity, column, params }) => ({ code, severity, column, ...params }));
}

const row = (number: number, cells: string[], hidden = false): SheetRow =>
  hidden ? { number, cells, hidden: true } : { number, cells };

describe('what is told of a sheet', () => {
  it('takes equal columns once and says so', () => {
    const rows = [row(2, ['20220101', '张三', '张三 ']), row(3, ['20220102', '李四', '李四'])];
    expect(findingsOf(['学号', '姓名', '姓名'], rows)).toEqual([
      { code: 'COLUMN_TWICE', severity: 'note', column: '姓名', case: 'same', other: '姓名', count: 2 },
    ]);
  });

  it('asks where two columns of one field differ', () => {
    const rows = [
      row(2, ['20220101', '张三', '张三']),
      row(3, ['20220102', '李四', '']),
      row(4, ['20220103', '王五', '王吾']),
      row(5, ['合计', '', '3']),
    ];
    expect(findingsOf(['学号', '姓名', '学生姓名'], rows)).toEqual([
      {
        code: 'COLUMN_TWICE',
        severity: 'warn',
        column: '学生姓名',
        case: 'differs',
        other: '姓名',
        count: 2,
        at: 3,
      },
    ]);
  });

  it('says that a file breaks off, and behind which row', () => {
    const mapping = suggestMapping(['学号', '姓名'], 'roster');
    const read = createRowReader(mapping);
    const watch = createSheetWatch(mapping);
    for (const each of [row(2, ['20220101', '张三']), row(3, ['20220102', '李四'])])
      watch.see(each, read(each));
    watch.cutShort();
    expect(watch.end().map(({ code, severity, params }) => [code, severity, params?.at])).toEqual([
      ['FILE_CUT_SHORT', 'warn', 3],
    ]);
  });

  it('says what the file hides', () => {
    const rows = [row(2, ['20220101', '张三', '男'], true), row(3, ['20220102', '李四', '女'])];
    expect(findingsOf(['学号', '姓名', '性别'], rows, [[1, 20]])).toEqual([
      { code: 'HIDDEN_TAKEN', severity: 'note', column: null, case: 'rows', count: 1 },
      {
        code: 'HIDDEN_TAKEN',
        severity: 'note',
        column: null,
        case: 'columns',
        count: 2,
        names: '姓名、性别',
      },
    ]);
  });

  it('drops titles, banners and both rows of a header printed again', () => {
    const above = [
      row(1, ['示例大学学生名单']),
      row(2, ['学号', '基本情况', '']),
      row(3, ['', '姓名', '性别']),
    ];
    const read = createRowReader(suggestMapping(['学号', '姓名', '性别'], 'roster'), above);
    expect(above.map((each) => read({ ...each, number: each.number + 40 }).kind)).toEqual([
      'repeated-header',
      'repeated-header',
      'repeated-header',
    ]);
    expect(read(row(50, ['20220101', '张三', '男'])).kind).toBe('data');
    // A student above a header that a person points at is a student.
    const student = row(1, ['20220101', '张三', '男']);
    const pointed = createRowReader(suggestMapping(['学号', '姓名', '性别'], 'roster'), [student]);
    expect(pointed({ ...student, number: 9 }).kind).toBe('data');
  });
});
