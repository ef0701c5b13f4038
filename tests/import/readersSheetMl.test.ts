import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { read, write } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import type { SheetRow } from '../../electron/import/readers/reader.ts';
import { gbkBytes } from '../fixtures/spreadsheets/biffRecords.ts';
import { programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { readCells, readError, readHidden, readRows } from '../fixtures/spreadsheets/readAll.ts';
import { toldRows } from '../fixtures/spreadsheets/toldRows.ts';

const PYTHON = '/usr/bin/python3';
const hasOpenpyxl = programRuns(PYTHON, ['-c', 'import openpyxl']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-sheetml-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const HEAD = '<?mso-application progid="Excel.Sheet"?>\r\n';
const NAMESPACES =
  'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40"';
const workbook = (sheets: string, before = '', declaration = '<?xml version="1.0"?>') =>
  `${declaration}\r\n${HEAD}<Workbook ${NAMESPACES}>${before}${sheets}</Workbook>`;
const sheet = (name: string, table: string, options = '') =>
  `<Worksheet ss:Name="${name}"><Table ss:ExpandedColumnCount="9">${table}</Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">${options}</WorksheetOptions></Worksheet>`;
const text = (value: string, attributes = '') =>
  `<Cell${attributes}><Data ss:Type="String">${value}</Data></Cell>`;
const row = (cells: string, attributes = '') => `<Row${attributes}>${cells}</Row>`;

test.skipIf(!hasOpenpyxl)('workbooks that SheetJS saved from those of openpyxl hold the same', async () => {
  execFileSync(PYTHON, [
    fileURLToPath(new URL('../fixtures/spreadsheets/writeWorkbooks.py', import.meta.url)),
    folder,
  ]);
  for (const name of ['roster', 'odd']) {
    const original = join(folder, `${name}.xlsx`);
    const path = join(folder, `${name}.xls`);
    const kept = read(await readFile(original), { cellStyles: true, cellNF: true, raw: true });
    await writeFile(path, write(kept, { bookType: 'xlml', type: 'buffer', cellStyles: true }) as Buffer);
    const opened = await openSpreadsheet(path);
    expect(opened.format).toBe('xml');
    const sheets = opened.sheets;
    expect(await readHidden(path)).toEqual(await readHidden(original));
    await opened.close();
    const source = await openSpreadsheet(original);
    expect(sheets).toEqual(source.sheets);
    await source.close();
    for (const { name: sheetName } of sheets) {
      const told = async (file: string) =>
        withoutFormulas(toldRows(await readRows(file, { sheet: sheetName })));
      expect(await told(path), `${name} ${sheetName}`).toEqual(await told(original));
    }
  }
});

/** SheetJS writes a result of its own where there is none, and 𬍛 (U+2C35B) as U+C35B. */
function withoutFormulas(rows: ReturnType<typeof toldRows>) {
  return rows.map(([number, hidden, cells]) => [
    number,
    hidden,
    cells.map((cell) =>
      cell === null || /^(formula|number [02]$)/.test(cell) ? null : cell.replaceAll('𬍛', '\uC35B'),
    ),
  ]);
}

test('gaps, merged cells, hidden rows, columns and sheets, every kind of value', async () => {
  const styles =
    '<Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="yyyy\\-mm\\-dd"/></Style><Style ss:ID="s2" ss:Parent="s1"/><Style ss:ID="s3"><NumberFormat ss:Format="00000000"/></Style><Style ss:ID="s4"><NumberFormat ss:Format="Short Date"/></Style></Styles>';
  const number = (value: string, style = '') =>
    `<Cell${style && ` ss:StyleID="${style}"`}><Data ss:Type="Number">${value}</Data></Cell>`;
  const table =
    '<Column ss:Width="9"/><Column ss:Index="3" ss:Hidden="1" ss:Span="1"/><Column ss:StyleID="s3"/>' +
    row(text('在校生名单', ' ss:MergeAcross="3" ss:MergeDown="1"') + text('五')) +
    row(
      text('110105199003072316') +
        number('1.10105199003072E+17') +
        number('45170', 's2') +
        number('45170', 's4') +
        number('230115') +
        number('230115'),
      ' ss:Index="4" ss:Hidden="1"',
    ) +
    row('', ' ss:Span="2"') +
    row(
      '<Cell ss:Index="2"><Data ss:Type="DateTime">2023-09-01T08:30:00.000</Data></Cell>' +
        '<Cell><Data ss:Type="DateTime">1899-12-31T18:00:00.000</Data></Cell>' +
        '<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell>' +
        '<Cell ss:Formula="=RC[-1]"/><Cell ss:Formula="=&quot;&quot;"><Data ss:Type="String"></Data></Cell>' +
        '<Cell ss:Index="9"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">张<B>三</B><Font html:Color="#FF0000"> 𬍛&#10;&amp;</Font></ss:Data><Comment ss:Author="某人"><ss:Data>批注</ss:Data></Comment><NamedCell ss:Name="x"/></Cell>',
    );
  const file = Buffer.from(
    workbook(
      `${sheet('名单', table)}${sheet('藏', row(text('1')), '<Visible>SheetHidden</Visible>')}<Worksheet ss:Name="空"/>${sheet('末', row(text('  两边  ')))}`,
      styles,
    ),
  );
  const opened = await openSpreadsheet(file);
  expect(opened.sheets).toEqual([
    { name: '名单', hidden: false },
    { name: '藏', hidden: true },
    { name: '空', hidden: false },
    { name: '末', hidden: false },
  ]);
  const hidden: [number, number][] = [];
  const rows: SheetRow[] = [];
  const onHiddenColumns = (...range: [number, number]) => hidden.push(range);
  for await (const batch of opened.rows({ sheet: '名单', onHiddenColumns })) rows.push(...batch);
  await opened.close();
  expect(hidden).toEqual([[2, 3]]);
  expect(rows).toEqual([
    { number: 1, cells: ['在校生名单', null, null, null, '五'] },
    {
      number: 4,
      hidden: true,
      cells: [
        '110105199003072316',
        { kind: 'number', text: '1.10105199003072E+17', number: 110105199003072000 },
        { kind: 'date', text: '2023-09-01' },
        { kind: 'date', text: '2023-09-01' },
        { kind: 'number', text: '00230115', number: 230115 },
        { kind: 'number', text: '230115', number: 230115 },
      ],
    },
    {
      number: 8,
      cells: [
        null,
        { kind: 'date', text: '2023-09-01 08:30:00' },
        { kind: 'number', text: '0.75', number: 0.75 },
        { kind: 'boolean', text: 'TRUE' },
        { kind: 'error', text: '#REF!' },
        { kind: 'formula-without-result', text: '' },
        null,
        null,
        '张三 𬍛\n&',
      ],
    },
  ]);
  expect(await readRows(file, { sheet: '空' })).toEqual([]);
  expect(await readCells(file, '末')).toEqual([['  两边  ']]);
});

describe('in any encoding', () => {
  const file = (declared: string) =>
    workbook(sheet('名单', row(text('姓名')) + row(text('张三'))), '', `<?xml version="1.0"${declared}?>`);

  test.each([
    ['UTF-8, with a mark', () => Buffer.from(`\uFEFF${file(' encoding="UTF-8"')}`), 'utf-8'],
    ['UTF-8 that says GB2312', () => Buffer.from(file(' encoding="GB2312"')), 'utf-8'],
    ['GB2312', () => gbkBytes(file(' encoding="GB2312"')), 'gb18030'],
    ['GBK that says UTF-8', () => gbkBytes(file(' encoding="UTF-8"')), 'gb18030'],
    ['GBK that says nothing', () => gbkBytes(file('')), 'gb18030'],
    ['UTF-16', () => Buffer.from(`\uFEFF${file(' encoding="UTF-16"')}`, 'utf16le'), 'utf-16le'],
  ])('%s', async (_, make, encoding) => {
    const opened = await openSpreadsheet(make());
    expect([opened.encoding, opened.sheets[0]!.name]).toEqual([encoding, '名单']);
    await opened.close();
    expect(await readCells(make())).toEqual([['姓名'], ['张三']]);
  });
});

test('what can’t be is damaged; what breaks off, too; nothing in it', async () => {
  const one = (table: string) => Buffer.from(workbook(sheet('S', table)));
  for (const [what, table] of Object.entries({
    'a row above the one before': row(text('1'), ' ss:Index="5"') + row(text('2'), ' ss:Index="5"'),
    'a cell left of the one before': row(text('1', ' ss:Index="3"') + text('2', ' ss:Index="2"')),
    'a column beyond XFD': row(text('1', ' ss:Index="16385"')),
    'a row beyond the last': row(text('1'), ' ss:Index="1048577"'),
    'a tag that is not closed': '<Row><Cell>',
  })) {
    expect(await readError(one(table)), what).toMatchObject({ code: 'FILE_DAMAGED' });
  }
  const long = one(Array.from({ length: 800 }, (_, index) => row(text(`学生${index}`))).join(''));
  expect(await readRows(long)).toHaveLength(800);
  for (const at of [long.length - 5, long.length - 200, long.length >> 1])
    expect(await readError(long.subarray(0, at)), String(at)).toMatchObject({ code: 'FILE_DAMAGED' });
  expect(await readError(one(''))).toMatchObject({ code: 'FILE_NO_ROWS' });
  expect(await readError(Buffer.from(workbook('')))).toMatchObject({ code: 'FILE_NO_ROWS' });
});
