import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { benchRow } from '../bench/writeBenchRoster.ts';
import { type BiffRecord, biff, gbkBytes } from '../fixtures/spreadsheets/biffRecords.ts';
import { convertByLibreOffice, programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { readCells, readError, readHidden, readRows } from '../fixtures/spreadsheets/readAll.ts';
import { describeCell } from '../fixtures/spreadsheets/readWithExceljs.ts';
import { readWithSheetJs } from '../fixtures/spreadsheets/readWithSheetJs.ts';
import { toldRows } from '../fixtures/spreadsheets/toldRows.ts';

const PYTHON = '/usr/bin/python3';
const hasPrograms = programRuns(PYTHON, ['-c', 'import openpyxl']) && programRuns('soffice', ['--version']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-xls-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!hasPrograms)('workbooks that LibreOffice saved from xlsx', () => {
  beforeAll(() => {
    execFileSync(PYTHON, [
      fileURLToPath(new URL('../fixtures/spreadsheets/writeWorkbooks.py', import.meta.url)),
      folder,
    ]);
    for (const [format, name] of [
      ['xlsx', 'new'],
      ['xls:MS Excel 97', 'biff8'],
    ] as const) {
      convertByLibreOffice(
        format,
        join(folder, name),
        [join(folder, 'roster.xlsx'), join(folder, 'odd.xlsx')],
        folder,
      );
    }
  }, 180_000);

  test.each(['roster', 'odd'])('%s.xls is what the same as .xlsx is', async (name) => {
    const expected = await readRows(join(folder, 'new', `${name}.xlsx`));
    // An old sheet has 256 columns.
    const narrow = expected.filter((row) => row.cells.length <= 256);
    expect(toldRows(await readRows(join(folder, 'biff8', `${name}.xls`)))).toEqual(toldRows(narrow));
  });

  test('the sheets, the hidden one among them', async () => {
    const path = join(folder, 'biff8', 'roster.xls');
    expect(await readHidden(path)).toEqual({ columns: [5], rows: [10] });
    const opened = await openSpreadsheet(path);
    expect(opened.format).toBe('xls');
    expect(opened.sheets).toEqual([
      { name: '在校生名单', hidden: false },
      { name: '作废', hidden: true },
    ]);
    await opened.close();
    expect(await readRows(path, { sheet: '作废' })).toEqual([{ number: 5, cells: [null, null, '只有一格'] }]);
  });

  test.each(['biff8/roster.xls', 'biff8/odd.xls'])(
    '%s: each cell is what SheetJS says it is',
    async (file) => {
      const path = join(folder, file);
      const expected = await readWithSheetJs(path);
      const opened = await openSpreadsheet(path);
      expect(opened.sheets.map((sheet) => sheet.name)).toEqual([...expected.keys()]);
      for (const [sheet, theirs] of expected) {
        const ours = new Map<string, string>();
        for await (const batch of opened.rows({ sheet })) {
          for (const row of batch) {
            for (const [column, cell] of row.cells.entries()) {
              const words = describeCell(cell);
              if (words !== null) ours.set(`${row.number}:${column + 1}`, words);
            }
          }
        }
        expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
        // SheetJS leaves dates as numbers and errors as their codes.
        for (const [at, words] of ours)
          if (!words.startsWith('date ')) expect(words.replace('#N/A', '42'), at).toBe(theirs.get(at));
      }
      await opened.close();
    },
  );

  test('only so many rows as asked for; progress; cancelled', async () => {
    const path = join(folder, 'biff8', 'roster.xls');
    expect(await readRows(path, { limit: 3 })).toHaveLength(3);
    const opened = await openSpreadsheet(path);
    const told: number[] = [];
    const stop = new AbortController();
    for await (const _ of opened.rows({ sheet: null, onProgress: (done) => told.push(done) })) {
    }
    expect(told.at(-1)).toBe(1);
    stop.abort();
    await expect(
      opened.rows({ sheet: null, signal: stop.signal })[Symbol.asyncIterator]().next(),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    await opened.close();
  });
});

describe.skipIf(!hasPrograms)('a large workbook that LibreOffice saved', () => {
  test('strings across CONTINUE records; a table of sectors that the header cannot name', async () => {
    const rows = Array.from({ length: 15_000 }, (_, index) => [
      ...benchRow(index).slice(0, 24),
      index % 50 === 0 ? `${'长'.repeat(index / 10)}${'x'.repeat(index / 10)}𬍛` : `备注${index}`,
    ]);
    const path = join(folder, 'large.xlsx');
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
    const sheet = workbook.addWorksheet('大');
    for (const row of rows) sheet.addRow(row).commit();
    await workbook.commit();
    convertByLibreOffice('xls:MS Excel 97', join(folder, 'large'), [path], folder);
    const bytes = await readFile(join(folder, 'large', 'large.xls'));
    expect(bytes.length).toBeGreaterThan(7_200_000);
    expect(await readCells(bytes)).toEqual(rows);
  }, 120_000);
});

describe('records as other programs write them', () => {
  const cell = (row: number, column: number, text: string): BiffRecord => [
    0x0204,
    biff.words(row, column, 0, gbkBytes(text).length),
    gbkBytes(text),
  ];
  const bare = [0x0809, biff.words(0, 0x10, 0, 0)] satisfies BiffRecord;
  const end = [0x000a] satisfies BiffRecord;

  test('a bare sheet in GBK, as PHP programs send it; cells in any order', async () => {
    const bytes = biff.stream([
      bare,
      cell(2, 0, '张三'),
      cell(0, 0, '姓名'),
      cell(0, 1, '学号'),
      cell(2, 1, '0123'),
      [0x0203, biff.words(2, 2, 0), biff.double(18)],
      end,
    ]);
    expect(await readRows(bytes)).toEqual([
      { number: 1, cells: ['姓名', '学号'] },
      { number: 3, cells: ['张三', '0123', { kind: 'number', text: '18', number: 18 }] },
    ]);
  });

  test('hidden rows, packed numbers, results of formulas', async () => {
    const formula = (row: number, column: number, result: Buffer, flags = 0): BiffRecord => [
      0x0006,
      biff.words(row, column, 0),
      result,
      biff.words(flags, 0, 0, 0),
    ];
    const special = (kind: number, value: number) => Buffer.from([kind, 0, value, 0, 0, 0, 0xff, 0xff]);
    const bytes = biff.stream([
      bare,
      [0x0208, biff.words(0, 0, 9, 255, 0, 0, 0x20, 0)],
      [0x00bd, biff.words(0, 0), biff.rk(0, (5 << 2) | 2), biff.rk(0, (1234 << 2) | 3), biff.words(1)],
      [0x027e, biff.words(0, 2), biff.rk(0, (-7 << 2) | 2)],
      formula(1, 0, special(0, 0)),
      [0x0207, biff.words(4), gbkBytes('结果')],
      formula(1, 1, special(1, 1)),
      formula(1, 2, special(2, 0x2a)),
      formula(1, 3, special(3, 0)),
      formula(1, 4, biff.double(2.5)),
      formula(1, 5, biff.double(0), 3),
      formula(1, 6, special(0, 0)),
      [0x0205, biff.words(1, 7, 0), Buffer.from([0x17, 1])],
      end,
    ]);
    const [first, second] = await readRows(bytes);
    expect(first).toEqual({
      number: 1,
      hidden: true,
      cells: [
        { kind: 'number', text: '5', number: 5 },
        { kind: 'number', text: '12.34', number: 12.34 },
        { kind: 'number', text: '-7', number: -7 },
      ],
    });
    expect(second!.cells).toEqual([
      '结果',
      { kind: 'boolean', text: 'TRUE' },
      { kind: 'error', text: '#N/A' },
      null,
      { kind: 'number', text: '2.5', number: 2.5 },
      { kind: 'formula-without-result', text: '' },
      { kind: 'formula-without-result', text: '' },
      { kind: 'error', text: '#REF!' },
    ]);
  });

  test('Excel 5: names, formats and texts in the code page, written formats that are dates', async () => {
    const name = gbkBytes('一班');
    const sheet: BiffRecord[] = [
      [0x0809, biff.words(0x0500, 0x10, 0, 0)],
      cell(0, 0, '䶮娜'),
      [0x0203, biff.words(0, 1, 1), biff.double(45_170)],
      [0x0203, biff.words(0, 2, 0), biff.double(45_170)],
      [0x0203, biff.words(0, 3, 0), biff.double(1.1010520030101123e17)],
      end,
    ];
    const globals = (at: number): Buffer =>
      biff.stream([
        [0x0809, biff.words(0x0500, 0x05, 0, 0)],
        [0x0042, biff.words(936)],
        [0x0022, biff.words(0)],
        [0x041e, biff.words(164), Buffer.from([11]), gbkBytes('yyyy"年"m"月"').subarray(0, 11)],
        [0x00e0, biff.words(0, 0, 0, 0, 0, 0, 0, 0)],
        [0x00e0, biff.words(0, 164, 0, 0, 0, 0, 0, 0)],
        [0x0085, biff.words(at, 0), Buffer.from([2, 0, name.length]), name],
        end,
      ]);
    const bytes = Buffer.concat([globals(globals(0).length), biff.stream(sheet)]);
    const opened = await openSpreadsheet(bytes);
    expect(opened.sheets).toEqual([{ name: '一班', hidden: true }]);
    await opened.close();
    expect(await readCells(bytes)).toEqual([
      [
        '䶮娜',
        { kind: 'date', text: '2023-09-01' },
        { kind: 'number', text: '45170', number: 45_170 },
        { kind: 'number', text: '1.1010520030101123E+17', number: 1.1010520030101123e17 },
      ],
    ]);
  });

  test('what ends too early is told, and no row of it is taken for the whole', async () => {
    expect(await readError(biff.stream([bare, cell(0, 0, '姓名')]))).toMatchObject({ code: 'FILE_DAMAGED' });
    expect(await readError(biff.stream([bare, end]))).toMatchObject({ code: 'FILE_NO_ROWS' });
    expect(await readError(biff.stream([[0x0409, biff.words(0, 0x10, 0)], end]))).toMatchObject({
      code: 'FILE_FORMAT_UNSUPPORTED',
    });
  });

  test.skipIf(!hasPrograms)('a file cut anywhere', async () => {
    const whole = await readFile(join(folder, 'biff8', 'roster.xls'));
    for (const share of [0.1, 0.5, 0.9]) {
      expect(await readError(whole.subarray(0, Math.floor(whole.length * share)))).toMatchObject({
        code: 'FILE_DAMAGED',
      });
    }
  });
});
