import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordCheckReport } from '../../../electron/reports/list/recordCheckReport.ts';
import { writeListWorkbook } from '../../../electron/reports/list/writeListWorkbook.ts';
import { statisticsFigures, sumCounts } from '../../../electron/reports/statisticsFigures.ts';
import { writeStatisticsWorkbook } from '../../../electron/reports/writeStatisticsWorkbook.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { collector } from './readPdf.ts';
import { HARD_STUDENTS, madeUpSheet, madeUpStatistics } from './syntheticSheets.ts';

const PYTHON = '/usr/bin/python3';
const run = promisify(execFile);
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Bytes of a workbook read by exceljs' whole-file reader, which shares no code with its streaming writer. */
async function read(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook;
}

const INJECTIONS = ['=HYPERLINK("http://example.invalid")', '+1+1', '-2', '@SUM(A1)', '＝1'];

describe('the record check workbook', () => {
  test('has a worksheet a class with text numbers, frozen panes and print settings', async () => {
    const { sink, bytes } = collector();
    const sheets = [
      madeUpSheet(0, 40),
      madeUpSheet(1, 12, HARD_STUDENTS),
      { ...madeUpSheet(2, 1), className: null },
    ];
    expect(await writeListWorkbook(recordCheckReport(sheets), sink)).toEqual({ worksheets: 3 });
    const workbook = await read(bytes());
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['计科2301班', '计科2302班', '未填班级']);
    expect(workbook.created).toEqual(new Date('2026-11-24T02:15:00Z'));
    const [worksheet] = workbook.worksheets;
    if (!worksheet) throw new Error('no worksheet');
    expect(worksheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 3, ySplit: 5 });
    expect(worksheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:5',
    });
    expect(worksheet.headerFooter.oddFooter).toContain('仅供校内核对使用');
    expect(worksheet.headerFooter.oddFooter).toContain('BY27-261124-0001-X');
    expect(worksheet.getCell('A1').text).toBe('示例大学学籍信息核对表');
    const row = worksheet.getRow(6);
    const values = sheets[0]?.students[0]?.values;
    expect(row.getCell(1).value).toBe(1);
    expect(row.getCell(2).value).toBe(values?.studentNo);
    expect(row.getCell(2).numFmt).toBe('@');
    expect(row.getCell(7).numFmt).toBe('@');
    expect(row.getCell(7).value).toMatch(/^990\*{11}[\dX]{4}$/);
    expect(worksheet.getCell('B47').value).toBeNull();
    expect(worksheet.getCell('A47').text).toBe('补2');
  });

  test('holds the full number only when unmasked, and never a formula', async () => {
    const sheet = madeUpSheet(
      0,
      INJECTIONS.length,
      INJECTIONS.map((name) => ({ name, majorName: name })),
    );
    sheet.className = '=1+1';
    sheet.collegeName = '@SUM(A1)';
    for (const masked of [true, false]) {
      const { sink, bytes } = collector();
      await writeListWorkbook(recordCheckReport([sheet], { masked }), sink);
      const workbook = await read(bytes());
      const texts: string[] = [];
      for (const worksheet of workbook.worksheets) {
        worksheet.eachRow((row) => {
          row.eachCell((cell) => {
            expect(cell.type).not.toBe(ExcelJS.ValueType.Formula);
            if (cell.type === ExcelJS.ValueType.Merge) return;
            if (cell.type !== ExcelJS.ValueType.Number) expect(cell.text).not.toMatch(/^[=+\-@＝]/);
            texts.push(cell.text);
          });
        });
      }
      for (const name of INJECTIONS) expect(texts).toContain(`'${name}`);
      for (const { values } of sheet.students) expect(texts.includes(values.idNumber ?? '?')).toBe(!masked);
    }
  });

  test('takes characters that XML or footers could stumble over', async () => {
    const { sink, bytes } = collector();
    const sheet = madeUpSheet(0, 1, [{ name: '<王&芳>\u0001"', majorName: ']]>' }]);
    const mark = { ...sheet.mark, schoolName: 'A&B大学' };
    await writeListWorkbook(recordCheckReport([{ ...sheet, mark }]), sink);
    const worksheet = (await read(bytes())).worksheets[0];
    expect(worksheet?.getCell('C6').text).toBe('<王&芳>"');
    expect(worksheet?.getCell('A1').text).toBe('A&B大学学籍信息核对表');
  });

  test('stops when told to and fails with its sink', async () => {
    const sheets = Array.from({ length: 5 }, (_, index) => madeUpSheet(index, 5));
    const abort = new AbortController();
    const { sink } = collector();
    const stopped = writeListWorkbook(recordCheckReport(sheets), sink, {
      signal: abort.signal,
      onProgress: ({ sheets: done }) => {
        if (done === 2) abort.abort();
      },
    });
    await expect(stopped).rejects.toEqual(new AppError('CANCELLED'));
    const full = new Writable({
      write(_chunk, _encoding, done) {
        done(new Error('disk full'));
      },
    });
    await expect(writeListWorkbook(recordCheckReport(sheets), full)).rejects.toThrow('disk full');
  });
});

describe('the statistics workbook', () => {
  test('has figures as numbers and a total that is their sum', async () => {
    const data = madeUpStatistics('class', 4, 3);
    const { sink, bytes } = collector();
    await writeStatisticsWorkbook(data, sink);
    const worksheet = (await read(bytes())).worksheets[0];
    if (!worksheet) throw new Error('no worksheet');
    const totalRow = worksheet.getRow(5 + 12 + 4 + 1);
    const total = statisticsFigures(sumCounts(data.rows));
    expect(totalRow.getCell(1).value).toBe('合计');
    expect(totalRow.getCell(4).value).toBe(total.due);
    expect(totalRow.getCell(5).value).toBe(total.verified);
    expect(totalRow.getCell(17).numFmt).toBe('0.0%');
    expect(worksheet.getRow(7).getCell(1).value).toBe('第1学院（示例）');
  });
});

test.skipIf(!existsSync(PYTHON))('openpyxl reads both workbooks', async () => {
  const file = join(folder, 'sheets.xlsx');
  const { sink, bytes } = collector();
  await writeListWorkbook(
    recordCheckReport([madeUpSheet(0, 3, [{ name: '=1+1' }, { name: '𠮷' }]), madeUpSheet(1, 2)]),
    sink,
  );
  await writeFile(file, bytes());
  const statistics = join(folder, 'statistics.xlsx');
  const second = collector();
  await writeStatisticsWorkbook(madeUpStatistics('college', 3, 1), second.sink);
  await writeFile(statistics, second.bytes());
  const script = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
one = book.worksheets[0]
stats = openpyxl.load_workbook(sys.argv[2]).worksheets[0]
print(json.dumps({
  'names': book.sheetnames, 'freeze': one.freeze_panes, 'titles': one.print_title_rows,
  'orientation': one.page_setup.orientation, 'paper': one.page_setup.paperSize, 'fit': one.sheet_properties.pageSetUpPr.fitToPage,
  'footer': one.oddFooter.center.text, 'number': one['B6'].value, 'format': one['B6'].number_format, 'type': one['B6'].data_type,
  'name': one['C6'].value, 'nameType': one['C6'].data_type, 'rare': one['C7'].value, 'due': stats['B7'].value,
}))`;
  const { stdout } = await run(PYTHON, ['-c', script, file, statistics]);
  expect(JSON.parse(stdout)).toEqual({
    names: ['计科2301班', '计科2302班'],
    freeze: 'D6',
    titles: '$1:$5',
    orientation: 'landscape',
    paper: 9,
    fit: true,
    footer: '仅供校内核对使用',
    number: '2023100001',
    format: '@',
    type: 's',
    name: "'=1+1",
    nameType: 's',
    rare: '𠮷',
    due: expect.any(Number),
  });
});
