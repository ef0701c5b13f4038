import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { benchRow } from '../bench/writeBenchRoster.ts';
import { readCells, readHidden, readRows } from '../fixtures/spreadsheets/readAll.ts';
import { describeCell, readWithExceljs } from '../fixtures/spreadsheets/readWithExceljs.ts';

const PYTHON = '/usr/bin/python3';
const hasOpenpyxl = succeeds(PYTHON, ['-c', 'import openpyxl']);
const hasSoffice = succeeds('soffice', ['--version']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-real-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!hasOpenpyxl)('workbooks that openpyxl wrote', () => {
  beforeAll(() => runPython('writeWorkbooks.py'));

  test('a roster under a banner', async () => {
    const path = join(folder, 'roster.xlsx');
    const opened = await openSpreadsheet(path);
    expect(opened.sheets).toEqual([
      { name: '在校生名单', hidden: false },
      { name: '作废', hidden: true },
    ]);
    await opened.close();
    const rows = await readRows(path);
    expect(rows).toHaveLength(502);
    expect(rows[0]).toEqual({ number: 1, cells: ['示例大学 2023 级在校生名单'] });
    expect(rows[1]).toEqual({
      number: 3,
      cells: ['考生号', '姓名', '证件号码', '出生日期', '入学日期', '备注'],
    });
    expect(rows[2]).toEqual({
      number: 4,
      cells: [
        '23110000000000',
        '张三',
        {
          kind: 'number',
          text: expect.stringMatching(/^1\.1010520030101\d*e\+17$/i),
          number: expect.closeTo(1.1010520030101e17, -6),
        },
        { kind: 'date', text: '2003-01-01' },
        '20230901',
        '第0行\n备注\t尾',
      ],
    });
    expect(await readHidden(path)).toEqual({ columns: [5], rows: [10] });
    expect(rows[6]!.cells[1]).toBe("O'Brien & <Co>");
    expect(await readRows(path, { sheet: '作废' })).toEqual([{ number: 5, cells: [null, null, '只有一格'] }]);
  });

  test('booleans, formulas, the calendar of 1904, entities, far columns', async () => {
    const rows = await readRows(join(folder, 'odd.xlsx'));
    expect(rows.map((row) => row.number)).toEqual([2, 4, 6, 7, 8]);
    expect(rows[0]!.cells.slice(1)).toEqual([
      { kind: 'boolean', text: 'TRUE' },
      { kind: 'boolean', text: 'FALSE' },
      { kind: 'formula-without-result', text: '' },
      { kind: 'error', text: '#N/A' },
    ]);
    expect(rows[1]!.cells.slice(1)).toEqual([
      { kind: 'date', text: '2023-09-01 08:30:15' },
      { kind: 'date', text: '1904-01-02' },
      { kind: 'number', text: '0.3', number: expect.closeTo(0.3, 12) },
      { kind: 'number', text: '-12345.678', number: -12345.678 },
      { kind: 'number', text: '12345678901', number: 12345678901 },
    ]);
    expect(rows[2]!.cells[1]).toBe(" <甲> & '乙' ");
    expect(rows[3]!.cells).toHaveLength(702);
    expect(rows[4]!.cells).toEqual([
      { kind: 'date', text: '2027-09-02' },
      { kind: 'number', text: '0.75', number: 0.75 },
      { kind: 'number', text: '45170', number: 45170 },
    ]);
  });

  test('each cell is what exceljs says it is', async () => {
    await sameAsExceljs(join(folder, 'roster.xlsx'));
    await sameAsExceljs(join(folder, 'odd.xlsx'));
  });

  test.skipIf(!hasSoffice)(
    'and after LibreOffice has opened and saved them',
    { timeout: 120_000 },
    async () => {
      const out = join(folder, 'saved');
      soffice('xlsx', out, [join(folder, 'roster.xlsx'), join(folder, 'odd.xlsx')]);
      await sameAsExceljs(join(out, 'roster.xlsx'));
      // Of odd.xlsx exceljs misreads date1904="true" and a formula that gives FALSE: there the original is the measure.
      for (const file of ['roster.xlsx', 'odd.xlsx']) {
        expect(await told(join(out, file)), file).toEqual(await told(join(folder, file)));
      }
      const [formulas] = await readCells(join(out, 'odd.xlsx'));
      expect(formulas![3]).toEqual({ kind: 'number', text: '2', number: 2 });
    },
  );
});

/** Rows in words, without what LibreOffice changes: digits behind the 15th, and formulas that it calculates. */
async function told(path: string) {
  return (await readRows(path)).map(({ number, cells, hidden }) => [
    number,
    hidden ?? false,
    cells.map((cell) => describeCell(cell)?.replace(/^number \d{16,}$|^formula.*|^number 2$/, 'any') ?? null),
  ]);
}

describe('workbooks that exceljs wrote', () => {
  test.each([true, false])('in a stream, strings shared: %s', async (useSharedStrings) => {
    const path = join(folder, `stream-${useSharedStrings}.xlsx`);
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
      filename: path,
      useSharedStrings,
      useStyles: true,
    });
    const sheet = workbook.addWorksheet('名单');
    for (let index = 0; index < 400; index++) sheet.addRow(benchRow(index)).commit();
    await workbook.commit();
    const cells = await readCells(path);
    expect(cells).toEqual(
      Array.from({ length: 400 }, (_, index) =>
        benchRow(index)
          .map((text) => (text === '' ? null : text))
          .slice(0, 24),
      ),
    );
    await sameAsExceljs(path);
  });

  test('whole, with every kind of value', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('各种');
    sheet.addRow(['文字', 1, 1.5, true, new Date(Date.UTC(2023, 8, 1)), { formula: 'A1', result: '文字' }]);
    sheet.addRow([
      { richText: [{ text: '富' }, { text: '文本', font: { bold: true } }] },
      { text: '学信网', hyperlink: 'https://www.chsi.com.cn' },
      { error: '#REF!' },
      { formula: '1/0', result: { error: '#DIV/0!' } },
      { formula: 'B1+1', result: 2 },
    ]);
    sheet.addRow([null, 'tab\t和\n换行', '尾 ', ' 头', '_x000D_', '\u0001控制']);
    sheet.getCell('E1').numFmt = 'yyyy/m/d';
    sheet.getCell('H9').value = new Date(Date.UTC(1999, 11, 31, 23, 59, 59));
    sheet.getCell('H9').numFmt = 'yyyy-mm-dd hh:mm:ss';
    sheet.mergeCells('A5:C6');
    sheet.getCell('A5').value = '合并';
    workbook.addWorksheet('空的');
    const path = join(folder, 'values.xlsx');
    await workbook.xlsx.writeFile(path);
    await sameAsExceljs(path);
  });
});

describe.skipIf(!existsSync(PYTHON))('texts that Python wrote', () => {
  beforeAll(() => runPython('writeTexts.py'));

  test.each([
    ['gb18030.csv', 'gb18030'],
    ['utf8.csv', 'utf-8'],
    ['utf8-mark.csv', 'utf-8'],
    ['utf16.txt', 'utf-16le'],
    ['utf16be.txt', 'utf-16be'],
  ])('%s', async (file, encoding) => {
    const opened = await openSpreadsheet(join(folder, file));
    expect(opened.encoding).toBe(encoding);
    await opened.close();
    const rows = await readRows(join(folder, file));
    expect(rows).toHaveLength(301);
    let line = 2;
    for (const [index, row] of rows.slice(1).entries()) {
      const broken = index % 5 === 0;
      expect(row).toEqual({
        number: line,
        cells: [
          `2311${String(index).padStart(10, '0')}`,
          ['张三', '䶮娜', '𬍛𠮷', '买买提·艾力'][index % 4],
          broken ? `第${index}行,"引号"\n换行` : null,
        ],
      });
      line += broken ? 2 : 1;
    }
  });

  test.skipIf(!hasSoffice)('the same table by way of LibreOffice', { timeout: 120_000 }, async () => {
    const out = join(folder, 'converted');
    soffice(
      'xlsx:Calc MS Excel 2007 XML',
      out,
      [join(folder, 'utf8.csv')],
      '--infilter=CSV:44,34,76,1,1/2/2/2/3/2',
    );
    const fromCsv = await readCells(join(folder, 'utf8.csv'));
    const fromXlsx = await readCells(join(out, 'utf8.xlsx'));
    expect(fromXlsx).toEqual(fromCsv.map((cells) => (cells[2] === null ? cells.slice(0, 2) : cells)));
    await sameAsExceljs(join(out, 'utf8.xlsx'));
    soffice('csv:Text - txt - csv (StarCalc):44,34,76,1', out, [join(out, 'utf8.xlsx')]);
    expect(await readCells(join(out, 'utf8.csv'))).toEqual(fromCsv);
  });
});

/** Every cell of every sheet, both ways: nothing that one has is missing from the other. */
async function sameAsExceljs(path: string): Promise<void> {
  const expected = await readWithExceljs(path);
  const opened = await openSpreadsheet(path);
  expect(opened.sheets.map((sheet) => sheet.name)).toEqual([...expected.keys()]);
  for (const [name, theirs] of expected) {
    const ours = new Map<string, string>();
    if (theirs.size > 0) {
      for await (const batch of opened.rows({ sheet: name })) {
        for (const row of batch) {
          for (const [column, cell] of row.cells.entries()) {
            const told = describeCell(cell);
            if (told !== null) ours.set(`${row.number}:${column + 1}`, told);
          }
        }
      }
    }
    expect(Object.fromEntries(ours), `${basename(path)} ${name}`).toEqual(Object.fromEntries(theirs));
  }
  await opened.close();
}

function runPython(script: string): void {
  execFileSync(PYTHON, [
    fileURLToPath(new URL(`../fixtures/spreadsheets/${script}`, import.meta.url)),
    folder,
  ]);
}

function soffice(format: string, out: string, files: string[], ...options: string[]): void {
  const profile = `-env:UserInstallation=file://${join(folder, 'soffice')}`;
  execFileSync(
    'soffice',
    [profile, '--headless', ...options, '--convert-to', format, '--outdir', out, ...files],
    {
      stdio: 'ignore',
    },
  );
}

function succeeds(command: string, options: string[]): boolean {
  try {
    execFileSync(command, options, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
