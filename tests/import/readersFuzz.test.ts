import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { rawZip } from '../fixtures/rawZip.ts';
import { biff, gbkBytes } from '../fixtures/spreadsheets/biffRecords.ts';
import { compoundFile } from '../fixtures/spreadsheets/compoundFile.ts';
import { memoTable } from '../fixtures/spreadsheets/memoTable.ts';
import { flatOds, odsParts } from '../fixtures/spreadsheets/odsFile.ts';
import { workbookFromXml, workbookParts } from '../fixtures/spreadsheets/workbookFromXml.ts';
import { binary, type HandMadeXlsb, xlsbParts } from '../fixtures/spreadsheets/xlsbFile.ts';
import { FUZZ_SEED, TIMES } from '../harness/fuzzBudget.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const SEED = FUZZ_SEED;
const workbook = {
  sheets: [
    {
      name: '名单',
      xml:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" s="1"><v>45170.5</v></c></row>' +
        '<row r="2" hidden="1"><c t="inlineStr"><is><t>李&amp;四</t></is></c><c t="b"><v>1</v></c><c><f>1+1</f></c></row>',
    },
    { name: '二', xml: '<row><c t="str"><v>_x000D_</v></c></row>', state: 'hidden' as const },
  ],
  strings: '<si><t>考生号</t></si><si><r><t>姓</t></r><r><t>名</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
  styles:
    '<numFmts><numFmt numFmtId="200" formatCode="yyyy"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>',
};
const change = (length: number) =>
  fc.tuple(fc.nat(length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0x3c, 0x3e, 0x22, 0x26)));
const changes = (length: number) => fc.array(change(length), { minLength: 1, maxLength: 8 });

/** Reads all sheets: rows, or an AppError about the file. Anything else, or no end, fails. */
async function readsOrTells(bytes: Buffer, memos: { path: string; name: string }[] = []): Promise<void> {
  try {
    const opened = await openSpreadsheet(bytes, { memos });
    try {
      const names = opened.sheets.length === 0 ? [null] : opened.sheets.map((sheet) => sheet.name);
      for (const sheet of names)
        for await (const batch of opened.rows({ sheet })) expect(batch.length).toBeGreaterThan(0);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code.startsWith('FILE_'))) throw error;
  }
}

function mutate(bytes: Buffer, list: [number, number][]): Buffer {
  const mutated = Buffer.from(bytes);
  for (const [at, value] of list) mutated[at] = value;
  return mutated;
}

test('a workbook with bytes changed anywhere', { timeout: 60_000 * TIMES }, async () => {
  const whole = await workbookFromXml(workbook);
  await fc.assert(
    fc.asyncProperty(changes(whole.length), (list) => readsOrTells(mutate(whole, list))),
    { seed: SEED, numRuns: 400 * TIMES },
  );
});

test('a workbook cut anywhere, or with a piece taken out', { timeout: 60_000 * TIMES }, async () => {
  const whole = await workbookFromXml(workbook);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.nat(400), async (at, length) => {
      await readsOrTells(whole.subarray(0, at));
      await readsOrTells(Buffer.concat([whole.subarray(0, at), whole.subarray(at + length)]));
    }),
    { seed: SEED, numRuns: 200 * TIMES },
  );
});

/** Parts of small packages: XML and records are changed before they are zipped, so that no checksum helps. */
const PACKAGES: readonly [string, () => Iterable<[string, string | Buffer]>, number][] = [
  ['xlsx', () => workbookParts(workbook), 600],
  ['xlsb', () => xlsbParts(binaryWorkbook()), 400],
  ['ods', () => odsParts(OPEN_TABLES, { styles: OPEN_STYLES }), 400],
];

test.each(PACKAGES)(
  '%s: parts changed before they are zipped',
  { timeout: 60_000 * TIMES },
  async (_, make, numRuns) => {
    const parts = [...make()].map(([name, content]) => ({ name, data: Buffer.from(content as string) }));
    await readsOrTells(rawZip(parts));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(parts.length - 1),
        fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
          minLength: 1,
          maxLength: 5,
        }),
        (index, list) => {
          const changed = parts.map((part, at) =>
            at === index
              ? {
                  ...part,
                  data: mutate(
                    part.data,
                    list.map(([where, value]) => [Math.floor(where * part.data.length), value]),
                  ),
                }
              : part,
          );
          return readsOrTells(rawZip(changed));
        },
      ),
      { seed: SEED, numRuns: numRuns * TIMES },
    );
  },
);

/** By the first byte of the table: FoxPro, dBASE IV, dBASE III. */
test.each([
  ['fpt', 0xf5],
  ['dbt', 0x8b],
  ['dbt', 0x83],
])(
  'a table and its .%s changed or cut, of version %i',
  { timeout: 60_000 * TIMES },
  async (ending, version) => {
    const { table, memos } = memoTable(
      ['学号', '备注'],
      Array.from({ length: 6 }, (_, index) => [`20230${index}`, '少数民族预科'.repeat(index % 4)]),
    );
    table[0] = version;
    const memo = { path: join(temporaryFolder(), `名册.${ending}`), name: `名册.${ending}` };
    const changesOf = (bytes: Buffer) => fc.array(change(bytes.length), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        changesOf(table),
        changesOf(memos),
        fc.nat(memos.length),
        async (ofTable, ofMemos, at) => {
          writeFileSync(memo.path, mutate(memos, ofMemos).subarray(0, at % 3 === 0 ? at : memos.length));
          await readsOrTells(mutate(table, ofTable), [memo]);
        },
      ),
      { seed: SEED, numRuns: 200 * TIMES },
    );
  },
);

test('any bytes at all, and any text', { timeout: 60_000 * TIMES }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
        fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
        fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text, 'utf16le')),
        fc
          .tuple(
            fc.constantFrom(
              'd0cf11e0a1b11ae1',
              '504b0304',
              '504b0506',
              '03780b18',
              'fffe',
              'feff',
              '09080800',
            ),
            fc.uint8Array({ maxLength: 2000 }),
          )
          .map(([magic, rest]) => Buffer.concat([Buffer.from(magic, 'hex'), rest])),
      ),
      (bytes) => readsOrTells(bytes),
    ),
    { seed: SEED, numRuns: 600 * TIMES },
  );
});

/** Small files of the other formats, whole: each mutation must end in rows or in an error about the file. */
const OTHERS: readonly [string, () => Buffer][] = [
  ['xls, bare', oldSheet],
  ['xls, in its container', () => compoundFile([{ name: 'Workbook', data: oldBook() }])],
  [
    'a web page',
    () =>
      Buffer.from(
        '<table><tr><th colspan=2>名单</th></tr><tr><td rowspan=2>01<td>张&middot;三<tr><td>x<br>y</td></tr></table>',
      ),
  ],
  [
    'a single-file web page',
    () =>
      Buffer.from(
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--b"\r\n\r\n----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>=E5=BC=A0</td></tr></table>\r\n----b--\r\n',
      ),
  ],
  ['dbf', smallDbf],
  ['a flat OpenDocument sheet', () => flatOds(OPEN_TABLES, { styles: OPEN_STYLES })],
  ['the XML of Excel 2003', () => Buffer.from(SHEET_ML)],
];

test.each(OTHERS)(
  '%s with bytes changed, cut, or a piece taken out',
  { timeout: 60_000 * TIMES },
  async (_, make) => {
    const whole = make();
    await readsOrTells(whole);
    await fc.assert(
      fc.asyncProperty(changes(whole.length), fc.nat(whole.length), fc.nat(60), async (list, at, length) => {
        await readsOrTells(mutate(whole, list));
        await readsOrTells(whole.subarray(0, at));
        await readsOrTells(Buffer.concat([whole.subarray(0, at), whole.subarray(at + length)]));
      }),
      { seed: SEED, numRuns: 400 * TIMES },
    );
  },
);

const OPEN_STYLES =
  '<number:number-style style:name="N1"><number:number number:min-integer-digits="8"/></number:number-style><style:style style:name="c" style:family="table-cell" style:data-style-name="N1"/>';
const OPEN_TABLES =
  '<table:table table:name="名单"><table:table-column table:number-columns-repeated="3" table:visibility="collapse"/><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>张<text:s text:c="2"/>三</text:p><office:annotation><text:p>x</text:p></office:annotation></table:table-cell><table:table-cell table:style-name="c" office:value-type="float" office:value="7"/></table:table-row><table:table-row><table:table-cell office:value-type="date" office:date-value="2023-09-01T01:02:03.9"/><table:covered-table-cell table:formula="x"/></table:table-row></table:table><table:table table:name="二"/>';
const SHEET_ML =
  '<?xml version="1.0" encoding="UTF-8"?><Workbook xmlns="x" xmlns:ss="y"><Styles><Style ss:ID="s"><NumberFormat ss:Format="yyyy"/></Style></Styles><Worksheet ss:Name="名单"><Table><Column ss:Index="2" ss:Hidden="1"/><Row ss:Index="3"><Cell ss:MergeAcross="2"><Data ss:Type="String">张&amp;三</Data></Cell><Cell ss:Index="6" ss:StyleID="s"><Data ss:Type="Number">45170</Data></Cell><Cell><Data ss:Type="DateTime">2023-09-01T00:00:00.000</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>';

function binaryWorkbook(): HandMadeXlsb {
  const cell = (column: number, format = 0) => binary.long(column, format);
  return {
    strings: [
      [19, binary.bytes(0), binary.text('考生号')],
      [19, binary.bytes(1), binary.text('姓名'), binary.long(1, 0, 0)],
    ],
    formats: { codes: { 164: 'yyyy', 165: '0000' }, cells: [0, 164, 165] },
    sheets: [
      {
        name: '名单',
        columns: [[60, binary.long(1, 2, 0, 0), binary.bytes(1, 0)]],
        rows: [
          binary.row(0),
          [7, cell(0), binary.long(0)],
          [7, cell(1), binary.long(1)],
          binary.row(1, true),
          [2, cell(0, 1), binary.long((45_170 << 2) | 2)],
          [6, cell(2, 2), binary.text('直接')],
          [16, binary.long(2), binary.double(7)],
          [3, cell(9), binary.bytes(0x2a)],
        ],
      },
      { name: '二', state: 1, rows: [] },
    ],
  };
}

function oldSheet(): Buffer {
  return biff.stream([
    [0x0809, biff.words(0x0500, 0x10, 0, 0)],
    [0x0208, biff.words(0, 0, 9, 255, 0, 0, 0x20, 0)],
    [0x0204, biff.words(0, 0, 0, 4), gbkBytes('姓名')],
    [0x003c, gbkBytes('续')],
    [0x0203, biff.words(1, 0, 0), biff.double(45_170)],
    [0x00bd, biff.words(1, 1), biff.rk(0, 22), biff.rk(0, 23), biff.words(2)],
    [0x0006, biff.words(1, 3, 0), Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]), biff.words(0, 0, 0, 0)],
    [0x0207, biff.words(4), gbkBytes('结果')],
    [0x0205, biff.words(1, 4, 0), Buffer.from([0x17, 1])],
    [0x000a],
  ]);
}

/** BIFF8 with shared strings cut by a CONTINUE record, padded so that it lies in sectors of its own. */
function oldBook(): Buffer {
  const name = Buffer.from('名单', 'utf16le');
  const globals = (at: number) =>
    biff.stream([
      [0x0809, biff.words(0x0600, 0x05, 0, 0, 0, 0, 0, 0)],
      [0x0042, biff.words(1200)],
      [0x041e, biff.words(164, 4), Buffer.from([0]), Buffer.from('yyyy', 'latin1')],
      [0x00e0, biff.words(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
      [0x00e0, biff.words(0, 164, 0, 0, 0, 0, 0, 0, 0, 0)],
      [0x0085, biff.words(at, 0), Buffer.from([0, 0, 2, 1]), name],
      [0x00fc, biff.words(2, 0, 2, 0, 3), Buffer.from([0]), Buffer.from('ab', 'latin1')],
      [
        0x003c,
        Buffer.from([1]),
        Buffer.from('丙', 'utf16le'),
        biff.words(1),
        Buffer.from([1]),
        Buffer.from('丁', 'utf16le'),
      ],
      [0x000a],
    ]);
  const sheet = biff.stream([
    [0x0809, biff.words(0x0600, 0x10, 0, 0, 0, 0, 0, 0)],
    [0x00fd, biff.words(0, 0, 0, 0, 0)],
    [0x00fd, biff.words(0, 1, 0, 1, 0)],
    [0x0203, biff.words(1, 0, 1), biff.double(45_170)],
    [0x000a],
  ]);
  return Buffer.concat([globals(globals(0).length), sheet, Buffer.alloc(4200)]);
}

function smallDbf(): Buffer {
  const header = Buffer.alloc(129);
  header.set([0x30, 126, 7, 15]);
  header.writeUInt32LE(2, 4);
  header.writeUInt16LE(129, 8);
  header.writeUInt16LE(22, 10);
  for (const [index, [type, length]] of (
    [
      ['C', 5],
      ['I', 4],
      ['T', 8],
    ] as const
  ).entries()) {
    header.write(`F${index}`, 32 + index * 32, 'latin1');
    header.write(type, 43 + index * 32, 'latin1');
    header[48 + index * 32] = length;
  }
  header[128] = 0x0d;
  const record = Buffer.concat([gbkBytes(' 张三 '), Buffer.alloc(16, 7)]);
  return Buffer.concat([header, record, record, Buffer.from([0x1a])]);
}
