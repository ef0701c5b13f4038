import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import officeCrypto from 'officecrypto-tool';
import { beforeAll, describe, expect, test } from 'vitest';
import { openByteSource } from '../../electron/archive/byteSource.ts';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';
import { openArchive } from '../../electron/archive/openArchive.ts';
import { readCompoundFile } from '../../electron/import/readers/compoundFile.ts';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import type { Cell } from '../../electron/import/readers/reader.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { compoundFile } from '../fixtures/spreadsheets/compoundFile.ts';
import { convertByLibreOffice, programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { lockOds, type OdsLockOptions } from '../fixtures/spreadsheets/lockOds.ts';
import { cryptoApiLock, lockXls, xorLock } from '../fixtures/spreadsheets/lockXls.ts';
import { odsFile } from '../fixtures/spreadsheets/odsFile.ts';
import { readCells } from '../fixtures/spreadsheets/readAll.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { writeXlsx } from '../harness/runImport.ts';

const PYTHON = '/usr/bin/python3';
const PASSWORD = '密码Ab1 ';
const EXCELS_OWN = 'VelvetSweatshop';
const FIXTURES = join(import.meta.dirname, '../fixtures/spreadsheets');
const hasUno = existsSync('/usr/bin/soffice') && programRuns(PYTHON, ['-c', 'import uno']);

const folder = folderForAll();
const path = (name: string) => join(folder, name);
let plain: Buffer;
let cells: Cell[][];

beforeAll(async () => {
  const rows = Array.from({ length: 300 }, (_, index) => {
    const number = String(index).padStart(4, '0');
    return [`2023${number}`, `张䶮${index}`, `11010519900307${number}`];
  });
  await writeXlsx(folder, 'plain.xlsx', rows);
  plain = readFileSync(path('plain.xlsx'));
  cells = await readCells(plain);
});

/** What comes out with a password, or the code of the refusal. */
async function unlocked(file: string | Buffer, password: string | null): Promise<Cell[][] | string> {
  try {
    const opened = await openSpreadsheet(file, { password });
    const rows: Cell[][] = [];
    try {
      for await (const batch of opened.rows({ sheet: null })) rows.push(...batch.map((row) => row.cells));
    } finally {
      await opened.close();
    }
    return rows;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** Cut or changed anywhere, it ends in a sentence. */
async function expectSentences(bytes: Buffer): Promise<void> {
  for (let part = 1; part < 8; part++) {
    const at = Math.floor((bytes.length * part) / 8);
    expect(await unlocked(bytes.subarray(0, at), PASSWORD)).toMatch(/^FILE_/);
    const changed = Buffer.from(bytes);
    for (let index = at; index < at + 4; index++) changed[index]! ^= 0x5a;
    const told = await unlocked(changed, PASSWORD);
    // In parts that nobody reads, such as settings and pictures, it harms nothing.
    if (typeof told === 'string') expect(told).toMatch(/^FILE_/);
    else expect(told).toEqual(cells);
  }
}

async function expectLocked(file: string | Buffer, password = PASSWORD): Promise<void> {
  expect(await unlocked(file, null)).toBe('FILE_ENCRYPTED');
  expect(await unlocked(file, `${password}x`)).toBe('FILE_PASSWORD_WRONG');
  expect(await unlocked(file, password)).toEqual(cells);
}

describe('workbooks of Excel 2007 and later', () => {
  test.for(['standard', undefined] as const)('%s encryption', async (type) => {
    const bytes = officeCrypto.encrypt(plain, { password: PASSWORD, ...(type && { type }) });
    await expectLocked(bytes);
  });

  test('one that is only kept from changes opens without asking, whatever is typed', async () => {
    const bytes = officeCrypto.encrypt(plain, { password: EXCELS_OWN });
    expect(await unlocked(bytes, null)).toEqual(cells);
    expect(await unlocked(bytes, 'something')).toEqual(cells);
  });

  test('a file that would have a password hashed for hours is refused, a broken one is told', async () => {
    const bytes = officeCrypto.encrypt(plain, { password: PASSWORD });
    const info = bytes.indexOf('spinCount="100000"');
    const endless = Buffer.from(bytes);
    endless.write('spinCount="9e9999"', info);
    expect(await unlocked(endless, PASSWORD)).toBe('FILE_UNSAFE');
    const other = Buffer.from(bytes);
    other.write('ChainingModeCFB', bytes.indexOf('ChainingModeCBC'));
    expect(await unlocked(other, PASSWORD)).toBe('FILE_ENCRYPTION_UNKNOWN');
    const broken = Buffer.from(bytes);
    for (let at = broken.length >> 1; at < (broken.length >> 1) + 1000; at++) broken[at]! ^= 0x5a;
    expect(await unlocked(broken, PASSWORD)).toMatch(/^FILE_(DAMAGED|UNKNOWN|UNSAFE)$/);
  });

  test('a cancel gets through while the password is hashed', async () => {
    const bytes = officeCrypto.encrypt(plain, { password: PASSWORD });
    bytes.write('spinCount="9999999"', bytes.indexOf('spinCount="100000"'));
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    await expect(
      openSpreadsheet(bytes, { password: PASSWORD, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('protected by rights management: no password helps', async () => {
    const bytes = compoundFile([{ name: 'EncryptedPackage', data: Buffer.alloc(4096, 2) }]);
    expect(await unlocked(bytes, PASSWORD)).toBe('FILE_ENCRYPTION_UNKNOWN');
  });
});

describe.skipIf(!hasUno)('files that LibreOffice locked', () => {
  test('.xlsx, .xls, and .ods with AES and with Blowfish', async () => {
    const targets = [
      'lo.xlsx=Calc MS Excel 2007 XML',
      'lo.xls=MS Excel 97',
      'lo.ods=calc8',
      'lo11.ods=calc8+1.1',
    ];
    const profile = path('profile');
    const script = join(FIXTURES, 'writeLocked.py');
    execFileSync(PYTHON, [script, folder, profile, PASSWORD, path('plain.xlsx'), ...targets], {
      stdio: 'ignore',
    });
    await expectLocked(path('lo.xlsx'));
    await expectLocked(path('lo.xls'));
    await expectLocked(path('lo.ods'));
    await expectLocked(path('lo11.ods'));
    const old = readFileSync(path('lo11.ods'));
    const archive = await openArchive(old);
    const manifest = archive.files.find((file) => file.path === 'META-INF/manifest.xml')!;
    expect((await archive.read(manifest, 1 << 20)).toString()).toContain('Blowfish CFB');
    await archive.close();
    await expectSentences(old);
    await expectSentences(readFileSync(path('lo.ods')));
  }, 60_000);
});

describe.skipIf(!existsSync('/usr/bin/soffice'))('workbooks of Excel 97 to 2003', () => {
  let stream: Buffer;

  beforeAll(async () => {
    convertByLibreOffice('xls:MS Excel 97', folder, [path('plain.xlsx')], folder);
    const source = await openByteSource(path('plain.xls'));
    const found = (await (await readCompoundFile(source))!.stream('Workbook'))!;
    stream = await found.read(0, found.size);
    await source.close();
  }, 60_000);

  const locks = {
    'XOR obfuscation': { password: 'Ab1 45', lock: xorLock },
    'XOR obfuscation, the longest password': { password: '123456789012345', lock: xorLock },
    'RC4 by CryptoAPI, 40 bits': { password: PASSWORD, lock: (text: string) => cryptoApiLock(text, 40) },
    'RC4 by CryptoAPI, 128 bits': { password: PASSWORD, lock: (text: string) => cryptoApiLock(text, 128) },
  };
  for (const [name, { password, lock }] of Object.entries(locks)) {
    test(name, async () => {
      const file = path('locked.xls');
      writeFileSync(file, compoundFile([{ name: 'Workbook', data: lockXls(stream, lock(password)) }]));
      await expectLocked(file, password);
      // Without its container, as web programs write it.
      await expectLocked(lockXls(stream, lock(password)), password);
      // Another program must take the file for what it is meant to be.
      const byOther = await officeCrypto.decrypt(readFileSync(file), { password });
      expect(await readCells(byOther)).toEqual(cells);
    });
  }

  test('one that is only kept from changes opens without asking', async () => {
    const bytes = lockXls(stream, cryptoApiLock(EXCELS_OWN, 128));
    expect(await unlocked(bytes, null)).toEqual(cells);
  });

  test('cut off anywhere, it ends in a sentence', async () => {
    const bytes = compoundFile([{ name: 'Workbook', data: lockXls(stream, cryptoApiLock(PASSWORD, 128)) }]);
    for (let length = 600; length < bytes.length; length += 2111) {
      expect(await unlocked(bytes.subarray(0, length), PASSWORD)).toMatch(/^FILE_/);
    }
  });
});

describe('OpenDocument as LibreOffice 24.2 and later lock it: the whole package', () => {
  let ods: Buffer;
  const locked = (options: OdsLockOptions = {}) => lockOds(ods, PASSWORD, options);

  beforeAll(async () => {
    const rows = cells.map(
      (row) =>
        `<table:table-row>${row.map((cell) => `<table:table-cell office:value-type="string"><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`,
    );
    ods = await odsFile(`<table:table table:name="名单">${rows.join('')}</table:table>`);
  });

  test('opened with its password, whether packed before or not', async () => {
    await expectLocked(locked());
    await expectLocked(locked({ packs: false }));
  });

  test('a file that would keep us busy or is for a certificate is refused, a broken one told', async () => {
    for (const says of [{ memory: '4000000' }, { passes: '1000000000' }, { passes: '' }, { lanes: '0' }])
      expect(await unlocked(locked({ says }), PASSWORD)).toBe('FILE_UNSAFE');
    expect(await unlocked(locked({ says: { derivation: 'PGP' } }), null)).toBe('FILE_ENCRYPTION_UNKNOWN');
    expect(await unlocked(locked({ says: { cipher: 'http://example.org/#chacha20' } }), null)).toBe(
      'FILE_ENCRYPTION_UNKNOWN',
    );
    await expectSentences(locked());
  });
});

describe('archives', () => {
  async function lockedZip(options: {
    zipCrypto?: boolean;
    encryptionStrength?: 1 | 2 | 3;
    password?: string;
    rawPassword?: Uint8Array;
  }): Promise<Buffer> {
    const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options });
    await zip.add('一班/名单.xlsx', new BlobReader(new Blob([new Uint8Array(plain)])));
    await zip.add('一班/说明.txt', new BlobReader(new Blob(['没有压缩'])), { level: 0 });
    await zip.add('空.txt', new BlobReader(new Blob([])));
    return Buffer.from(await (await zip.close()).arrayBuffer());
  }
  async function contents(bytes: Buffer, password: string | null): Promise<Record<string, string> | string> {
    try {
      const archive = await openArchive(bytes, password);
      const found: Record<string, string> = {};
      for (const file of archive.files) {
        const read = await archive.read(file, 1 << 20);
        found[file.path] = read.equals(plain) ? 'the workbook' : read.toString();
      }
      await archive.close();
      return found;
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  }
  const expected = { '一班/名单.xlsx': 'the workbook', '一班/说明.txt': '没有压缩', '空.txt': '' };

  test.for([
    { zipCrypto: true },
    { encryptionStrength: 1 as const },
    { encryptionStrength: 2 as const },
    { encryptionStrength: 3 as const },
  ])('%j', async (options) => {
    const rawPassword = Buffer.from(PASSWORD);
    const bytes = await lockedZip({ ...options, rawPassword });
    expect(await contents(bytes, null)).toBe('FILE_ENCRYPTED');
    expect(await contents(bytes, 'wrong')).toBe('FILE_PASSWORD_WRONG');
    expect(await contents(bytes, PASSWORD)).toEqual(expected);
    // Read twice, as photos are.
    expect(await contents(bytes, PASSWORD)).toEqual(expected);
  });

  test('a password in the code page of a Chinese computer', async () => {
    const bytes = await lockedZip({ zipCrypto: true, rawPassword: encodeGb18030('密码') });
    expect(await contents(bytes, '密码')).toEqual(expected);
  });

  test('a wrong password that passes the check of one byte is told as wrong, never as damage', async () => {
    const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, zipCrypto: true, password: 'right' });
    await zip.add('名单.xlsx', new BlobReader(new Blob([new Uint8Array(plain)])));
    const bytes = Buffer.from(await (await zip.close()).arrayBuffer());
    const told = new Set<unknown>();
    for (let guess = 0; guess < 1000; guess++) told.add(await contents(bytes, `no${guess}`));
    expect([...told]).toEqual(['FILE_PASSWORD_WRONG']);
  });

  test('sealed content that was changed is damaged', async () => {
    const bytes = await lockedZip({ encryptionStrength: 3, password: PASSWORD });
    bytes[400]! ^= 1;
    expect(await contents(bytes, PASSWORD)).toBe('FILE_DAMAGED');
  });

  test.skipIf(!existsSync('/usr/bin/zip'))('as zip itself locks them', async () => {
    execFileSync('zip', ['-q', '-j', '-P', 'secret', path('zip.zip'), path('plain.xlsx')]);
    const bytes = readFileSync(path('zip.zip'));
    expect(await contents(bytes, 'secret')).toEqual({ 'plain.xlsx': 'the workbook' });
  });
});
