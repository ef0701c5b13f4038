import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeEntryNames } from '../../electron/archive/decodeEntryNames.ts';
import { type FileCollection, fileFinding } from '../../electron/archive/fileCollection.ts';
import { openArchive } from '../../electron/archive/openArchive.ts';
import { walkFolder } from '../../electron/archive/walkFolder.ts';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { type RawZipEntry, rawZip } from '../fixtures/rawZip.ts';
import { zipOf } from '../fixtures/spreadsheets/workbookFromXml.ts';

const PYTHON = '/usr/bin/python3';
const MEGABYTE = 1024 * 1024;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-archive-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const states = (archive: FileCollection) =>
  Object.fromEntries(
    archive.files.map(({ path, state }) => [
      path,
      state.kind === 'ok' || state.kind === 'encrypted' ? state.kind : `${state.kind} ${state.reason}`,
    ]),
  );
const opened = (entries: RawZipEntry[]) => openArchive(rawZip(entries));

describe('the files of a zip', () => {
  test('are listed with their sizes and read whole', async () => {
    const archive = await openArchive(
      await zipOf([
        ['照片/23110001.jpg', 'JPEG 1'],
        ['照片/23110002.jpg', 'JPEG 22'],
      ]),
    );
    expect(archive.kind).toBe('zip');
    expect(archive.files).toEqual([
      { index: 0, path: '照片/23110001.jpg', size: 6, state: { kind: 'ok' } },
      { index: 1, path: '照片/23110002.jpg', size: 7, state: { kind: 'ok' } },
    ]);
    expect((await archive.read(archive.files[1]!, 7)).toString()).toBe('JPEG 22');
    expect((await archive.read(archive.files[0]!, MEGABYTE)).toString()).toBe('JPEG 1');
    await expect(archive.read(archive.files[1]!, 6)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    await expect(archive.read(archive.files[1]!, 99, AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await archive.close();
  });

  test('folders and what systems leave behind are counted, not listed', async () => {
    const archive = await opened([
      { name: 'photos/' },
      { name: 'photos/1.jpg', data: 'x' },
      { name: 'photos\\2.jpg', data: 'x' },
      { name: 'photos\\deep\\' },
      { name: '__MACOSX/photos/._1.jpg', data: 'x' },
      { name: 'photos/.DS_Store', data: 'x' },
      { name: 'photos/Thumbs.db', data: 'x' },
      { name: '~$名单.xlsx', utf8Flag: true, data: 'x' },
      { name: './photos//3.jpg', data: 'x' },
    ]);
    expect(archive.skipped).toEqual({ folders: 2, systemFiles: 4, links: 0 });
    expect(archive.files.map((file) => file.path)).toEqual(['photos/1.jpg', 'photos/2.jpg', 'photos/3.jpg']);
  });

  test('paths that leave the folder, by any trick, are unsafe and are never read', async () => {
    const names = [
      '../evil.jpg',
      'a/../../evil.jpg',
      '/etc/passwd',
      'C:\\evil.jpg',
      'c:evil.jpg',
      '..\\evil.jpg',
      'a\\..\\..\\evil.jpg',
      '\\\\server\\share\\evil.jpg',
      'a/.. /evil.jpg',
      'a/.../evil.jpg',
      'evil.jpg\0.txt',
      '..',
      '.',
      '',
      '../folder/',
      '/',
    ];
    const archive = await opened(names.map((name) => ({ name, data: 'x' })));
    expect(archive.files).toHaveLength(names.length);
    for (const file of archive.files) {
      expect(file.state.kind, JSON.stringify(file.path)).toBe('unsafe');
      await expect(archive.read(file, MEGABYTE)).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
      expect(fileFinding(file)).toMatchObject({ code: 'ENTRY_UNSAFE', severity: 'block', value: file.path });
    }
  });

  test('names with dots that stay inside are fine', async () => {
    const archive = await opened(
      ['a..b.jpg', '..a.jpg', 'a/.hidden', 'x.', '张·三.jpg'].map((name) => ({ name, utf8Flag: true })),
    );
    expect(Object.values(states(archive))).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  });

  test('links, encrypted entries and bombs are told apart', async () => {
    const archive = await opened([
      { name: 'link.jpg', data: '/etc/passwd', unixMode: 0o120777 },
      { name: 'plain.jpg', data: 'x', unixMode: 0o100644 },
      { name: 'locked.jpg', data: 'xxxxxxxxxxxxx', encryptedFlag: true },
      { name: 'bomb.jpg', data: Buffer.alloc(30 * MEGABYTE) },
      { name: 'empty.bmp', data: Buffer.alloc(MEGABYTE) },
      { name: 'again.jpg', data: 'x', sameBytesAs: 1 },
    ]);
    expect(states(archive)).toEqual({
      'link.jpg': 'unsafe link',
      'plain.jpg': 'ok',
      'locked.jpg': 'encrypted',
      'bomb.jpg': 'bomb ratio',
      'empty.bmp': 'ok',
      'again.jpg': 'bomb overlap',
    });
    expect(archive.files.map((file) => fileFinding(file)?.code ?? null)).toEqual([
      'ENTRY_UNSAFE',
      null,
      'ENTRY_ENCRYPTED',
      'ARCHIVE_BOMB',
      null,
      'ARCHIVE_BOMB',
    ]);
    await expect(archive.read(archive.files[2]!, 99)).rejects.toMatchObject({ code: 'FILE_ENCRYPTED' });
    await expect(archive.read(archive.files[3]!, 2 ** 40)).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
  });

  test('content that does not match its checksum or size is damaged; a lie about the size is stopped', async () => {
    const archive = await opened([
      { name: 'crc.jpg', data: 'content', crc: 7 },
      { name: 'short.jpg', data: 'content', size: 70 },
      { name: 'long.jpg', data: Buffer.alloc(30 * MEGABYTE), size: 1000 },
      { name: 'stored.jpg', data: 'content', stored: true, crc: 7 },
      { name: 'method.jpg', data: 'content', method: 9 },
      { name: 'fine.jpg', data: 'content', zip64: true },
    ]);
    const code = async (index: number) => {
      try {
        return (await archive.read(archive.files[index]!, MEGABYTE)).toString();
      } catch (error) {
        return error instanceof AppError ? error.code : error;
      }
    };
    expect(await Promise.all([0, 1, 2, 3, 4, 5].map(code))).toEqual([
      'FILE_DAMAGED',
      'FILE_DAMAGED',
      'FILE_UNSAFE',
      'FILE_DAMAGED',
      'FILE_FORMAT_UNSUPPORTED',
      'content',
    ]);
  });

  test('all entries together beyond the limit, a list cut short, no zip at all', async () => {
    await expect(
      opened(
        Array.from({ length: 20 }, (_, index) => ({
          name: `${index}.jpg`,
          data: 'x',
          size: 2 ** 32,
          zip64: true,
        })),
      ),
    ).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    const whole = rawZip([{ name: 'a.jpg', data: 'x' }]);
    await expect(openArchive(whole.subarray(0, whole.length - 5))).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
    });
    await expect(openArchive(Buffer.from('no zip'))).rejects.toMatchObject({ code: 'FILE_DAMAGED' });
    await expect(openArchive(join(folder, 'missing.zip'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  test('a spreadsheet within a zip within a zip is read from memory', async () => {
    const inner = await zipOf([['名单.csv', '考生号,姓名\n1,张三\n']]);
    const outer = await openArchive(await zipOf([['一班.zip', inner]]));
    const middle = await openArchive(await outer.read(outer.files[0]!, MEGABYTE));
    const sheet = await openSpreadsheet(await middle.read(middle.files[0]!, MEGABYTE));
    const rows = [];
    for await (const batch of sheet.rows({ sheet: null })) rows.push(...batch);
    expect(rows[1]!.cells).toEqual(['1', '张三']);
    await sheet.close();
    await middle.close();
    await outer.close();
  });

  test('a mutated zip ends in files or in an AppError', { timeout: 60_000 }, async () => {
    const whole = rawZip([
      { name: '照片/1.jpg', utf8Flag: true, data: 'x'.repeat(500) },
      {
        name: Buffer.from('d5d5c6ac2f322e6a7067', 'hex'),
        data: 'y'.repeat(500),
        unicodePath: '照片/2.jpg',
        zip64: true,
      },
      { name: 'c.jpg', stored: true, data: 'z'.repeat(100) },
    ]);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const mutated = Buffer.from(whole);
        for (const [at, value] of changes) mutated[at] = value;
        try {
          const archive = await openArchive(mutated);
          for (const file of archive.files) await archive.read(file, MEGABYTE);
          await archive.close();
        } catch (error) {
          if (!(error instanceof AppError && error.code.startsWith('FILE_'))) throw error;
        }
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });
});

describe('the names in a zip', () => {
  const gbk = (hex: string) => ({ bytes: Buffer.from(hex, 'hex'), utf8Flag: false, extraFields: [] });
  const utf8 = (name: string, flag = false) => ({
    bytes: Buffer.from(name),
    utf8Flag: flag,
    extraFields: [],
  });

  test('are decoded for the archive as a whole', () => {
    // 牛 in GBK (C5 A3) is valid UTF-8 too.
    expect(decodeEntryNames([gbk('c5a3')])).toEqual({ names: ['ţ'], encoding: 'utf-8' });
    expect(decodeEntryNames([gbk('c5a3'), gbk('d5c5c8fd')])).toEqual({
      names: ['牛', '张三'],
      encoding: 'gb18030',
    });
    expect(decodeEntryNames([utf8('张三'), utf8('a')])).toEqual({ names: ['张三', 'a'], encoding: 'utf-8' });
    expect(decodeEntryNames([utf8('张三', true), gbk('d5c5c8fd')])).toEqual({
      names: ['张三', '张三'],
      encoding: 'gb18030',
    });
    // The flag says UTF-8, the bytes do not: some programs set it and write GBK.
    expect(decodeEntryNames([{ ...gbk('d5c5c8fd'), utf8Flag: true }])).toEqual({
      names: ['张三'],
      encoding: 'gb18030',
    });
    expect(decodeEntryNames([])).toEqual({ names: [], encoding: 'utf-8' });
  });

  test('GBK characters whose second byte is a backslash stay whole', async () => {
    // 乗 81 5C
    const archive = await opened([{ name: Buffer.from('815c2f815c2e6a7067', 'hex'), data: 'x' }]);
    expect(archive.nameEncoding).toBe('gb18030');
    expect(archive.files[0]!.path).toBe('乗/乗.jpg');
  });

  test('the Unicode Path field counts only for the name that it was made for', async () => {
    const archive = await opened([
      { name: Buffer.from('d5c5c8fd', 'hex'), unicodePath: '张三丰', data: 'x' },
    ]);
    expect(archive.files[0]!.path).toBe('张三丰');
    const bytes = rawZip([{ name: Buffer.from('d5c5c8fd', 'hex'), unicodePath: '张三丰', data: 'x' }]);
    const other = bytes.lastIndexOf(Buffer.from('d5c5c8fd', 'hex'));
    bytes[other] = 0xc0;
    bytes[other + 1] = 0xee;
    expect((await openArchive(bytes)).files[0]!.path).toBe('李三');
  });

  test.skipIf(!existsSync(PYTHON))('as Python and Chinese programs of Windows write them', async () => {
    const script = fileURLToPath(new URL('../fixtures/spreadsheets/writeZips.py', import.meta.url));
    execFileSync(PYTHON, [script, folder]);
    for (const [file, encoding] of [
      ['gbk.zip', 'gb18030'],
      ['utf8.zip', 'utf-8'],
    ] as const) {
      const archive = await openArchive(join(folder, file));
      expect(archive.nameEncoding).toBe(encoding);
      expect(archive.files.map((entry) => entry.path)).toEqual([
        '照片/110105200301011234张三.jpg',
        '照片/牛.jpg',
      ]);
      expect((await archive.read(archive.files[0]!, MEGABYTE)).toString()).toBe('JPEG');
      await archive.close();
    }
  });

  test.skipIf(!existsSync('/usr/bin/zip'))('links and passwords as zip writes them', async () => {
    const inside = join(folder, 'zipped');
    await mkdir(inside);
    await writeFile(join(inside, 'a.jpg'), 'JPEG');
    await symlink('/etc/passwd', join(inside, 'b.jpg'));
    execFileSync('zip', ['-q', '-r', '-y', '../links.zip', '.'], { cwd: inside });
    execFileSync('zip', ['-q', '-P', 'secret', '../locked.zip', 'a.jpg'], { cwd: inside });
    const links = await openArchive(join(folder, 'links.zip'));
    expect(states(links)).toEqual({ 'a.jpg': 'ok', 'b.jpg': 'unsafe link' });
    expect(states(await openArchive(join(folder, 'locked.zip')))).toEqual({ 'a.jpg': 'encrypted' });
  });
});

describe('the files of a folder', () => {
  test('are listed sorted, links not followed, and read', async () => {
    const root = join(folder, 'walk');
    await mkdir(join(root, '二班'), { recursive: true });
    await mkdir(join(root, '__MACOSX'));
    await writeFile(join(root, '二班', '2.jpg'), 'two');
    await writeFile(join(root, 'b.jpg'), 'bb');
    await writeFile(join(root, 'a.jpg'), 'a');
    await writeFile(join(root, '.DS_Store'), 'x');
    await symlink(join(root, 'a.jpg'), join(root, 'inside.jpg'));
    await symlink(join(root, '..'), join(root, 'loop'));
    await symlink('/etc/passwd', join(root, 'outside.jpg'));
    await symlink(join(root, 'gone'), join(root, 'nowhere.jpg'));
    const files = await walkFolder(root);
    expect(files.kind).toBe('folder');
    expect(states(files)).toEqual({
      'a.jpg': 'ok',
      'b.jpg': 'ok',
      loop: 'unsafe link',
      'nowhere.jpg': 'unsafe link',
      'outside.jpg': 'unsafe link',
      '二班/2.jpg': 'ok',
    });
    expect(files.files.map((file) => file.index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(files.skipped).toEqual({ folders: 1, systemFiles: 2, links: 1 });
    expect((await files.read(files.files[5]!, 3)).toString()).toBe('two');
    await expect(files.read(files.files[5]!, 2)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    await expect(files.read(files.files[4]!, 2 ** 30)).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
    await rm(join(root, 'a.jpg'));
    await symlink('/etc/passwd', join(root, 'a.jpg'));
    await expect(files.read(files.files[0]!, 2 ** 30)).rejects.toBeInstanceOf(AppError);
    expect(await readdir(root)).toContain('b.jpg');
  });

  test('nothing there, or a file in its place', async () => {
    await expect(walkFolder(join(folder, 'missing'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await writeFile(join(folder, 'file'), 'x');
    await expect(walkFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(walkFolder(folder, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
