import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { sniffFile } from '../../electron/import/sniffFile.ts';
import { rawZip } from '../fixtures/rawZip.ts';
import { compoundFile } from '../fixtures/spreadsheets/compoundFile.ts';
import { readError, readRows } from '../fixtures/spreadsheets/readAll.ts';
import { workbookFromXml, workbookParts, zipOf } from '../fixtures/spreadsheets/workbookFromXml.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-sniff-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const workbook = () =>
  workbookFromXml({ sheets: [{ name: 'S', xml: '<row><c t="str"><v>值</v></c></row>' }] });

test('a file is what it holds, whatever its name says', async () => {
  const path = join(folder, '名单.csv');
  await writeFile(path, await workbook());
  expect((await readRows(path))[0]!.cells).toEqual(['值']);
  const text = join(folder, '名单.xlsx');
  await writeFile(text, 'a,b\n1,2\n');
  const opened = await openSpreadsheet(text);
  expect(opened.format).toBe('csv');
  await opened.close();
});

test('nothing there, a folder, nothing in it', async () => {
  expect(await readError(join(folder, 'missing.xlsx'))).toMatchObject({ code: 'FILE_NOT_FOUND' });
  expect(await readError(folder)).toMatchObject({ code: 'FILE_UNKNOWN', params: { what: 'folder' } });
  expect(await readError(Buffer.alloc(0))).toMatchObject({ code: 'FILE_EMPTY' });
  expect(await readError(Buffer.from('\uFEFF'))).toMatchObject({ code: 'FILE_NO_ROWS' });
});

test('locked workbooks, new and old, whose encryption is none that is known, and zips', async () => {
  const agile = compoundFile([
    { name: 'EncryptionInfo', data: Buffer.alloc(5000, 1) },
    { name: 'EncryptedPackage', data: Buffer.alloc(9000, 2) },
  ]);
  expect(await readError(agile)).toEqual({
    code: 'FILE_ENCRYPTION_UNKNOWN',
    params: { what: 'office' },
  });
  const bof = Buffer.from('0908100000060500', 'hex');
  const filePass = Buffer.concat([
    bof,
    Buffer.alloc(12),
    Buffer.from('2f00060000000000', 'hex'),
    Buffer.alloc(9000),
  ]);
  // Obfuscated, by a password that nobody gave.
  expect(await readError(compoundFile([{ name: 'Workbook', data: filePass }]))).toEqual({
    code: 'FILE_ENCRYPTED',
    params: { format: 'xls' },
  });
  const locked = rawZip(
    [...workbookParts({ sheets: [] })].map(([name, data]) => ({ name, data, encryptedFlag: true })),
  );
  expect(await readError(locked)).toMatchObject({ code: 'FILE_ENCRYPTION_UNKNOWN' });
});

test.skipIf(!existsSync('/usr/bin/zip'))('a zip that zip -P made', async () => {
  await writeFile(join(folder, 'a.csv'), 'a,b\n');
  execFileSync('zip', ['-q', '-P', 'secret', join(folder, 'locked.zip'), join(folder, 'a.csv')]);
  expect(await sniffFile(join(folder, 'locked.zip'))).toEqual({ format: 'zip', encrypted: true });
  expect(await readError(join(folder, 'locked.zip'))).toMatchObject({ code: 'FILE_ENCRYPTED' });
});

test('a workbook stream that holds no workbook', async () => {
  expect(await readError(compoundFile([{ name: 'Workbook', data: Buffer.alloc(9000) }]))).toMatchObject({
    code: 'FILE_DAMAGED',
  });
});

test('formats that are known but not read yet are named', async () => {
  const refused = async (file: Buffer) => {
    const { code, params } = await readError(file);
    return `${code} ${params.format}`;
  };
  expect(await refused(Buffer.from('090408000000100000000000', 'hex'))).toBe(
    'FILE_FORMAT_UNSUPPORTED Excel 4',
  );
  expect(await refused(await zipOf([['photos/1.jpg', 'x']]))).toBe('FILE_FORMAT_UNSUPPORTED zip');
  expect(await sniffFile(dbf())).toEqual({ format: 'dbf', encrypted: false });
  for (const html of [
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><table><tr><td>1</td></tr></table>',
    '\r\n <!-- export --><table border=1><tr><td>考生号</td></tr></table>',
    '<!DOCTYPE HTML>\n<html></html>',
    '<?xml version="1.0"?><html></html>',
    'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="----=_x"\r\n',
  ]) {
    expect(await sniffFile(Buffer.from(html)), html).toEqual({ format: 'html', encrypted: false });
    const wide = Buffer.from(`\uFEFF${html}`, 'utf16le');
    expect(await sniffFile(wide), html).toEqual({ format: 'html', encrypted: false });
  }
});

const openDocument = (kind: string, manifest = '') =>
  zipOf([
    ['mimetype', `application/vnd.oasis.opendocument.${kind}`],
    ['META-INF/manifest.xml', manifest],
    ['content.xml', '<x/>'],
  ]);

test('the younger and rarer formats are told apart by what is in them', async () => {
  const told = async (file: Buffer) => {
    const sniffed = await sniffFile(file);
    return sniffed.format === 'unknown' ? sniffed.what : `${sniffed.format} ${sniffed.encrypted}`;
  };
  const types: [string, string] = ['[Content_Types].xml', '<Types/>'];
  expect(await told(await zipOf([types, ['xl/workbook.bin', 'x']]))).toBe('xlsb false');
  // Macros and printer settings end in .bin, too.
  const macros: [string, string][] = [
    ['xl/vbaProject.bin', 'x'],
    ['xl/printerSettings/printerSettings1.bin', 'x'],
  ];
  expect(await told(await zipOf([types, ...macros, ['xl/workbook.xml', 'x']]))).toBe('xlsx false');
  expect(await told(await zipOf([['xl/workbook.xml', 'x']]))).toBe('xlsx false');
  expect(await told(await openDocument('spreadsheet'))).toBe('ods false');
  expect(await told(await openDocument('spreadsheet-template'))).toBe('ods false');
  expect(
    await told(await openDocument('spreadsheet', '<manifest:encryption-data manifest:checksum="x"/>')),
  ).toBe('ods true');
  const manifest =
    '<manifest:file-entry manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>';
  expect(await told(await zipOf([['META-INF/manifest.xml', manifest]]))).toBe('ods false');
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a --><!-- b -->\n';
  const flat = (kind: string) =>
    Buffer.from(
      `${head}<office:document ${'xmlns:x="urn:y" '.repeat(300)}office:mimetype="application/vnd.oasis.opendocument.${kind}">`,
    );
  expect(await told(flat('spreadsheet'))).toBe('fods false');
  expect(await told(flat('text'))).toBe('document');
  const excel2003 =
    '<?mso-application progid="Excel.Sheet"?>\r\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">';
  expect(await told(Buffer.from(`<?xml version="1.0"?>\n${excel2003}`))).toBe('xml false');
  expect(await told(Buffer.from(`\uFEFF${head}${excel2003}`, 'utf16le'))).toBe('xml false');
  expect(await told(Buffer.from(`${head}<ss:Workbook xmlns:ss="urn:x">`))).toBe('xml false');
});

test('what is no spreadsheet is said to be what it is', async () => {
  const what = async (file: Buffer) => {
    const { code, params } = await readError(file);
    return `${code} ${params.what}`;
  };
  const noise = Buffer.from(
    Array.from({ length: 4000 }, (_, index) => (Math.imul(index + 1, 2654435761) >>> 13) & 0xff),
  );
  expect(await what(Buffer.from('%PDF-1.7\n%âãÏÓ\n'))).toBe('FILE_UNKNOWN pdf');
  expect(await what(Buffer.from('ffd8ffe000104a46494600', 'hex'))).toBe('FILE_UNKNOWN image');
  expect(await what(Buffer.from('89504e470d0a1a0a0000000d', 'hex'))).toBe('FILE_UNKNOWN image');
  expect(await what(Buffer.concat([Buffer.from('7f454c46020101', 'hex'), noise]))).toBe(
    'FILE_UNKNOWN executable',
  );
  expect(await what(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100), noise]))).toBe(
    'FILE_UNKNOWN executable',
  );
  expect(await what(Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), noise]))).toBe(
    'FILE_UNKNOWN archive',
  );
  expect(
    await what(
      await zipOf([
        ['[Content_Types].xml', '<Types/>'],
        ['word/document.xml', ''],
      ]),
    ),
  ).toBe('FILE_UNKNOWN document');
  expect(await what(compoundFile([{ name: 'WordDocument', data: Buffer.alloc(9000) }]))).toBe(
    'FILE_UNKNOWN document',
  );
  expect(await what(await openDocument('text'))).toBe('FILE_UNKNOWN document');
  expect(
    await what(
      await zipOf([
        ['OFD.xml', '<x/>'],
        ['Doc_0/Document.xml', ''],
      ]),
    ),
  ).toBe('FILE_UNKNOWN ofd');
  const iwa = zipOf([
    ['Index/Document.iwa', 'x'],
    ['Index/Tables/Tile.iwa', 'x'],
  ]);
  expect(await what(await iwa)).toBe('FILE_UNKNOWN numbers');
  expect(await what(compoundFile([{ name: 'PowerPoint Document', data: Buffer.alloc(9000) }]))).toBe(
    'FILE_UNKNOWN presentation',
  );
  const access = Buffer.concat([Buffer.from('\0\x01\0\0Standard ACE DB\0', 'latin1'), Buffer.alloc(4000)]);
  expect(await what(access)).toBe('FILE_UNKNOWN database');
  expect(await what(Buffer.from('SQLite format 3\0\x10\0', 'latin1'))).toBe('FILE_UNKNOWN database');
  const link = Buffer.from('4c0000000114020000000000c000000000000046', 'hex');
  expect(await what(link)).toBe('FILE_UNKNOWN shortcut');
  expect(await what(Buffer.from('[InternetShortcut]\r\nURL=https://x/'))).toBe('FILE_UNKNOWN shortcut');
  const owner = Buffer.alloc(165, 0x20);
  owner.write('\x06教务', 0);
  expect(await what(owner)).toBe('FILE_UNKNOWN lock-file');
  const login =
    '<!DOCTYPE html><html><body><form><table><tr><td>用户名<input name="u"></td></tr><tr><td>密码<input name=p TYPE="password"></td></tr></table></form></body></html>';
  expect(await what(Buffer.from(login))).toBe('FILE_UNKNOWN login-page');
  expect(await what(Buffer.from('<?xml version="1.0"?><students><student/></students>'))).toBe(
    'FILE_UNKNOWN xml',
  );
  expect(await what(noise)).toBe('FILE_UNKNOWN binary');
  expect(await what(deflateSync(noise))).toBe('FILE_UNKNOWN binary');
  expect(await what(Buffer.from('a,b\n\0\0\0,1\n'))).toBe('FILE_UNKNOWN binary');
});

test('a table that begins like something else is still a table', async () => {
  for (const text of [
    'MZ,BM\n1,2\n',
    'BM编号,姓名\n1,张三\n',
    'ID;姓名\n1;张三\n',
    '<5,张三\n',
    'PK,值\n1,2\n',
  ]) {
    expect((await sniffFile(Buffer.from(text))).format, text).toBe('csv');
  }
});

test('truncated and corrupted zips are damaged', async () => {
  const whole = await workbook();
  for (const length of [4, 30, 200, whole.length - 22, whole.length - 1]) {
    expect(await readError(whole.subarray(0, length)), String(length)).toMatchObject({
      code: 'FILE_DAMAGED',
    });
  }
  const parts = [...workbookParts({ sheets: [{ name: 'S', xml: '<row><c><v>1</v></c></row>' }] })];
  const entries = parts.map(([name, data]) => ({ name, data, stored: true }));
  const sheet = (change: object) =>
    readError(
      rawZip(entries.map((entry) => (entry.name.includes('sheet1') ? { ...entry, ...change } : entry))),
    );
  expect(await sheet({ crc: 1 })).toMatchObject({ code: 'FILE_DAMAGED' });
  expect(await sheet({ stored: false, size: 100_000 })).toMatchObject({ code: 'FILE_DAMAGED' });
  expect(await sheet({ stored: false, size: 10 })).toMatchObject({ code: 'FILE_UNSAFE' });
  expect(await sheet({ method: 12 })).toMatchObject({ code: 'FILE_FORMAT_UNSUPPORTED' });
  expect(await readError(rawZip(entries.filter((entry) => !entry.name.includes('sheet1'))))).toMatchObject({
    code: 'FILE_DAMAGED',
  });
  expect(await readError(rawZip(entries.filter((entry) => entry.name !== 'xl/workbook.xml')))).toMatchObject({
    code: 'FILE_DAMAGED',
  });
});

test('a zip bomb is refused before it is inflated', async () => {
  const parts = workbookParts({ sheets: [{ name: 'S', xml: '' }] });
  const bomb = (name: string) =>
    rawZip(
      [...parts].map(([part, data]) => ({
        name: part,
        data: part === name ? Buffer.alloc(40_000_000, 32) : data,
      })),
    );
  expect(await readError(bomb('xl/worksheets/sheet1.xml'))).toMatchObject({
    code: 'FILE_UNSAFE',
    params: { what: 'ratio' },
  });
  expect(await readError(bomb('xl/workbook.xml'))).toMatchObject({ code: 'FILE_UNSAFE' });
  const huge = [...parts].map(([name, data]) => ({
    name,
    data,
    ...(name.includes('sheet1') && { size: 2 ** 45, zip64: true }),
  }));
  expect(await readError(rawZip(huge))).toMatchObject({ code: 'FILE_UNSAFE' });
});

test('a workbook whose name list lies outside of the file', async () => {
  const file = await readFile(await written('lie.xlsx', await workbook()));
  const end = file.length - 22;
  file.writeUInt32LE(0x7fffffff, end + 16);
  expect(await readError(file)).toMatchObject({ code: 'FILE_DAMAGED' });
});

async function written(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** The smallest dBase III table: one field, no records. */
function dbf(): Buffer {
  const bytes = Buffer.alloc(66);
  bytes[0] = 3;
  bytes.set([126, 11, 24], 1);
  bytes.writeUInt16LE(65, 8);
  bytes.writeUInt16LE(11, 10);
  bytes.write('KSH', 32);
  bytes.write('C', 43);
  bytes[48] = 10;
  bytes[64] = 0x0d;
  bytes[65] = 0x1a;
  return bytes;
}
