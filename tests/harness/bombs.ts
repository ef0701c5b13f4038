import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { rawZip } from '../fixtures/rawZip.ts';
import { biff } from '../fixtures/spreadsheets/biffRecords.ts';
import { compoundFile } from '../fixtures/spreadsheets/compoundFile.ts';
import { flatOds, odsFile } from '../fixtures/spreadsheets/odsFile.ts';
import { workbookFromXml } from '../fixtures/spreadsheets/workbookFromXml.ts';
import { binary, xlsbFile } from '../fixtures/spreadsheets/xlsbFile.ts';

/** A small file that asks for very much, and what has to become of it: the number of its rows, or the code of a sentence. */
export interface Bomb {
  name: string;
  make: () => Promise<Buffer> | Buffer;
  /** `rows:N`, `kind:…` of a photo, `ok`, or an error's code. */
  becomes: RegExp;
}

const ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>学号</t></is></c></row>';
const xlsx = (xml: string, more: { strings?: string; dimension?: string; styles?: string } = {}) =>
  workbookFromXml({ sheets: [{ name: '名单', xml }], ...more });
const odsCell = (attributes: string) =>
  `<table:table-cell ${attributes} office:value-type="string"><text:p>x</text:p></table:table-cell>`;
const odsTable = (rows: string) => odsFile(`<table:table table:name="名单">${rows}</table:table>`);
const MANY = '1000000000';
const sheetMl = (row: string) =>
  Buffer.from(
    `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名单"><Table>${row}</Table></Worksheet></Workbook>`,
  );
const page = (table: string) => Buffer.from(`<html><meta charset="utf-8"><table>${table}</table></html>`);

export const SHEET_BOMBS: Bomb[] = [
  {
    name: 'xlsx: a dimension of all cells',
    make: () => xlsx(ROW, { dimension: 'A1:XFD1048576' }),
    becomes: /^rows:1$/,
  },
  {
    name: 'xlsx: the last cell of all',
    make: () => xlsx(`${ROW}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`),
    becomes: /^rows:2$/,
  },
  {
    name: 'xlsx: the last column, in very many rows',
    make: () =>
      xlsx(Array.from({ length: 60_000 }, (_, at) => `<row><c r="XFD${at + 1}"><v>1</v></c></row>`).join('')),
    becomes: /^FILE_TOO_LARGE$/,
  },
  {
    name: 'xlsx: rows and columns beyond the last',
    make: () => xlsx(`${ROW}<row r="99999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row>`),
    becomes: /^(rows:[12]|FILE_DAMAGED)$/,
  },
  {
    name: 'xlsx: shared texts out of range',
    make: () =>
      xlsx(
        '<row><c t="s"><v>0</v></c><c t="s"><v>7</v></c><c t="s"><v>-1</v></c><c t="s"><v>4294967296</v></c><c t="s"><v>1e300</v></c><c t="s"><v>NaN</v></c></row>',
        { strings: '<si><t>学号</t></si>' },
      ),
    becomes: /^(rows:1|FILE_DAMAGED)$/,
  },
  {
    name: 'xlsx: elements within elements without end',
    make: () => xlsx(`${ROW}<row><c t="inlineStr">${'<is><r>'.repeat(100_000)}`),
    becomes: /^FILE_(DAMAGED|UNSAFE|TOO_LARGE)$/,
  },
  {
    name: 'xlsx: one text of 64 MB',
    make: () => xlsx(`<row><c t="inlineStr"><is><t>${'x'.repeat(64 * 2 ** 20)}</t></is></c></row>`),
    becomes: /^FILE_(TOO_LARGE|DAMAGED|UNSAFE)$/,
  },
  {
    name: 'xlsx: an attribute of 64 MB',
    make: () => xlsx(`<row r="1" x="${'x'.repeat(64 * 2 ** 20)}"></row>`),
    becomes: /^FILE_(TOO_LARGE|DAMAGED|UNSAFE)$/,
  },
  {
    name: 'xlsx: a format of a number with a million digits',
    make: () =>
      xlsx('<row><c s="1"><v>7</v></c></row>', {
        styles: `<numFmts><numFmt numFmtId="200" formatCode="${'0'.repeat(1_000_000)}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>`,
      }),
    becomes: /^(rows:1|FILE_DAMAGED)$/,
  },
  {
    name: 'ods: a cell a thousand million times',
    make: () =>
      odsTable(`<table:table-row>${odsCell(`table:number-columns-repeated="${MANY}"`)}</table:table-row>`),
    becomes: /^(rows:1|FILE_TOO_LARGE|FILE_DAMAGED)$/,
  },
  {
    name: 'ods: a row a thousand million times',
    make: () =>
      odsTable(`<table:table-row table:number-rows-repeated="${MANY}">${odsCell('')}</table:table-row>`),
    becomes: /^(rows:1048576|FILE_TOO_LARGE|FILE_DAMAGED)$/,
  },
  {
    name: 'ods: both',
    make: () =>
      odsTable(
        `<table:table-row table:number-rows-repeated="${MANY}">${odsCell(`table:number-columns-repeated="${MANY}"`)}</table:table-row>`,
      ),
    becomes: /^(FILE_TOO_LARGE|FILE_DAMAGED)$/,
  },
  {
    name: 'ods: blanks a thousand million times',
    make: () =>
      odsTable(
        `<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="${MANY}"/>b</text:p></table:table-cell></table:table-row>`,
      ),
    becomes: /^(rows:1|FILE_TOO_LARGE|FILE_DAMAGED)$/,
  },
  {
    name: 'fods: tables within tables',
    make: () => flatOds('<table:table table:name="x"><table:table-row><table:table-cell>'.repeat(20_000)),
    becomes: /^FILE_(DAMAGED|TOO_LARGE|UNSAFE)$/,
  },
  {
    name: 'SheetML: an index of a thousand million',
    make: () =>
      sheetMl(
        `<Row ss:Index="${MANY}"><Cell ss:Index="${MANY}" ss:MergeAcross="${MANY}"><Data ss:Type="String">x</Data></Cell></Row>`,
      ),
    becomes: /^(rows:[01]|FILE_TOO_LARGE|FILE_DAMAGED|FILE_NO_ROWS)$/,
  },
  {
    name: 'SheetML: a row that spans a thousand million',
    make: () => sheetMl(`<Row ss:Span="${MANY}"><Cell><Data ss:Type="String">x</Data></Cell></Row>`),
    becomes: /^(rows:1|FILE_TOO_LARGE|FILE_DAMAGED)$/,
  },
  {
    name: 'html: cells over all rows and columns',
    make: () =>
      page(`<tr>${`<td rowspan=${MANY} colspan=${MANY}>x</td>`.repeat(500)}</tr><tr><td>y</td></tr>`),
    becomes: /^(rows:\d+|FILE_DAMAGED)$/,
  },
  {
    name: 'html: very wide in very many rows',
    make: () => page('<tr><td colspan=16384>x</td></tr>'.repeat(60_000)),
    becomes: /^rows:60000$/,
  },
  {
    name: 'html: tables within tables',
    make: () => page('<tr><td><table>'.repeat(100_000)),
    becomes: /^(rows:\d+|FILE_(DAMAGED|TOO_LARGE|NO_ROWS|UNKNOWN|UNSAFE))$/,
  },
  {
    name: 'html: an entity of a million digits',
    make: () => page(`<tr><td>&#${'9'.repeat(1_000_000)};</td></tr>`),
    becomes: /^(rows:1|FILE_(DAMAGED|TOO_LARGE))$/,
  },
  {
    name: 'xlsb: rows and columns of four thousand million',
    make: () =>
      xlsbFile({
        sheets: [
          {
            name: '名单',
            rows: [
              binary.row(0xfffffff0),
              [6, binary.long(0xfffffff0, 0), binary.text('x')],
              binary.row(0xffffffff),
              [6, binary.long(3, 0), binary.long(0xffffffff)],
            ],
          },
        ],
      }),
    becomes: /^(rows:[012]|FILE_(DAMAGED|TOO_LARGE|NO_ROWS))$/,
  },
  {
    name: 'xlsb: shared texts out of range',
    make: () =>
      xlsbFile({
        strings: [[19, binary.bytes(0), binary.text('学号')]],
        sheets: [
          {
            name: '名单',
            rows: [
              binary.row(0),
              ...[0, 1, 0x7fffffff, 0xffffffff].map(
                (at, column) => [7, binary.long(column, 0), binary.long(at)] as const,
              ),
            ],
          },
        ],
      }),
    becomes: /^(rows:1|FILE_DAMAGED)$/,
  },
  {
    name: 'dbf: four thousand million records',
    make: () => dbf((header) => header.writeUInt32LE(0xffffffff, 4)),
    becomes: /^(rows:\d|FILE_DAMAGED)$/,
  },
  {
    name: 'dbf: records of no length',
    make: () => dbf((header) => header.writeUInt16LE(0, 10)),
    becomes: /^FILE_(DAMAGED|UNKNOWN)$/,
  },
  {
    name: 'xls: a chain of sectors that bites its tail',
    make: () => {
      const book = compoundFile([{ name: 'Workbook', data: Buffer.alloc(6000, 1) }]);
      // The first sector is the table of chains; the stream's own are 1 to 12.
      book.writeUInt32LE(1, 512 + 12 * 4);
      return book;
    },
    becomes: /^FILE_(DAMAGED|UNKNOWN)$/,
  },
  {
    name: 'xls: a folder that is its own neighbour',
    make: () => {
      const book = compoundFile([{ name: 'Workbook', data: Buffer.alloc(6000, 1) }]);
      const folder = 512 + 512 * book.readUInt32LE(48);
      for (const link of [68, 72, 76]) for (const at of [0, 128]) book.writeUInt32LE(1, folder + at + link);
      return book;
    },
    becomes: /^FILE_(DAMAGED|UNKNOWN)$/,
  },
  {
    name: 'xls: four thousand million shared texts',
    make: () =>
      compoundFile([
        {
          name: 'Workbook',
          data: Buffer.concat([
            biff.stream([
              [0x0809, biff.words(0x0600, 0x05, 0, 0, 0, 0, 0, 0)],
              [0x00fc, biff.words(0xffff, 0xffff, 0xffff, 0xffff, 3), Buffer.from([0]), Buffer.from('ab')],
              [0x000a],
            ]),
            Buffer.alloc(4200),
          ]),
        },
      ]),
    becomes: /^FILE_/,
  },
  {
    name: 'csv: ten million commas',
    make: () => Buffer.from(`a,b\n${','.repeat(10_000_000)}\n`),
    becomes: /^(rows:\d+|FILE_(DAMAGED|TOO_LARGE))$/,
  },
  {
    name: 'csv: a quote that is never closed',
    make: () => Buffer.from(`a,"b\n${'x\n'.repeat(8_000_000)}`),
    becomes: /^(rows:\d+|FILE_(DAMAGED|TOO_LARGE))$/,
  },
  {
    name: 'csv: one line of 40 MB',
    make: () => Buffer.alloc(40 * 2 ** 20, 'a'),
    becomes: /^(rows:\d+|FILE_(DAMAGED|TOO_LARGE|UNKNOWN))$/,
  },
  { name: 'csv: nothing but NUL', make: () => Buffer.alloc(8 * 2 ** 20), becomes: /^FILE_/ },
];

export const ZIP_BOMBS: Bomb[] = [
  {
    name: 'zip: a million entries',
    make: () => manyEntries(1_000_000, 1_000_000),
    becomes: /^FILE_TOO_LARGE$/,
  },
  {
    name: 'zip: a million entries that say to be ten',
    make: () => manyEntries(1_000_000, 10),
    becomes: /^(FILE_DAMAGED|ok)$/,
  },
  {
    name: 'zip: four thousand million entries that are not there',
    make: () => manyEntries(1, 2 ** 40),
    becomes: /^FILE_(TOO_LARGE|DAMAGED)$/,
  },
  {
    name: 'zip: 40,000 entries of the same 4 MB',
    make: () =>
      rawZip([
        { name: '0.jpg', data: Buffer.alloc(4 * 2 ** 20 - 1) },
        ...Array.from({ length: 40_000 }, (_, at) => ({
          name: `${at + 1}.jpg`,
          sameBytesAs: 0,
          size: 4 * 2 ** 20 - 1,
          stored: true,
          method: 8,
        })),
      ]),
    becomes: /^(FILE_TOO_LARGE|ok)$/,
  },
  {
    name: 'zip: a thousand times a thousand to one',
    make: () => rawZip([{ name: '1.jpg', data: Buffer.alloc(300 * 2 ** 20) }]),
    becomes: /^ok$/,
  },
];

export const PICTURE_BOMBS: Bomb[] = [
  {
    name: 'jpeg: 65535 by 65535',
    make: async () => {
      const jpeg = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#fff' } })
        .jpeg()
        .toBuffer();
      const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
      jpeg.writeUInt16BE(65_535, frame + 5);
      jpeg.writeUInt16BE(65_535, frame + 7);
      return jpeg;
    },
    becomes: /^kind:(too-large|damaged)$/,
  },
  {
    name: 'png: two thousand million pixels of nothing',
    make: () => png(46_000, 46_000, 1),
    becomes: /^kind:(too-large|damaged)$/,
  },
  {
    name: 'png: the most pixels that are read, of nothing',
    make: () => png(8_000, 7_990, 8),
    becomes: /^kind:(photo|damaged)$/,
  },
  {
    name: 'png: a remark that unfolds to 400 MB',
    make: () =>
      pngOf([
        ['IHDR', header(8, 8, 8)],
        [
          'zTXt',
          Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync(Buffer.alloc(400 * 2 ** 20))]),
        ],
        ['iCCP', Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(Buffer.alloc(400 * 2 ** 20))])],
        ['IDAT', deflateSync(Buffer.alloc(9 * 8))],
        ['IEND', Buffer.alloc(0)],
      ]),
    becomes: /^kind:(photo|damaged)$/,
  },
  {
    name: 'tiff: a folder whose next is itself',
    make: () => tiff(8),
    becomes: /^kind:(photo|damaged|too-large)$/,
  },
  {
    name: 'tiff: a strip of four thousand million bytes',
    make: () => tiff(0, 0xffffffff),
    becomes: /^kind:(photo|damaged)$/,
  },
  {
    name: 'gif: 65535 by 65535, ten thousand pictures',
    make: () => {
      const head = Buffer.from('474946383961ffffffff800000000000ffffff', 'hex');
      const one = Buffer.from('2c00000000ffffffff0002024401003b', 'hex').subarray(0, -1);
      return Buffer.concat([head, ...Array.from({ length: 10_000 }, () => one), Buffer.from([0x3b])]);
    },
    becomes: /^kind:(too-large|damaged)$/,
  },
  {
    name: 'webp: 16383 by 16383',
    make: async () => {
      const webp = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
        .webp({ lossless: true })
        .toBuffer();
      // VP8L: 14 bits of width and of height behind the signature byte.
      webp.writeUInt32LE(0x0fffffff, webp.indexOf('VP8L') + 9);
      return webp;
    },
    becomes: /^kind:(too-large|damaged)$/,
  },
];

const unclosed = (text: string) =>
  Buffer.from(
    `From: MAILER-DAEMON@mx.example.cn\r\nDate: Mon, 30 Nov 2026 10:00:00 +0800\r\nSubject: 退信\r\nContent-Type: ${text}`,
  );
export const MAIL_BOMBS: Bomb[] = [
  {
    name: 'mail: parts within parts',
    make: () =>
      unclosed(
        `multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'.repeat(50_000)}`,
      ),
    becomes: /^ok$/,
  },
  {
    name: 'mail: a head of 16 MB',
    make: () => unclosed(`text/plain\r\nX-Long: ${'x'.repeat(16 * 2 ** 20)}\r\n\r\ny`),
    becomes: /^ok$/,
  },
  {
    name: 'mail: a million heads',
    make: () => unclosed(`text/plain\r\n${'a: b\r\n'.repeat(1_000_000)}\r\ny`),
    becomes: /^ok$/,
  },
  {
    name: 'mail: a text that is one long word',
    make: () => unclosed(`text/plain\r\n\r\n退信原因: ${'a'.repeat(8 * 2 ** 20)}`),
    becomes: /^ok$/,
  },
  {
    name: 'mail: a text of nearly addresses',
    make: () => unclosed(`text/plain\r\n\r\n退信原因: a@${'b-'.repeat(4 * 2 ** 20)}`),
    becomes: /^ok$/,
  },
  {
    name: 'mail: a page of styles that are never closed',
    make: () => unclosed(`text/html\r\n\r\n退信 ${'<style '.repeat(300_000)}`),
    becomes: /^ok$/,
  },
  {
    name: 'mail: a page of brackets',
    make: () => unclosed(`text/html\r\n\r\n退信 ${'<'.repeat(4 * 2 ** 20)}`),
    becomes: /^ok$/,
  },
  {
    name: 'mail: a status of blanks',
    make: () =>
      unclosed(
        `multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\nFinal-Recipient: rfc822;${' '.repeat(4 * 2 ** 20)}x\r\n${'\r\n \t'.repeat(500_000)}\r\n--b--`,
      ),
    becomes: /^ok$/,
  },
  {
    name: 'mail: an original addressed to everybody',
    make: () =>
      unclosed(
        `multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n退信\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nTo: a\r\n${' a@b.cn,\r\n'.repeat(200_000)}\r\n--b--`,
      ),
    becomes: /^ok$/,
  },
];

function dbf(change: (header: Buffer) => void): Buffer {
  const header = Buffer.alloc(65);
  header.set([0x03, 126, 7, 15]);
  header.writeUInt32LE(1, 4);
  header.writeUInt16LE(65, 8);
  header.writeUInt16LE(6, 10);
  header.write('XH', 32, 'latin1');
  header.write('C', 43, 'latin1');
  header[48] = 5;
  header[64] = 0x0d;
  change(header);
  return Buffer.concat([header, Buffer.from(' 12345\x1a', 'latin1')]);
}

/** A zip whose list has `there` entries without content and says to have `said`. */
function manyEntries(there: number, said: number): Buffer {
  const entry = Buffer.alloc(46 + 7);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(7, 28);
  const list = Buffer.alloc(entry.length * there);
  for (let at = 0; at < there; at++) {
    entry.write(String(at).padStart(7, '0'), 46, 'latin1');
    entry.copy(list, at * entry.length);
  }
  const end64 = Buffer.alloc(56 + 20);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(said), 24);
  end64.writeBigUInt64LE(BigInt(said), 32);
  end64.writeBigUInt64LE(BigInt(list.length), 40);
  end64.writeBigUInt64LE(30n, 48);
  end64.writeUInt32LE(0x07064b50, 56);
  end64.writeBigUInt64LE(BigInt(30 + list.length), 64);
  end64.writeUInt32LE(1, 72);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.fill(0xff, 8, 20);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  return Buffer.concat([local, list, end64, end]);
}

function header(width: number, height: number, bits: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.set([bits, 0, 0, 0, 0], 8);
  return bytes;
}

function png(width: number, height: number, bits: 1 | 8): Buffer {
  const bytes = Math.min((Math.ceil((width * bits) / 8) + 1) * height, 256 * 2 ** 20);
  return pngOf([
    ['IHDR', header(width, height, bits)],
    ['IDAT', deflateSync(Buffer.alloc(bytes))],
    ['IEND', Buffer.alloc(0)],
  ]);
}

function pngOf(chunks: [string, Buffer][]): Buffer {
  const made = chunks.map(([type, content]) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  });
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...made]);
}

/** One grey pixel row by hand; `next`: where the following directory lies, `strip`: how long its data say to be. */
function tiff(next: number, strip = 8): Buffer {
  const tags: [number, number, number][] = [
    [256, 4, 8],
    [257, 4, 1],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 200],
    [277, 3, 1],
    [278, 4, 1],
    [279, 4, strip],
  ];
  const bytes = Buffer.alloc(208);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(tags.length, 8);
  for (const [at, [tag, type, value]] of tags.entries()) {
    bytes.writeUInt16LE(tag, 10 + at * 12);
    bytes.writeUInt16LE(type, 12 + at * 12);
    bytes.writeUInt32LE(1, 14 + at * 12);
    bytes.writeUInt32LE(value, 18 + at * 12);
  }
  bytes.writeUInt32LE(next, 10 + tags.length * 12);
  return bytes;
}
