import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import type { SheetRow } from '../../electron/import/readers/reader.ts';
import { convertByLibreOffice, programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { flatOds, odsFile } from '../fixtures/spreadsheets/odsFile.ts';
import { readCells, readError, readHidden, readRows } from '../fixtures/spreadsheets/readAll.ts';
import { toldRows } from '../fixtures/spreadsheets/toldRows.ts';

const PYTHON = '/usr/bin/python3';
const hasPrograms = programRuns(PYTHON, ['-c', 'import openpyxl']) && programRuns('soffice', ['--version']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-ods-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!hasPrograms)('sheets that LibreOffice saved from xlsx', () => {
  beforeAll(() => {
    execFileSync(PYTHON, [
      fileURLToPath(new URL('../fixtures/spreadsheets/writeWorkbooks.py', import.meta.url)),
      folder,
    ]);
    const files = [join(folder, 'roster.xlsx'), join(folder, 'odd.xlsx')];
    convertByLibreOffice('xlsx', join(folder, 'new'), files, folder);
    convertByLibreOffice('ods', join(folder, 'out'), files, folder);
    convertByLibreOffice('fods', join(folder, 'out'), files, folder);
  }, 180_000);

  test.each(['roster.ods', 'odd.ods', 'roster.fods', 'odd.fods'])(
    '%s is what the same as .xlsx is',
    async (name) => {
      const expected = await readRows(join(folder, 'new', name.replace(/f?ods$/, 'xlsx')));
      expect(told(await readRows(join(folder, 'out', name)))).toEqual(told(expected));
    },
  );

  test.each(['ods', 'fods'])('the sheets of roster.%s, the hidden one among them', async (format) => {
    const path = join(folder, 'out', `roster.${format}`);
    expect(await readHidden(path)).toEqual({ columns: [5], rows: [10] });
    const opened = await openSpreadsheet(path);
    expect(opened.format).toBe(format);
    expect(opened.sheets).toEqual([
      { name: '在校生名单', hidden: false },
      { name: '作废', hidden: true },
    ]);
    await opened.close();
    expect(await readRows(path, { sheet: '作废' })).toEqual([{ number: 5, cells: [null, null, '只有一格'] }]);
  });
});

/** LibreOffice writes no tab of a cell with several lines, and a truth value of an .xlsx as the number that it is to it. */
function told(rows: SheetRow[]) {
  const same: Record<string, string> = { 'boolean TRUE': 'number 1', 'boolean FALSE': 'number 0' };
  return toldRows(rows).map(([number, hidden, cells]) => [
    number,
    hidden,
    cells.map((cell) => (cell === null ? null : (same[cell] ?? cell.replaceAll('\\t', '')))),
  ]);
}

const table = (rows: string, attributes = '') =>
  `<table:table table:name="名单"${attributes}>${rows}</table:table>`;
const row = (cells: string, attributes = '') => `<table:table-row${attributes}>${cells}</table:table-row>`;
const text = (value: string, attributes = '') =>
  `<table:table-cell office:value-type="string"${attributes}><text:p>${value}</text:p></table:table-cell>`;

test('every kind of value; what is shown of a formula, an error, a note, a picture', async () => {
  const cells = [
    text('110105199003072316'),
    '<table:table-cell office:value-type="float" office:value="1.10105199003072E+017"><text:p>1.10105E+17</text:p></table:table-cell>',
    '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>',
    '<table:table-cell office:value-type="date" office:date-value="2023-09-01"><text:p>23/9/1</text:p></table:table-cell>',
    '<table:table-cell office:value-type="date" office:date-value="2023-09-01T08:29:59.9999999"/>',
    '<table:table-cell office:value-type="time" office:time-value="PT18H00M00S"><text:p>18:00</text:p></table:table-cell>',
    '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell>',
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
    '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell>',
    '<table:table-cell table:formula="of:=[.A1]"/>',
    '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>',
    '<table:table-cell office:value-type="string"><office:annotation><dc:creator>某人</dc:creator><text:p>批注</text:p></office:annotation><text:p>张<text:span>三</text:span><office:annotation><text:p>批注</text:p></office:annotation></text:p><draw:frame><draw:text-box><text:p>文本框</text:p></draw:text-box></draw:frame></table:table-cell>',
    '<table:table-cell office:value-type="string"><text:p><text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とうきょう</text:ruby-text></text:ruby></text:p></table:table-cell>',
    '<table:table-cell office:value-type="string"><text:p> 一\n  二<text:s text:c="3"/>三<text:tab/>四 <text:span> 五</text:span><text:line-break/>六&amp;&#x4DAE;</text:p><text:p>第二行</text:p></table:table-cell>',
    '<table:table-cell office:value-type="string"><text:p><text:a xlink:href="x">链接</text:a></text:p></table:table-cell>',
  ];
  const [told] = await readCells(await odsFile(table(row(cells.join('')))));
  expect(told).toEqual([
    '110105199003072316',
    { kind: 'number', text: '1.10105199003072E+17', number: 110105199003072000 },
    { kind: 'number', text: '0.5', number: 0.5 },
    { kind: 'date', text: '2023-09-01' },
    { kind: 'date', text: '2023-09-01 08:30:00' },
    { kind: 'number', text: '0.75', number: 0.75 },
    { kind: 'boolean', text: 'TRUE' },
    { kind: 'error', text: '#DIV/0!' },
    { kind: 'error', text: '#DIV/0!' },
    { kind: 'formula-without-result', text: '' },
    null,
    '张三',
    '東京',
    '一 二   三\t四 五\n六&䶮\n第二行',
    '链接',
  ]);
});

test('repeated rows and columns, covered cells, hidden rows and columns, groups and headings', async () => {
  const blank = '<table:table-cell table:number-columns-repeated="16384"/>';
  const columns =
    '<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>';
  const body =
    `<table:table-header-rows>${row(text('学号') + text('姓名'))}</table:table-header-rows>` +
    row(blank, ' table:number-rows-repeated="5"') +
    `<table:table-row-group>${row(text('同', ' table:number-columns-repeated="3"'), ' table:number-rows-repeated="2" table:visibility="filter"')}</table:table-row-group>` +
    row(
      `${text('合', ' table:number-columns-spanned="3"')}<table:covered-table-cell table:number-columns-repeated="2"/>${text('后')}${blank}`,
    ) +
    row(blank, ' table:number-rows-repeated="1048560"');
  const shapes =
    '<table:shapes><draw:frame><draw:object><office:document><office:body><office:chart><table:table table:name="local-table"><table:table-row><table:table-cell office:value-type="string"><text:p>图</text:p></table:table-cell></table:table-row></table:table></office:chart></office:body></office:document></draw:object></draw:frame></table:shapes>';
  const file = await odsFile(table(shapes + columns + body));
  const opened = await openSpreadsheet(file);
  expect(opened.sheets).toEqual([{ name: '名单', hidden: false }]);
  const hidden: [number, number][] = [];
  const rows: SheetRow[] = [];
  const onHiddenColumns = (...range: [number, number]) => hidden.push(range);
  for await (const batch of opened.rows({ sheet: null, onHiddenColumns })) rows.push(...batch);
  await opened.close();
  expect(hidden).toEqual([[1, 2]]);
  expect(rows).toEqual([
    { number: 1, cells: ['学号', '姓名'] },
    { number: 7, hidden: true, cells: ['同', '同', '同'] },
    { number: 8, hidden: true, cells: ['同', '同', '同'] },
    { number: 9, cells: ['合', null, null, '后'] },
  ]);
});

test('zeros that a number format shows, by the style of cell, row, column and parent', async () => {
  const styles =
    '<number:number-style style:name="N1"><number:number number:min-integer-digits="8" number:decimal-places="0"/></number:number-style>' +
    '<number:number-style style:name="N2"><number:text>第</number:text><number:number number:min-integer-digits="8"/></number:number-style>' +
    '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>' +
    '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"/>' +
    '<style:style style:name="ce3" style:family="table-cell" style:data-style-name="N2"/>';
  const number = (style: string) =>
    `<table:table-cell${style} office:value-type="float" office:value="230115"><text:p>x</text:p></table:table-cell>`;
  const body =
    '<table:table-column/><table:table-column table:default-cell-style-name="ce1"/>' +
    row(
      number(' table:style-name="ce1"') +
        number('') +
        number(' table:style-name="ce2"') +
        number(' table:style-name="ce3"') +
        number(''),
    ) +
    row(number(''), ' table:default-cell-style-name="ce1"');
  const cells = await readCells(await odsFile(table(body), { styles }));
  expect(cells.map((each) => each.map((cell) => (typeof cell === 'object' ? cell?.text : cell)))).toEqual([
    ['00230115', '00230115', '00230115', '230115', '230115'],
    ['00230115'],
  ]);
});

test('many sheets in any order, each again and again, hidden ones and those with an end mark in a comment', async () => {
  const long = (name: string) =>
    `<table:table table:name="${name}">${Array.from({ length: 700 }, (_, index) => row(text(`${name}${index}`))).join('')}</table:table>`;
  const hidden =
    '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>';
  for (const trap of ['', '<!-- </table:table> -->']) {
    const content = `${long('一')}<table:named-expressions/>${table(row(text('藏')), ' table:style-name="ta1"')}${long('二')}${table(
      Array.from({ length: 300 }, () => row(text('x'))).join('') + row(text(`a${trap}b`)),
    ).replace('名单', '三')}`;
    for (const file of [await odsFile(content, { styles: hidden }), flatOds(content, { styles: hidden })]) {
      const opened = await openSpreadsheet(file);
      expect(opened.sheets).toEqual([
        { name: '一', hidden: false },
        { name: '名单', hidden: true },
        { name: '二', hidden: false },
        { name: '三', hidden: false },
      ]);
      for (const [name, limit, count, last] of [
        ['二', 1000, 700, '二699'],
        ['一', 1000, 700, '一699'],
        ['三', 1000, 301, 'ab'],
        ['一', 5, 5, '一4'],
        ['二', 690, 690, '二689'],
        ['名单', 9, 1, '藏'],
      ] as const) {
        const rows: SheetRow[] = [];
        for await (const batch of opened.rows({ sheet: name, limit })) rows.push(...batch);
        expect([rows.length, rows.at(-1)!.cells[0]], name).toEqual([count, last]);
      }
      await opened.close();
    }
  }
});

test('what is too large, broken off or empty; locked ones; progress and cancelling', async () => {
  const many = row(
    text('x', ' table:number-columns-repeated="16384"'),
    ' table:number-rows-repeated="1048576"',
  );
  expect(await readError(await odsFile(table(many)))).toMatchObject({ code: 'FILE_TOO_LARGE' });
  const wide = row(text('x', ' table:number-columns-repeated="16385"'));
  expect(await readError(await odsFile(table(wide)))).toMatchObject({ code: 'FILE_DAMAGED' });
  const low = row('', ' table:number-rows-repeated="1048576"') + row(text('x'));
  expect(await readError(await odsFile(table(low)))).toMatchObject({ code: 'FILE_DAMAGED' });
  expect(await readError(await odsFile(''))).toMatchObject({ code: 'FILE_NO_ROWS' });
  expect(await readError(await odsFile(table(row(''))))).toMatchObject({ code: 'FILE_NO_ROWS' });
  const flat = flatOds(table(Array.from({ length: 900 }, () => row(text('某某某'))).join('')));
  for (const at of [flat.length - 4, flat.length - 90, flat.length >> 1])
    expect(await readError(flat.subarray(0, at)), String(at)).toMatchObject({ code: 'FILE_DAMAGED' });
  const locked = await odsFile(table(row(text('x'))), { manifest: '<manifest:encryption-data/>' });
  expect(await readError(locked)).toEqual({ code: 'FILE_ENCRYPTION_UNKNOWN', params: { what: 'ods' } });

  const opened = await openSpreadsheet(flat);
  const progress: number[] = [];
  for await (const _ of opened.rows({ sheet: null, onProgress: (done) => progress.push(done) }));
  expect(progress.at(-1)).toBe(1);
  const stopped = async () => {
    for await (const _ of opened.rows({ sheet: null, signal: AbortSignal.abort() }));
  };
  await expect(stopped()).rejects.toMatchObject({ code: 'CANCELLED' });
  await opened.close();
});
