import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { openPhotoSet, type PhotoSource, photoSourceOf } from '../../electron/photos/openPhotoSet.ts';
import { DEFAULT_PHOTO_PROFILE } from '../../electron/photos/photoProfiles.ts';
import { type PhotoPlan, planPhotos } from '../../electron/photos/planPhotos.ts';
import { preparePhotos } from '../../electron/photos/preparePhotos.ts';
import { drawJpeg, drawPhoto } from '../fixtures/drawPhoto.ts';
import { rawZip } from '../fixtures/rawZip.ts';
import { studentLookup } from '../fixtures/studentLookup.ts';
import { STORE_KEY } from '../harness/storeKey.ts';

const STUDENTS = [
  {
    student: 'zhang',
    name: '张三',
    idNumber: '11010519491231002X',
    studentNo: '202100123',
    examNo: '21110105110042',
  },
  { student: 'li', name: '李四', idNumber: '440524188001010014', studentNo: '202100124' },
  { student: 'aili', name: '买买提·艾力', studentNo: '202100125' },
  { student: 'wang', name: '王五', studentNo: '202100126' },
];
const lookup = studentLookup(STUDENTS);

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-photos-'));
  dataDir = join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeFiles(root: string, files: Record<string, Uint8Array | string>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

async function prepare(
  source: PhotoSource,
  options: { signal?: AbortSignal; staged?: Set<string>; password?: string } = {},
) {
  const set = await openPhotoSet(source, options.signal, options.password);
  try {
    const staged = options.staged ?? new Set<string>();
    const { signal } = options;
    const files = await preparePhotos(set, {
      lookup,
      standard: DEFAULT_PHOTO_PROFILE,
      blobs: openBlobStore(dataDir, STORE_KEY),
      staged,
      ...(signal === undefined ? {} : { signal }),
    });
    return { set, files, staged };
  } finally {
    await set.close();
  }
}

async function plan(
  source: PhotoSource,
  current: Record<string, string> = {},
  options: { password?: string } = {},
): Promise<PhotoPlan> {
  const { files } = await prepare(source, options);
  return planPhotos({
    role: 'graduation',
    files,
    currentHash: (student) => current[student] ?? null,
    holders: () => [],
    alike: () => null,
    missingBefore: STUDENTS.length - Object.keys(current).length,
    inPopulation: () => true,
  });
}

/** Every row of a plan, as "path: outcome student codes". */
function told({ rows }: PhotoPlan): string[] {
  return rows.map(({ path, outcome, student, findings }) =>
    [`${path ?? '-'}:`, outcome, student ?? '', ...findings.map((finding) => finding.code)]
      .filter(Boolean)
      .join(' '),
  );
}

test('a folder with everything in it that offices have', async () => {
  const root = await writeFiles(join(folder, '毕业照片'), {
    '1班/202100123张三.jpg': await drawJpeg({ seed: 1 }),
    '1班/李四-440524188001010014.JPG': await drawJpeg({ seed: 2 }),
    '1班/Thumbs.db': 'x',
    '1班/说明.txt': '请勿改名',
    '2班/202100125+买买提•艾力.png': await drawPhoto({ seed: 3 }).png().toBuffer(),
    '2班/王五.jpg': await drawJpeg({ seed: 4 }),
    '2班/202100126.jpg': (await drawJpeg({ seed: 5 })).subarray(0, 4000),
    '2班/202100124.jpg': 'not a picture',
    '2班/名单.xlsx': 'PK',
    '2班/202100123李四.jpg': await drawJpeg({ seed: 6 }),
    '2班/202100123': 'no picture and no extension',
    '.DS_Store': 'x',
  });
  await writeFile(join(folder, 'outside.jpg'), await drawJpeg());
  await symlink(join(folder, 'outside.jpg'), join(root, '202100126.jpg'));
  const result = await plan({ kind: 'folder', path: root });
  expect(told(result).sort()).toEqual(
    [
      '-: dropped',
      '-: dropped',
      '1班/202100123张三.jpg: created zhang',
      '1班/李四-440524188001010014.JPG: created li',
      '1班/说明.txt: dropped',
      '202100126.jpg: rejected ENTRY_UNSAFE',
      '2班/202100123: dropped',
      '2班/202100123李四.jpg: ambiguous zhang PHOTO_AMBIGUOUS',
      '2班/202100124.jpg: rejected PHOTO_NOT_JPEG',
      '2班/202100125+买买提•艾力.png: created aili PHOTO_NOT_JPEG PHOTO_BYTES',
      '2班/202100126.jpg: rejected PHOTO_DAMAGED',
      '2班/名单.xlsx: dropped',
      '2班/王五.jpg: rejected PHOTO_UNMATCHED',
    ].sort(),
  );
  expect(result.counts).toEqual({
    rows: 13,
    created: 3,
    updated: 0,
    unchanged: 0,
    ambiguous: 1,
    rejected: 4,
    dropped: 5,
  });
  expect(result).toMatchObject({ unmatched: 1, missing: 1 });
  const hint = result.rows
    .flatMap((row) => row.findings)
    .find((finding) => finding.code === 'PHOTO_UNMATCHED');
  expect(hint).toMatchObject({
    suggestion: '202100126 王五',
    value: '2班/王五.jpg',
    field: 'graduation',
    severity: 'block',
  });
});

test('photos are stored as they are, only those that belong to somebody, and known before they are written', async () => {
  const photo = await drawJpeg({ seed: 9 });
  const root = await writeFiles(join(folder, 'photos'), {
    '202100123.jpg': photo,
    '无名.jpg': await drawJpeg({ seed: 10 }),
  });
  const { files, staged } = await prepare({ kind: 'folder', path: root });
  const stored = files.find((file) => file.path === '202100123.jpg');
  if (stored?.kind !== 'photo') throw new Error('the photo was not taken');
  expect([...staged]).toEqual([stored.hash]);
  const blobs = openBlobStore(dataDir, STORE_KEY);
  expect(await blobs.read(stored.hash)).toEqual(photo);
  expect(await blobs.sweep(() => false)).toEqual({ removed: 1, unfinished: 0 });
});

test.each(['gbk', 'utf-8'])('a zip written by another program, names in %s', async (encoding) => {
  const root = await writeFiles(join(folder, 'photos'), {
    '一班/202100123张三.jpg': await drawJpeg({ seed: 1 }),
    '一班/202100125买买提·艾力.jpg': await drawJpeg({ seed: 2 }),
    '一班/读我.txt': 'x',
  });
  const zip = join(folder, '照片.zip');
  execFileSync('python3', ['-c', PYTHON_ZIP, root, zip, encoding]);
  const source = await photoSourceOf([{ path: zip, name: '照片.zip' }]);
  expect(source).toEqual({ kind: 'zip', path: zip });
  const { set } = await prepare(source);
  expect(set).toMatchObject({ format: 'zip', nameEncoding: encoding === 'gbk' ? 'gb18030' : 'utf-8' });
  expect(told(await plan(source)).sort()).toEqual([
    '一班/202100123张三.jpg: created zhang',
    '一班/202100125买买提·艾力.jpg: created aili',
    '一班/读我.txt: dropped',
  ]);
});

/** Writes names as Windows does in China: bytes of the encoding, no flag, unless it is UTF-8. */
const PYTHON_ZIP = `
import os, sys, zipfile
root, target, encoding = sys.argv[1:]
class Info(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):
        flag = 0x800 if encoding == 'utf-8' else 0
        return self.filename.encode(encoding), (self.flag_bits & ~0x800) | flag
with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as archive:
    for place, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            path = os.path.join(place, name)
            with open(path, 'rb') as file:
                archive.writestr(Info(os.path.relpath(path, root)), file.read())
`;

test('the zip program: one zip for each class, in a folder and in a zip', async () => {
  const root = await writeFiles(join(folder, 'all'), {
    'a/202100123.jpg': await drawJpeg({ seed: 1 }),
    'b/202100124.jpg': await drawJpeg({ seed: 2 }),
    'loose 202100125.jpg': await drawJpeg({ seed: 3 }),
  });
  for (const name of ['a', 'b']) {
    execFileSync('zip', ['-q', '-r', `../${name}.zip`, '.'], { cwd: join(root, name) });
    await rm(join(root, name), { recursive: true });
  }
  await writeFile(join(root, 'broken.zip'), 'PK\x03\x04 and no more');
  const expected = [
    'a.zip/202100123.jpg: created zhang',
    'b.zip/202100124.jpg: created li',
    'broken.zip: rejected PHOTO_DAMAGED',
    'loose 202100125.jpg: created aili',
  ];
  expect(told(await plan({ kind: 'folder', path: root })).sort()).toEqual(expected);
  execFileSync('zip', ['-q', '-0', '-r', '../all.zip', '.'], { cwd: root });
  expect(told(await plan({ kind: 'zip', path: join(folder, 'all.zip') })).sort()).toEqual(expected);
});

test('a zip with a password wants it, also when only some of it is locked', async () => {
  const root = await writeFiles(join(folder, 'photos'), { '202100123.jpg': await drawJpeg({ seed: 1 }) });
  execFileSync('zip', ['-q', '-P', 'secret', '../locked.zip', '202100123.jpg'], { cwd: root });
  await expect(plan({ kind: 'zip', path: join(folder, 'locked.zip') })).rejects.toMatchObject({
    code: 'FILE_ENCRYPTED',
  });
  await writeFiles(root, { '202100124.jpg': await drawJpeg({ seed: 2 }) });
  execFileSync('zip', ['-q', '../locked.zip', '202100124.jpg'], { cwd: root });
  await expect(plan({ kind: 'zip', path: join(folder, 'locked.zip') })).rejects.toMatchObject({
    code: 'FILE_ENCRYPTED',
  });
  expect(
    told(await plan({ kind: 'zip', path: join(folder, 'locked.zip') }, {}, { password: 'secret' })),
  ).toEqual(['202100123.jpg: created zhang', '202100124.jpg: created li']);
});

test.each([{ zipCrypto: true }, { encryptionStrength: 3 as const }])(
  'photos in a zip locked with %j',
  async (lock) => {
    const zip = new ZipWriter(new BlobWriter(), {
      useWebWorkers: false,
      rawPassword: Buffer.from('口令'),
      ...lock,
    });
    const add = async (name: string, seed: number) =>
      zip.add(name, new BlobReader(new Blob([new Uint8Array(await drawJpeg({ seed }))])), { level: 0 });
    await add('一班/202100123.jpg', 1);
    await add('202100124.jpg', 2);
    const source = { kind: 'zip' as const, path: join(folder, 'locked.zip') };
    await writeFile(source.path, Buffer.from(await (await zip.close()).arrayBuffer()));
    await expect(plan(source)).rejects.toMatchObject({ code: 'FILE_ENCRYPTED' });
    await expect(plan(source, {}, { password: '错' })).rejects.toMatchObject({ code: 'FILE_PASSWORD_WRONG' });
    expect(told(await plan(source, {}, { password: '口令' }))).toEqual([
      '一班/202100123.jpg: created zhang',
      '202100124.jpg: created li',
    ]);
  },
);

test('entries made to do harm are refused, the others taken', async () => {
  const photo = await drawJpeg({ seed: 1 });
  const zip = join(folder, 'evil.zip');
  await writeFile(
    zip,
    rawZip([
      { name: '../202100123.jpg', data: photo },
      { name: '/etc/202100123.jpg', data: photo },
      { name: 'C:\\202100123.jpg', data: photo },
      { name: '202100124.jpg', data: photo },
      { name: '202100125.jpg', data: Buffer.alloc(20_000_000) },
      { name: '202100126.jpg', data: photo, crc: 1 },
      { name: 'link.jpg', data: '/etc/passwd', unixMode: 0o120777 },
      { name: 'twice.jpg', sameBytesAs: 3 },
    ]),
  );
  const result = await plan({ kind: 'zip', path: zip });
  expect(told(result)).toEqual([
    '../202100123.jpg: rejected ENTRY_UNSAFE',
    '/etc/202100123.jpg: rejected ENTRY_UNSAFE',
    'C:\\202100123.jpg: rejected ENTRY_UNSAFE',
    '202100124.jpg: created li',
    '202100125.jpg: rejected ARCHIVE_BOMB',
    '202100126.jpg: rejected PHOTO_DAMAGED',
    'link.jpg: rejected ENTRY_UNSAFE',
    'twice.jpg: rejected ARCHIVE_BOMB',
  ]);
  expect(result.counts).toMatchObject({ rows: 8, created: 1, rejected: 7 });
});

test('files that come one by one keep the paths that they are given', async () => {
  const root = await writeFiles(join(folder, 'incoming'), {
    f1: await drawJpeg({ seed: 1 }),
    f2: await drawJpeg({ seed: 2 }),
    f3: 'x',
    f4: 'x',
  });
  const source = await photoSourceOf([
    { path: join(root, 'f1'), name: '班\\202100123.jpg' },
    { path: join(root, 'f2'), name: '../202100124.jpg' },
    { path: join(root, 'f3'), name: 'Thumbs.db' },
    { path: join(root, 'f4'), name: '说明.txt' },
  ]);
  expect(told(await plan(source))).toEqual([
    '班/202100123.jpg: created zhang',
    '../202100124.jpg: rejected ENTRY_UNSAFE',
    '说明.txt: dropped',
    '-: dropped',
  ]);
});

test('what cannot be read at all has a code', async () => {
  await expect(photoSourceOf([{ path: join(folder, 'nowhere'), name: 'nowhere' }])).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
  });
  await mkdir(join(folder, 'empty'));
  await expect(plan({ kind: 'folder', path: join(folder, 'empty') })).rejects.toMatchObject({
    code: 'FILE_NO_ROWS',
  });
  await expect(plan({ kind: 'files', files: [] })).rejects.toMatchObject({ code: 'FILE_NO_ROWS' });
  await writeFile(join(folder, 'a.rar'), 'Rar!\x1a\x07\x01\x00');
  await expect(photoSourceOf([{ path: join(folder, 'a.rar'), name: 'a.rar' }])).rejects.toMatchObject({
    code: 'FILE_FORMAT_UNSUPPORTED',
    params: { format: 'rar' },
  });
  await writeFile(join(folder, 'half.zip'), rawZip([{ name: '1.jpg', data: 'x' }]).subarray(0, 40));
  await expect(
    plan(await photoSourceOf([{ path: join(folder, 'half.zip'), name: 'half.zip' }])),
  ).rejects.toMatchObject({ code: 'FILE_DAMAGED' });
});

test('cancelled in the middle, nothing is left that a sweep does not take', async () => {
  const files: Record<string, Uint8Array> = {};
  for (let index = 0; index < 60; index += 1)
    files[`${index}/202100123.jpg`] = await drawJpeg({ seed: index, width: 60, height: 80 });
  const root = await writeFiles(join(folder, 'photos'), files);
  const cancel = new AbortController();
  const staged = new Set<string>();
  const set = await openPhotoSet({ kind: 'folder', path: root });
  const preparing = preparePhotos(set, {
    lookup,
    standard: DEFAULT_PHOTO_PROFILE,
    blobs: openBlobStore(dataDir, STORE_KEY),
    staged,
    signal: cancel.signal,
    onProgress: (done) => done === 20 && cancel.abort(),
  });
  await expect(preparing).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(staged.size).toBeGreaterThanOrEqual(20);
  expect(staged.size).toBeLessThan(60);
  const blobs = openBlobStore(dataDir, STORE_KEY);
  const { removed } = await blobs.sweep(() => false);
  expect(removed).toBe(staged.size);
});

test('the whole way: a second import of the same set changes nothing, a new photo replaces', async () => {
  const root = await writeFiles(join(folder, 'photos'), {
    '202100123.jpg': await drawJpeg({ seed: 1 }),
    '202100124.jpg': await drawJpeg({ seed: 2 }),
  });
  const first = await plan({ kind: 'folder', path: root });
  expect(first.counts).toMatchObject({ created: 2 });
  const held = Object.fromEntries(first.rows.map((row) => [row.student, row.photo?.hash ?? '']));
  const again = await plan({ kind: 'folder', path: root }, held);
  expect(again.counts).toMatchObject({ rows: 2, unchanged: 2 });
  expect(again.missing).toBe(2);
  await writeFile(join(root, '202100124.jpg'), await drawJpeg({ seed: 3 }));
  const replaced = await plan({ kind: 'folder', path: root }, held);
  expect(replaced.counts).toMatchObject({ unchanged: 1, updated: 1 });
  expect(replaced.rows[1]?.photo).toMatchObject({
    student: 'li',
    previousHash: held.li,
    matchedBy: 'studentNo',
    fileName: '202100124.jpg',
  });
  expect(await openBlobStore(dataDir, STORE_KEY).read(held.li ?? '')).toEqual(await drawJpeg({ seed: 2 }));
  expect(await readFile(join(root, '202100124.jpg'))).toEqual(await drawJpeg({ seed: 3 }));
});
