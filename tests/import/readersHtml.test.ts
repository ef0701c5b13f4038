import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { cellText } from '../../electron/import/readers/reader.ts';
import { gbkBytes } from '../fixtures/spreadsheets/biffRecords.ts';
import { convertByLibreOffice, programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { readCells, readError, readHidden, readRows } from '../fixtures/spreadsheets/readAll.ts';

const PYTHON = '/usr/bin/python3';
const hasPrograms = programRuns(PYTHON, ['-c', 'import openpyxl']) && programRuns('soffice', ['--version']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-html-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ROSTER =
  '<html><head><meta charset="gb2312"><style>td{mso-number-format:"\\@"}</style></head><body>' +
  '<table border=1><tr><th colspan=3>在校生名单</th></tr>' +
  '<tr><th>考生号</th><th>证件号码</th><th>姓名</th></tr>' +
  "<tr><td style='vnd.ms-excel.numberformat:@'>00110000000001</td><td>110105199003072316</td><td>买买提&middot;艾力</td></tr>" +
  '<tr><td rowspan="2">002<td>11010520030101123X<td> 李&nbsp;四 <br> 二 <tr><td x:num="1.1010520030101101E+17">1.10105E+17<td>&nbsp;' +
  '<tr style="display:none"><td>003</td><td></td><td>&#x4dae;&lt;&amp;</td></tr></table></body></html>';

test('a page in GBK saved as .xls: entities, spans, cells that nothing closes', async () => {
  const bytes = gbkBytes(ROSTER);
  const opened = await openSpreadsheet(bytes);
  expect([opened.format, opened.encoding, opened.sheets]).toEqual(['html', 'gb18030', []]);
  await opened.close();
  const rows = [
    { number: 1, cells: ['在校生名单'] },
    { number: 2, cells: ['考生号', '证件号码', '姓名'] },
    { number: 3, cells: ['00110000000001', '110105199003072316', '买买提·艾力'] },
    { number: 4, cells: ['002', '11010520030101123X', '李\u00a0四\n二'] },
    {
      number: 5,
      cells: [null, { kind: 'number', text: '1.1010520030101101E+17', number: 1.1010520030101101e17 }],
    },
    { number: 6, cells: ['003', null, '䶮<&'], hidden: true },
  ];
  expect(await readRows(bytes)).toEqual(rows);
  expect(await readRows(Buffer.from(ROSTER))).toEqual(rows);
  expect(await readRows(Buffer.from(`\ufeff${ROSTER}`, 'utf16le'))).toEqual(rows);
  expect(await readRows(bytes, { limit: 2 })).toEqual(rows.slice(0, 2));
});

test('what a page hides: rows, columns, tables; by a style, a class, an attribute', async () => {
  const page = (styles: string, table: string) =>
    Buffer.from(`<html><style><!--${styles}--></style>${table}</html>`);
  const rows = (attributes: string) =>
    `<tr><td>学号<td>姓名<td${attributes}>备注</tr><tr><td>1<td>张三<td${attributes}>甲</tr>`;
  // As Excel saves it.
  const excel =
    "<table><col class=xl65 width=80 span=2><col style='display:none;mso-width-source:userset'><tr><td>学号<td>姓名<td>备注<tr height=0 style='display:none;mso-height-source:userset'><td>1<td>张三<td>甲</table>";
  expect(await readHidden(page('', excel))).toEqual({ columns: [2], rows: [2] });
  const groups =
    '<table><colgroup span=2><colgroup class=gone><col><col span=2></colgroup><colgroup span=2 hidden>' +
    '<tr><td>A<td>B<td>C<td>D<td>E<td>F<td>G<td>H</table>';
  expect(await readHidden(page('colgroup.gone{visibility:collapse}', groups))).toEqual({
    columns: [2, 3, 4, 5, 6],
    rows: [],
  });
  // As programs do that show their lists in a page.
  const byClass = page(
    '.a{color:red}\n.gone, td.left { display : none }',
    `<table>${rows(' class="b left"')}</table>`,
  );
  expect(await readHidden(byClass)).toEqual({ columns: [2], rows: [] });
  expect(await readHidden(page('', `<table>${rows(' hidden')}</table>`))).toEqual({ columns: [2], rows: [] });
  const folded = `<table>${rows('')}<tbody style="display:none"><tr><td>2<td>李四</tbody><tr><td>3</table>`;
  expect(await readHidden(page('', folded))).toEqual({ columns: [], rows: [3] });
  const printed = page('@media print { .p { display:none } }', `<table>${rows(' class=p')}</table>`);
  expect(await readHidden(printed)).toEqual({ columns: [], rows: [] });
});

test('tables within tables, and one below the other', async () => {
  const page =
    '<table><tr><td>标题</td></tr><tr><td><table><tr><td>学号</td><td>姓名</td></tr><tr><td>01</td><td>张三</td></tr></table></td></tr></table>' +
    '<p>说明<table><tr><td>02<td>李四</table>';
  expect(await readCells(Buffer.from(page))).toEqual([
    ['标题'],
    ['学号', '姓名'],
    ['01', '张三'],
    ['02', '李四'],
  ]);
});

test('a single-file page as Excel saves it', async () => {
  const quoted = [
    ...Buffer.from('<table><tr><td class=3D"x">学号</td><td>0001</td></tr></table>'.replace('=3D', '=')),
  ]
    .map((byte) =>
      byte > 0x7e || byte === 0x3d
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('');
  const file = [
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary="----=_x"',
    '',
    '------=_x',
    'Content-Type: text/html; charset="utf-8"',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    `${quoted.slice(0, 30)}=`,
    quoted.slice(30),
    '------=_x',
    'Content-Type: text/html',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('<table><tr><td>姓名</td></tr></table>').toString('base64'),
    '------=_x--',
    '',
  ].join('\r\n');
  expect(await readCells(Buffer.from(file))).toEqual([['学号', '0001'], ['姓名']]);
  expect(await readError(Buffer.from(file.slice(0, -10)))).toMatchObject({ code: 'FILE_DAMAGED' });
});

test('a page without a table, one that breaks off, one that asks for too many columns', async () => {
  expect(await readError(Buffer.from('<html><body>请登录</body></html>'))).toMatchObject({
    code: 'FILE_NO_ROWS',
  });
  expect(await readError(gbkBytes(ROSTER.slice(0, ROSTER.indexOf('003072316'))))).toMatchObject({
    code: 'FILE_DAMAGED',
  });
  const wide = `<table><tr>${'<td colspan=9999>a</td>'.repeat(3)}</tr></table>`;
  expect(await readError(Buffer.from(wide))).toMatchObject({ code: 'FILE_DAMAGED' });
  expect(await readError(Buffer.from('<table>'.repeat(5000)))).toMatchObject({ code: 'FILE_UNSAFE' });
});

test('tab-separated text named .xls keeps what is text', async () => {
  const bytes = gbkBytes('考生号\t姓名\t证件号\r\n0011\t张三\t110105199003072316\r\n');
  expect(await readCells(bytes)).toEqual([
    ['考生号', '姓名', '证件号'],
    ['0011', '张三', '110105199003072316'],
  ]);
});

test.skipIf(!hasPrograms)(
  'a page that LibreOffice wrote has the texts of the workbook',
  async () => {
    execFileSync(PYTHON, [
      fileURLToPath(new URL('../fixtures/spreadsheets/writeWorkbooks.py', import.meta.url)),
      folder,
    ]);
    convertByLibreOffice('html:HTML (StarCalc)', folder, [join(folder, 'roster.xlsx')], folder);
    const expected = (await readRows(join(folder, 'roster.xlsx')))
      .filter((row) => !row.hidden)
      .map(({ cells }) => [cells[0], cells[1], cells[4]].map(cellText));
    const read = (await readCells(join(folder, 'roster.html'))).map((cells) =>
      [cells[0], cells[1], cells[4]].map(cellText),
    );
    const shown = (rows: string[][]) =>
      rows.map((cells) => cells.map((text) => text.replace(/\s+/g, ' ').trim()));
    expect(shown(read).slice(0, 501)).toEqual(shown(expected));
  },
  60_000,
);

test('a page that is cut between its rows is read, and it is told that it was cut', async () => {
  const page = (rows: string, end: string) =>
    Buffer.from(`<html><body><table><tr><td>学号</td></tr>${rows}${end}`);
  const told = async (file: Buffer) => {
    const opened = await openSpreadsheet(file);
    let cut = 0;
    let rows = 0;
    for await (const batch of opened.rows({ sheet: null, onCutShort: () => cut++ })) rows += batch.length;
    await opened.close();
    return [rows, cut];
  };
  const row = '<tr><td>1</td></tr>';
  expect(await told(page(row, '</table></body></html>'))).toEqual([2, 0]);
  expect(await told(page(row, '</table></body>'))).toEqual([2, 0]);
  expect(await told(page(row, ''))).toEqual([2, 1]);
  expect(await told(page(row, '</table>'))).toEqual([2, 1]);
  expect(await told(Buffer.from(`<table>${row}</table>`))).toEqual([1, 0]);
  expect(await told(Buffer.from(`<table>${row}`))).toEqual([1, 1]);
});
