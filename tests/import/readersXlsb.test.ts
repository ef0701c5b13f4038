import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { read, write } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { convertByLibreOffice, programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { readCells, readError, readRows } from '../fixtures/spreadsheets/readAll.ts';
import { describeCell } from '../fixtures/spreadsheets/readWithExceljs.ts';
import { readWithSheetJs } from '../fixtures/spreadsheets/readWithSheetJs.ts';
import { toldRows } from '../fixtures/spreadsheets/toldRows.ts';
import { type BinaryRecord, binary, xlsbFile } from '../fixtures/spreadsheets/xlsbFile.ts';

const PYTHON = '/usr/bin/python3';
const hasOpenpyxl = programRuns(PYTHON, ['-c', 'import openpyxl']);
const hasSoffice = programRuns('soffice', ['--version']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-xlsb-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!hasOpenpyxl)('workbooks that SheetJS saved from those of openpyxl', () => {
  beforeAll(async () => {
    execFileSync(PYTHON, [
      fileURLToPath(new URL('../fixtures/spreadsheets/writeWorkbooks.py', import.meta.url)),
      folder,
    ]);
    for (const name of ['roster', 'odd']) {
      for (const bookSST of [true, false]) {
        const workbook = read(await readFile(join(folder, `${name}.xlsx`)), {
          cellStyles: true,
          cellNF: true,
          raw: true,
        });
        const bytes = write(workbook, { bookType: 'xlsb', type: 'buffer', bookSST, cellStyles: true });
        await writeFile(join(folder, `${name}-${bookSST}.xlsb`), bytes as Buffer);
      }
    }
  });

  const files = ['roster-true', 'roster-false', 'odd-true', 'odd-false'];

  // Behind an empty short cell SheetJS loses count of the columns, which odd.xlsb has: that is left to LibreOffice.
  test.each(['roster-true', 'roster-false'])('%s: each cell is what SheetJS reads', async (file) => {
    const path = join(folder, `${file}.xlsb`);
    const expected = await readWithSheetJs(path);
    const opened = await openSpreadsheet(path);
    expect(opened.format).toBe('xlsb');
    expect(opened.sheets.map(({ name }) => name)).toEqual([...expected.keys()]);
    for (const [sheet, theirs] of expected) {
      const ours: [string, string][] = [];
      for await (const batch of opened.rows({ sheet })) {
        for (const { number, cells } of batch) {
          for (const [column, cell] of cells.entries()) {
            const told = describeCell(cell);
            if (told !== null) ours.push([`${number}:${column + 1}`, told]);
          }
        }
      }
      // Of a date SheetJS tells the number.
      const kept = ours.filter(([, told]) => !told.startsWith('date '));
      const theirsKept = [...theirs].filter(([at]) => kept.some(([other]) => other === at));
      expect(ours.map(([at]) => at)).toEqual([...theirs.keys()]);
      expect(kept).toEqual(theirsKept);
    }
    await opened.close();
  });

  test.runIf(hasSoffice)(
    'and what LibreOffice makes of them as .xlsx is the same, cell by cell',
    { timeout: 120_000 },
    async () => {
      const out = join(folder, 'again');
      const paths = files.map((file) => join(folder, `${file}.xlsb`));
      convertByLibreOffice('xlsx:Calc MS Excel 2007 XML', out, paths, folder);
      for (const file of files) {
        const ours = await readRows(join(folder, `${file}.xlsb`));
        const theirs = await readRows(join(out, `${file}.xlsx`));
        expect(withoutFormulas(toldRows(ours)), file).toEqual(withoutFormulas(toldRows(theirs)));
      }
    },
  );
});

/** LibreOffice calculates what SheetJS left without a result. */
function withoutFormulas(rows: ReturnType<typeof toldRows>) {
  return rows.map(([number, hidden, cells]) => [
    number,
    hidden,
    cells.map((cell) => (cell === null || /^(formula|number [02]$)/.test(cell) ? 'any' : cell)),
  ]);
}

const cell = (column: number, format = 0): Buffer => binary.long(column, format);

describe('records written by hand', () => {
  test('every kind of cell, shared and rich texts, phonetic runs left out', async () => {
    const strings: BinaryRecord[] = [
      [19, binary.bytes(0), binary.text('110105199003072316')],
      [19, binary.bytes(1), binary.text('欧阳娜娜'), binary.long(1, 0, 0)],
      [19, binary.bytes(2), binary.text('東京'), binary.text('トウキョウ'), binary.long(0)],
      [19, binary.bytes(0), binary.text('')],
      [19, binary.bytes(0), binary.text('𬍛𠮷䶮\r\n二')],
    ];
    const rows: BinaryRecord[] = [
      binary.row(0),
      ...[0, 1, 2, 3, 4].map((index): BinaryRecord => [7, cell(index), binary.long(index)]),
      binary.row(2, true),
      [1, cell(0)],
      [2, cell(1), binary.long((2023 << 2) | 2)],
      [2, cell(2), binary.long((12345 << 2) | 3)],
      [3, cell(3), binary.bytes(0x17)],
      [4, cell(4), binary.bytes(1)],
      [5, cell(5), binary.double(1.10105199003072e17)],
      [6, cell(6), binary.text('直接')],
      [62, cell(7), binary.bytes(1), binary.text('富文本'), binary.long(0)],
      [8, cell(8), binary.text('公式'), binary.bytes(0, 0), binary.long(0, 0)],
      [9, cell(9), binary.double(2.5), binary.bytes(0, 0), binary.long(0, 0)],
      [10, cell(10), binary.bytes(0), binary.bytes(0, 0), binary.long(0, 0)],
      [11, cell(11), binary.bytes(0x2a), binary.bytes(0, 0), binary.long(0, 0)],
      // Short cells have no column: each stands right of the one before.
      [18, binary.long(0), binary.long(0)],
      [17, binary.long(0), binary.text('短')],
      [16, binary.long(0), binary.double(-1)],
    ];
    const file = await xlsbFile({ sheets: [{ name: '名单', rows }], strings });
    expect(await readRows(file)).toEqual([
      { number: 1, cells: ['110105199003072316', '欧阳娜娜', '東京', null, '𬍛𠮷䶮\r\n二'] },
      {
        number: 3,
        hidden: true,
        cells: [
          null,
          { kind: 'number', text: '2023', number: 2023 },
          { kind: 'number', text: '123.45', number: 123.45 },
          { kind: 'error', text: '#REF!' },
          { kind: 'boolean', text: 'TRUE' },
          { kind: 'number', text: '1.10105199003072e+17'.replace('e', 'E'), number: 110105199003072000 },
          '直接',
          '富文本',
          '公式',
          { kind: 'number', text: '2.5', number: 2.5 },
          { kind: 'boolean', text: 'FALSE' },
          { kind: 'error', text: '#N/A' },
          '110105199003072316',
          '短',
          { kind: 'number', text: '-1', number: -1 },
        ],
      },
    ]);
  });

  test('dates and zeros by number format, both calendars; hidden sheets and columns', async () => {
    const rows: BinaryRecord[] = [
      binary.row(0),
      [5, cell(0, 1), binary.double(45_170.5)],
      [5, cell(1, 2), binary.double(45_170)],
      [5, cell(2, 3), binary.double(123)],
      [5, cell(3, 0), binary.double(45_170)],
    ];
    const workbook = {
      sheets: [
        { name: '一', rows, columns: [[60, binary.long(1, 2, 0, 0), binary.bytes(1, 0)] as BinaryRecord] },
        { name: '二', state: 1, rows: [] },
        { name: '三', state: 2, rows: [] },
      ],
      formats: { codes: { 164: 'yyyy"年"m"月"', 165: '000000' }, cells: [0, 14, 164, 165] },
    };
    const opened = await openSpreadsheet(await xlsbFile(workbook));
    expect(opened.sheets.map(({ hidden }) => hidden)).toEqual([false, true, true]);
    const hidden: [number, number][] = [];
    const all = [];
    const onHiddenColumns = (...range: [number, number]) => hidden.push(range);
    for await (const batch of opened.rows({ sheet: null, onHiddenColumns })) all.push(...batch);
    await opened.close();
    expect(hidden).toEqual([[1, 2]]);
    expect(all[0]!.cells).toEqual([
      { kind: 'date', text: '2023-09-01 12:00:00' },
      { kind: 'date', text: '2023-09-01' },
      { kind: 'number', text: '000123', number: 123 },
      { kind: 'number', text: '45170', number: 45170 },
    ]);
    const [in1904] = await readCells(await xlsbFile({ ...workbook, date1904: true }));
    expect(in1904![1]).toEqual({ kind: 'date', text: '2027-09-02' });
  });

  test('what can’t be is damaged; an empty sheet has no rows', async () => {
    const one = (...rows: BinaryRecord[]) => xlsbFile({ sheets: [{ name: 'S', rows }] });
    for (const [what, rows] of Object.entries<BinaryRecord[]>({
      'a cell before any row': [[5, cell(0), binary.double(1)]],
      'a column beyond XFD': [binary.row(0), [5, cell(16_384), binary.double(1)]],
      'a row beyond the last': [binary.row(1_048_576)],
      'a string that is not there': [binary.row(0), [7, cell(0), binary.long(3)]],
      'a record that is too short': [binary.row(0), [5, cell(0), binary.bytes(1)]],
      'a text longer than its record': [binary.row(0), [6, cell(0), binary.long(9)]],
    })) {
      expect(await readError(await one(...rows)), what).toMatchObject({ code: 'FILE_DAMAGED' });
    }
    expect(await readError(await one())).toMatchObject({ code: 'FILE_NO_ROWS' });
  });
});
