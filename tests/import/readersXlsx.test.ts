import { expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { readCells, readError, readRows } from '../fixtures/spreadsheets/readAll.ts';
import { workbookFromXml, workbookParts, zipOf } from '../fixtures/spreadsheets/workbookFromXml.ts';

const oneSheet = (xml: string, rest: Partial<Parameters<typeof workbookFromXml>[0]> = {}) =>
  workbookFromXml({ sheets: [{ name: '名单', xml }], ...rest });

const formats = (...codes: (string | number)[]) =>
  `<numFmts>${codes
    .map((code, index) =>
      typeof code === 'string' ? `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>` : '',
    )
    .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes
    .map((code, index) => `<xf numFmtId="${typeof code === 'number' ? code : 200 + index}"/>`)
    .join('')}</cellXfs>`;

test('shared strings: plain, rich, phonetic runs dropped, spaces kept, escapes and entities resolved', async () => {
  const strings = [
    '<si><t>张三</t></si>',
    '<si><r><t>欧阳</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 娜娜</t></r></si>',
    '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>',
    '<si><t xml:space="preserve">  两边有空格  </t></si>',
    '<si><t>第一行_x000D_\n第二行</t></si>',
    '<si><t>_x005F_x000D_</t></si>',
    '<si><t>&lt;甲&gt; &amp; &quot;乙&quot; &#x4DAE;&#20013;</t></si>',
    '<si><t><![CDATA[<b>&amp;]]></t></si>',
    '<si><t/></si>',
    '<si/>',
    '<si><t>𬍛𠮷䶮</t></si>',
  ];
  const xml = `<row r="1">${strings.map((_, index) => `<c t="s"><v>${index}</v></c>`).join('')}</row>`;
  expect(await readCells(await oneSheet(xml, { strings: strings.join('') }))).toEqual([
    [
      '张三',
      '欧阳 娜娜',
      '東京',
      '  两边有空格  ',
      '第一行\r\n第二行',
      '_x000D_',
      '<甲> & "乙" 䶮中',
      '<b>&amp;',
      null,
      null,
      '𬍛𠮷䶮',
    ],
  ]);
});

test('inline strings, also rich and phonetic', async () => {
  const xml =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>李四</t></is></c>' +
    '<c r="B1" t="inlineStr"><is><r><t>王</t></r><r><t>五</t></r><rPh sb="0" eb="1"><t>ワン</t></rPh></is></c>' +
    '<c r="C1" t="inlineStr"><is><t/></is></c><c r="D1" t="inlineStr"><is><t>00123</t></is></c></row>';
  expect(await readCells(await oneSheet(xml))).toEqual([['李四', '王五', null, '00123']]);
});

test('booleans, errors, formulas with and without a result', async () => {
  const xml =
    '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#REF!</v></c>' +
    '<c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="str"><f>"学"</f><v>学籍</v></c><c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c>' +
    '<c r="G1"><f>SUM(A1)</f></c><c r="H1"><f>SUM(A1)</f><v></v></c><c r="I1"><f>SUM(A1)</f><v/></c>' +
    '<c r="J1" t="str"><f>""</f><v></v></c><c r="K1" t="b"><f>TRUE()</f><v>1</v></c><c r="L1" t="str"><f>A1</f></c></row>';
  const none = { kind: 'formula-without-result', text: '' };
  expect(await readCells(await oneSheet(xml))).toEqual([
    [
      { kind: 'boolean', text: 'TRUE' },
      { kind: 'boolean', text: 'FALSE' },
      { kind: 'error', text: '#REF!' },
      { kind: 'number', text: '2', number: 2 },
      '学籍',
      { kind: 'error', text: '#DIV/0!' },
      none,
      none,
      none,
      null,
      { kind: 'boolean', text: 'TRUE' },
      none,
    ],
  ]);
});

test('numbers read as a person sees them, long ones as the file has them', async () => {
  const stored = [
    '20230101',
    '1E5',
    '1.10105199003072E+17',
    '110105199003072000',
    '1234567890123456',
    '999999999999999',
    '0.1',
    '0.10000000000000001',
    '85.599999999999994',
    '-0',
    '1e-9',
    ' 7 ',
    'NaN',
    '0x10',
    '+3.50',
  ];
  const xml = `<row>${stored.map((value) => `<c><v>${value}</v></c>`).join('')}</row>`;
  const [cells] = await readCells(await oneSheet(xml));
  expect(
    cells!.map((cell) => (typeof cell === 'string' || cell === null ? cell : `${cell.kind} ${cell.text}`)),
  ).toEqual([
    'number 20230101',
    'number 100000',
    'number 1.10105199003072E+17',
    'number 110105199003072000',
    'number 1234567890123456',
    'number 999999999999999',
    'number 0.1',
    'number 0.1',
    'number 85.6',
    'number 0',
    'number 1e-9',
    'number 7',
    'NaN',
    '0x10',
    'number 3.5',
  ]);
});

test('dates by number format: built-in, East Asian, custom; times and look-alikes stay numbers', async () => {
  const dates = [
    14,
    15,
    16,
    17,
    22,
    27,
    31,
    36,
    50,
    57,
    58,
    'yyyy-mm-dd',
    'yyyy&quot;年&quot;m&quot;月&quot;',
    'm/d',
    '[$-804]yyyy\\-mm\\-dd;@',
    '[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;',
    'mmm',
    'YYYY/M/D h:mm',
    'e.m.d',
    'm&quot;月&quot;',
  ];
  const notDates = [
    0,
    1,
    2,
    9,
    10,
    11,
    18,
    19,
    20,
    21,
    45,
    46,
    47,
    49,
    'General',
    'G/通用格式',
    '0.00E+00',
    '[Red]0',
    '&quot;day&quot;0',
    'h:mm:ss',
    'mm:ss',
    '[h]:mm',
    '\\d0',
    '0_d',
    '#,##0;[Red]yyyy',
    'h:mm AM/PM',
    '@',
    '[Yellow]0.0',
    '*d0',
    '上午/下午h&quot;时&quot;mm&quot;分&quot;',
  ];
  const all = [...dates, ...notDates];
  const xml = `<row>${all.map((_, index) => `<c s="${index + 1}"><v>45170</v></c>`).join('')}</row>`;
  const [cells] = await readCells(await oneSheet(xml, { styles: formats(...all) }));
  const kinds = cells!.map((cell, index) => `${all[index]} ${typeof cell === 'object' ? cell?.kind : cell}`);
  expect(kinds).toEqual([
    ...dates.map((code) => `${code} date`),
    ...notDates.map((code) => `${code} number`),
  ]);
  expect(cells![0]).toEqual({ kind: 'date', text: '2023-09-01' });
});

test('the calendar of 1900 with its leap day that never was, times, and the calendar of 1904', async () => {
  const serials = [
    '1',
    '59',
    '60',
    '61',
    '25569',
    '45170.5',
    '45170.999999',
    '2958465',
    '2958466',
    '0.5',
    '-3',
  ];
  const xml = `<row>${serials.map((value) => `<c s="1"><v>${value}</v></c>`).join('')}</row>`;
  const text = (cells: unknown) =>
    (cells as ({ kind: string; text: string } | null)[]).map((cell) => `${cell?.kind} ${cell?.text}`);
  const [in1900] = await readCells(await oneSheet(xml, { styles: formats(14) }));
  expect(text(in1900)).toEqual([
    'date 1900-01-01',
    'date 1900-02-28',
    'date 1900-02-29',
    'date 1900-03-01',
    'date 1970-01-01',
    'date 2023-09-01 12:00:00',
    'date 2023-09-02',
    'date 9999-12-31',
    'number 2958466',
    'number 0.5',
    'number -3',
  ]);
  const [in1904] = await readCells(await oneSheet(xml, { styles: formats(14), date1904: true }));
  expect(text(in1904).slice(0, 2)).toEqual(['date 1904-01-02', 'date 1904-02-29']);
  expect(text(in1904)[4]).toBe('date 1974-01-02');
});

test('ISO date cells of Strict workbooks', async () => {
  const xml =
    '<row><c t="d"><v>2023-09-01</v></c><c t="d"><v>2023-09-01T08:30:00.000</v></c><c t="d"><v>2023-09-01T00:00:00Z</v></c><c t="d"><v>明天</v></c></row>';
  expect(await readCells(await oneSheet(xml, { strict: true }))).toEqual([
    [
      { kind: 'date', text: '2023-09-01' },
      { kind: 'date', text: '2023-09-01 08:30:00' },
      { kind: 'date', text: '2023-09-01' },
      '明天',
    ],
  ]);
});

test('sparse rows and cells keep their places; empty rows are left out; references may be missing', async () => {
  const cell = (r: string, value: string) => `<c${r && ` r="${r}"`} t="str"><v>${value}</v></c>`;
  const xml =
    `<row r="3">${cell('B3', 'b')}${cell('AA3', 'aa')}</row><row r="4"><c r="A4" s="0"/></row>` +
    `<row r="9" hidden="1">${cell('', 'a9')}${cell('', 'b9')}${cell('D9', 'd9')}${cell('', 'e9')}</row>` +
    `<row>${cell('', 'next')}</row><row r="20"/>`;
  expect(await readRows(await oneSheet(xml, { dimension: 'A1:B2' }))).toEqual([
    { number: 3, cells: [null, 'b', ...new Array(24).fill(null), 'aa'] },
    { number: 9, hidden: true, cells: ['a9', 'b9', null, 'd9', 'e9'] },
    { number: 10, cells: ['next'] },
  ]);
});

test('prefixed tags, single quotes, comments, blanks between tags', async () => {
  const xml =
    `<?xml version='1.0'?>\n<!-- made by hand --><x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>` +
    `\n <x:sheetData>\n  <x:row r = '2' >\n   <x:c r='A2'\n t='str' ><!-- <c> --><x:v>前缀</x:v ></x:c>\n  <x:c r="B2" t="n"><x:v> 5 </x:v></x:c></x:row>\n </x:sheetData><?go on?>` +
    `<x:conditionalFormatting><x:c r="Z9"><x:v>1</x:v></x:c></x:conditionalFormatting></x:worksheet>\n`;
  expect(await readRows(await oneSheet(xml))).toEqual([
    { number: 2, cells: ['前缀', { kind: 'number', text: '5', number: 5 }] },
  ]);
});

test('Strict namespaces, strings before or behind the sheet, zip64, absolute and odd targets', async () => {
  const xml = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
  const strings = '<si><t>值</t></si>';
  for (const rest of [
    { strict: true },
    { order: ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml', 'xl/workbook.xml'] },
    { order: ['xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'xl/sharedStrings.xml'] },
    { zip64: true },
  ]) {
    expect(await readCells(await oneSheet(xml, { strings, ...rest })), JSON.stringify(rest)).toEqual([
      ['值'],
    ]);
  }
  for (const target of ['/xl/worksheets/sheet9.xml', 'worksheets/表.xml', '/somewhere/else.xml']) {
    expect(
      await readCells(await workbookFromXml({ sheets: [{ name: 'S', xml, target }], strings })),
      target,
    ).toEqual([['值']]);
  }
});

test('part names are found whatever their case and slashes', async () => {
  const parts = workbookParts({ sheets: [{ name: 'S', xml: '<row><c><v>1</v></c></row>' }] });
  const renamed = [...parts].map(([name, content]): [string, string] => [
    name.replace('xl/worksheets/sheet1.xml', 'xl/Worksheets/Sheet1.XML'),
    content,
  ]);
  expect(await readCells(await zipOf(renamed))).toHaveLength(1);
});

test('parts in UTF-16', async () => {
  const parts = workbookParts({ sheets: [{ name: '表', xml: '<row><c t="str"><v>学籍</v></c></row>' }] });
  const utf16 = [...parts].map(([name, content]): [string, Buffer] => [
    name,
    Buffer.from(`\uFEFF${content.replace('UTF-8', 'UTF-16')}`, 'utf16le'),
  ]);
  expect(await readCells(await zipOf(utf16), '表')).toEqual([['学籍']]);
});

test('sheets in the order of the workbook, hidden ones too, each by its name', async () => {
  const row = (value: string) => `<row><c t="str"><v>${value}</v></c></row>`;
  const file = await workbookFromXml({
    sheets: [
      { name: '一班', xml: row('1') },
      { name: '二班 &amp; 三班', xml: row('2'), state: 'hidden' },
      { name: '底稿', xml: row('3'), state: 'veryHidden' },
      { name: '空', xml: '' },
    ],
  });
  const opened = await openSpreadsheet(file);
  expect(opened.sheets).toEqual([
    { name: '一班', hidden: false },
    { name: '二班 & 三班', hidden: true },
    { name: '底稿', hidden: true },
    { name: '空', hidden: false },
  ]);
  expect(opened.format).toBe('xlsx');
  expect(opened.encoding).toBeNull();
  await opened.close();
  expect(await readCells(file)).toEqual([['1']]);
  expect(await readCells(file, '二班 & 三班')).toEqual([['2']]);
  expect(await readCells(file, '底稿')).toEqual([['3']]);
  await expect(readRows(file, { sheet: '四班' })).rejects.toMatchObject({
    code: 'SHEET_NOT_FOUND',
    params: { sheet: '四班' },
  });
  expect(await readRows(file, { sheet: '空' })).toEqual([]);
});

test('rows come in batches, a limit stops early, a second reading starts afresh, progress ends at 1', async () => {
  const rows = Array.from(
    { length: 3000 },
    (_, index) => `<row r="${index + 1}"><c t="s"><v>${index}</v></c></row>`,
  );
  const strings = Array.from({ length: 3000 }, (_, index) => `<si><t>学生${index}</t></si>`);
  const opened = await openSpreadsheet(await oneSheet(rows.join(''), { strings: strings.join('') }));
  const preview = [];
  for await (const batch of opened.rows({ sheet: null, limit: 10 })) preview.push(...batch);
  expect(preview).toHaveLength(10);
  const progress: number[] = [];
  const numbers: number[] = [];
  for await (const batch of opened.rows({ sheet: null, onProgress: (done) => progress.push(done) })) {
    expect(batch.length).toBeLessThan(1000);
    for (const row of batch) {
      numbers.push(row.number);
      expect(row.cells[0]).toBe(`学生${row.number - 1}`);
    }
  }
  expect(numbers).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1));
  expect(progress.at(-1)).toBe(1);
  expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  await opened.close();
});

test('reading can be cancelled', async () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => `<row><c><v>${index * 7919}</v></c></row>`);
  const opened = await openSpreadsheet(await oneSheet(rows.join('')));
  const stop = new AbortController();
  const read = async () => {
    for await (const _ of opened.rows({ sheet: null, signal: stop.signal })) stop.abort();
  };
  await expect(read()).rejects.toMatchObject({ code: 'CANCELLED' });
  await opened.close();
  await expect(
    openSpreadsheet(await oneSheet('<row/>'), { signal: AbortSignal.abort() }),
  ).rejects.toBeInstanceOf(AppError);
});

test('broken content is told as damaged, not as rows', async () => {
  const broken = {
    'a string that is not there': '<row><c t="s"><v>3</v></c></row>',
    'a string number that is none': '<row><c t="s"><v>x</v></c></row>',
    'tags crossed': '<row><c><v>1</c></v></row>',
    'a tag without its end': '<row><c><v>1</v></c>',
    'a column beyond XFD': '<row><c r="XFE1"><v>1</v></c></row>',
    'a row beyond the last': '<row r="1048577"><c><v>1</v></c></row>',
    'an unknown entity': '<row><c t="str"><v>&nbsp;</v></c></row>',
    'an attribute without quotes': '<row r=1><c><v>1</v></c></row>',
  };
  for (const [what, xml] of Object.entries(broken)) {
    expect(await readError(await oneSheet(xml, { strings: '<si><t>a</t></si>' })), what).toMatchObject({
      code: 'FILE_DAMAGED',
    });
  }
});

test('a document type, tags without end and tags without bottom are refused as unsafe', async () => {
  const laughs =
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
  expect(await readError(await oneSheet(laughs))).toMatchObject({ code: 'FILE_UNSAFE' });
  const deep = `<?xml version="1.0"?><worksheet>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</worksheet>`;
  expect(await readError(await oneSheet(deep))).toMatchObject({ code: 'FILE_UNSAFE' });
});

test('an empty first sheet hides no other; with nothing anywhere there are no rows', async () => {
  const full = { name: '名单', xml: '<row><c t="str"><v>值</v></c></row>' };
  expect(await readRows(await workbookFromXml({ sheets: [{ name: 'Sheet1', xml: '' }, full] }))).toEqual([]);
  const empty = await workbookFromXml({
    sheets: [
      { name: 'Sheet1', xml: '' },
      { name: 'Sheet2', xml: '<row/>' },
    ],
  });
  expect(await readError(empty)).toMatchObject({ code: 'FILE_NO_ROWS' });
});

test('rows that hold only their last column come in batches that fit', async () => {
  const xml = '<row><c r="XFD1" t="b"><v>1</v></c></row>'.repeat(1000);
  const opened = await openSpreadsheet(await oneSheet(xml));
  let rows = 0;
  for await (const batch of opened.rows({ sheet: null })) {
    rows += batch.length;
    expect(batch.length).toBeLessThan(1000);
    expect(batch[0]!.cells).toHaveLength(16_384);
  }
  expect(rows).toBe(1000);
  await opened.close();
});

test('no sheets, no rows, only empty cells', async () => {
  expect(await readError(await workbookFromXml({ sheets: [] }))).toMatchObject({ code: 'FILE_NO_ROWS' });
  expect(await readError(await oneSheet(''))).toMatchObject({ code: 'FILE_NO_ROWS' });
  expect(await readError(await oneSheet('<row r="1"><c r="A1" s="0"/></row>'))).toMatchObject({
    code: 'FILE_NO_ROWS',
  });
});

test('tells hidden columns and hidden rows', async () => {
  // zeroHeight hides the rows that the file does not have (LibreOffice shows the others, too).
  const xml =
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/><cols><col min="1" max="1" width="9"/><col min="2" max="3" width="0" hidden="1"/><col hidden="0" max="4" min="4"/></cols>' +
    '<sheetData><row r="1"><c t="str"><v>甲</v></c></row><row r="2" hidden="1"><c t="str"><v>乙</v></c></row></sheetData></worksheet>';
  const file = await openSpreadsheet(await oneSheet(xml));
  const hidden: [number, number][] = [];
  const rows = [];
  for await (const batch of file.rows({ sheet: null, onHiddenColumns: (...of) => hidden.push(of) })) {
    rows.push(...batch);
  }
  await file.close();
  expect(hidden).toEqual([[1, 2]]);
  expect(rows.map((row) => row.hidden ?? false)).toEqual([false, true]);
});

test('a workbook as other writers pack it: slashes, absolute paths, no strings, no types, zeros, templates', async () => {
  const xml =
    '<row><c t="inlineStr"><is><t>值</t></is></c><c s="1"><v>230115</v></c><c s="2"><v>230115</v></c></row>';
  const styles =
    '<numFmts><numFmt numFmtId="200" formatCode="00000000"/><numFmt numFmtId="201" formatCode="&quot;N&quot;000000"/></numFmts><cellXfs><xf/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs>';
  const plain = [...workbookParts({ sheets: [{ name: 'S', xml }], styles })];
  const expected = [
    [
      '值',
      { kind: 'number', text: '00230115', number: 230115 },
      { kind: 'number', text: '230115', number: 230115 },
    ],
  ];
  const edited = (change: (name: string, content: string) => [string, string] | null) =>
    zipOf(plain.flatMap(([name, content]) => (change(name, content) ? [change(name, content)!] : [])));
  const packed = {
    'backslashes between the folders': edited((name, content) => [name.replaceAll('/', '\\'), content]),
    'targets from the root': edited((name, content) => [
      name,
      content
        .replaceAll('Target="worksheets', 'Target="/xl/worksheets')
        .replaceAll('Target="xl', 'Target="/xl'),
    ]),
    'no list of types': edited((name, content) => (name.startsWith('[') ? null : [name, content])),
    'no relationships of the package': edited((name, content) =>
      name === '_rels/.rels' ? null : [name, content],
    ),
    'a relationship of the package that leads nowhere': edited((name, content) => [
      name,
      name === '_rels/.rels' ? content.replace('xl/workbook.xml', 'xl/nothing.xml') : content,
    ]),
    'macros beside it': zipOf([...plain, ['xl/vbaProject.bin', 'x']]),
    'a template': edited((name, content) => [
      name,
      name.startsWith('[')
        ? content.replace(
            '/>',
            '><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"/></Types>',
          )
        : content,
    ]),
  };
  for (const [what, file] of Object.entries(packed))
    expect(await readCells(await file), what).toEqual(expected);
  // A string that is referred to where there are no strings can't be told.
  const lost = await oneSheet('<row><c t="s"><v>0</v></c></row>');
  expect(await readError(lost)).toMatchObject({ code: 'FILE_DAMAGED' });
});

test('a workbook made Strict: other namespaces, dates in words, prefixed tags, a dimension that is wrong', async () => {
  const xml =
    '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="d"><v>2023-09-01T08:29:59.9996</v></c><c t="d"><v>2023-09-01T00:00</v></c></row>';
  const parts = workbookParts({
    sheets: [{ name: 'S', xml }],
    strings: '<si><t>学籍</t><rPh sb="0" eb="1"><t>xué</t></rPh></si>',
    strict: true,
    dimension: 'A1',
  });
  const prefixed = [...parts].map(([name, content]): [string, string] => [
    name,
    /sheet1|sharedStrings/.test(name)
      ? content.replace(/<(\/?)([a-z])/gi, '<$1x:$2').replace('xmlns=', 'xmlns:x=')
      : content,
  ]);
  expect(prefixed.find(([name]) => name.includes('sheet1'))![1]).toContain('<x:row r="2">');
  expect(await readRows(await zipOf(prefixed))).toEqual([
    {
      number: 2,
      cells: [
        null,
        '学籍',
        { kind: 'date', text: '2023-09-01 08:30:00' },
        { kind: 'date', text: '2023-09-01' },
      ],
    },
  ]);
});
