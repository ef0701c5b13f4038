/**
 * How many photos of 480 × 640 a second are matched, measured and stored, from a folder and from a zip, against
 * plainly copying and against merely decoding the same files in the same run; and what the steps take by themselves,
 * finding look-alikes among 100,000 among them.
 *
 *   node tests/bench/photos.ts [photos]
 */
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawPortrait } from '../../electron/demo/drawPortrait.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { FaceFinder } from '../../electron/photos/faces/FaceFinder.ts';
import { mapConcurrently } from '../../electron/photos/mapConcurrently.ts';
import { matchPhoto } from '../../electron/photos/matchPhoto.ts';
import { measurePhoto } from '../../electron/photos/measurePhoto.ts';
import { openPhotoSet, type PhotoSource } from '../../electron/photos/openPhotoSet.ts';
import { DEFAULT_PHOTO_PROFILE } from '../../electron/photos/photoProfiles.ts';
import { planPhotos } from '../../electron/photos/planPhotos.ts';
import { preparePhotos } from '../../electron/photos/preparePhotos.ts';
import { indexPrints } from '../../electron/photos/printIndex.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { studentLookup } from '../fixtures/studentLookup.ts';

const count = Number(process.argv[2] ?? 10_000);
/** Of which the faces are looked for at most. */
const FACES = 1000;
const root = await mkdtemp(join(tmpdir(), 'xueji-bench-photos-'));
try {
  await run();
} finally {
  await rm(root, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const students = Array.from({ length: count }, (_, index) => ({
    student: `s${index}`,
    name: `${'张王李赵陈'[index % 5]}${'一二三四五六七八九'[index % 9]}`,
    studentNo: `2023${String(index).padStart(6, '0')}`,
  }));
  const lookup = studentLookup(students);
  const folder = join(root, 'photos');
  const paths = await writePhotos(
    folder,
    students.map(({ studentNo, name }) => `${studentNo}-${name}.jpg`),
    await Promise.all(Array.from({ length: 40 }, (_, seed) => drawJpeg({ seed, quality: 82 }))),
  );
  const sample = await Promise.all(paths.slice(0, 500).map((path) => readFile(path)));
  const kilobytes = sample.reduce((sum, bytes) => sum + bytes.length, 0) / sample.length / 1024;
  say(`${count} photos of 480 × 640, ${kilobytes.toFixed(1)} KB each\n`);

  const copied = await rate('copy the files, as they come', count, async () => {
    const target = join(root, 'copies');
    await mkdir(target);
    for await (const _ of mapConcurrently(paths.entries(), 12, ([index, path]) =>
      copyFile(path, join(target, `${index}`)),
    ));
  });
  await rate('copy the files, each flushed to the disk', count, async () => {
    const target = join(root, 'flushed');
    await mkdir(target);
    for await (const _ of mapConcurrently(paths.entries(), 12, ([index, path]) =>
      copyFlushed(path, join(target, `${index}`)),
    ));
  });
  await rate('match names', count, async () => {
    for (const path of paths) {
      if (matchPhoto(path, lookup).kind !== 'matched') throw new Error(`not matched: ${path}`);
    }
  });
  const bare = await rate('decode, nothing more (sharp, the peer)', sample.length, async () => {
    for await (const _ of mapConcurrently(sample, 12, (bytes) => sharp(bytes).raw().toBuffer()));
  });
  const measuring = await rate('measure (decode once, background, print)', sample.length, async () => {
    for await (const _ of mapConcurrently(sample, 12, (bytes) => measurePhoto(bytes)));
  });
  tellRatio(measuring, bare, 'the bare decode');
  await rate('store', count, async () => {
    const blobs = openBlobStore(join(root, 'stored'), null);
    const read = mapConcurrently(paths, 12, (path) => readFile(path));
    if ((await blobs.putMany(read)).some((blob) => !blob.isNew)) throw new Error('two photos were the same');
  });

  const zip = join(root, 'photos.zip');
  execFileSync('zip', ['-q', '-0', '-r', zip, '.'], { cwd: folder });
  const sources: PhotoSource[] = [
    { kind: 'folder', path: folder },
    { kind: 'zip', path: zip },
  ];
  for (const source of sources) {
    const whole = await wholeWay(source, lookup, count);
    tellRatio(whole, copied, 'copying them');
    tellRatio(whole, bare, 'the bare decode');
    tellPeak();
  }
  await lookAlikes(sample[0]!, 100_000);
  await wholeWayWithFaces(students.slice(0, Math.min(count, FACES)), lookup, bare);
  tellPeak();
}

/** Match, measure, store, plan; with a finder, faces are looked for too. */
async function wholeWay(
  source: PhotoSource,
  lookup: ReturnType<typeof studentLookup>,
  photos: number,
  finder: FaceFinder | null = null,
): Promise<Rate> {
  const faces = { kept: () => null, finder };
  const what = `the whole way from a ${source.kind}${finder ? ', looking for faces' : ''}: match, measure, store, plan`;
  return rate(what, photos, async () => {
    const set = await openPhotoSet(source);
    const files = await preparePhotos(set, {
      lookup,
      standard: DEFAULT_PHOTO_PROFILE,
      blobs: openBlobStore(await mkdtemp(join(root, 'whole-')), null),
      staged: new Set(),
      ...(finder ? { faces } : {}),
    });
    await set.close();
    const { counts } = planPhotos({
      role: 'graduation',
      files,
      currentHash: () => null,
      holders: () => [],
      alike: () => null,
      missingBefore: photos,
      inPopulation: () => true,
    });
    if (counts.created !== photos) throw new Error(`only ${counts.created} of ${photos} photos were taken`);
    const looked = files.filter((file) => file.kind === 'photo' && file.looked).length;
    if (finder && looked !== photos)
      throw new Error(`looked for faces in ${looked} of ${photos} photos only`);
  });
}

/** Of drawn portraits, since a photo without a face is looked at twice. */
async function wholeWayWithFaces(
  students: { studentNo: string }[],
  lookup: ReturnType<typeof studentLookup>,
  bare: Rate,
): Promise<void> {
  const finder = await FaceFinder.open((message) => say(`no face networks: ${message}`));
  if (!finder) return;
  try {
    const folder = join(root, 'portraits');
    const names = students.map(({ studentNo }) => `${studentNo}.jpg`);
    await writePhotos(folder, names, await drawPortraits());
    const whole = await wholeWay({ kind: 'folder', path: folder }, lookup, names.length, finder);
    tellRatio(whole, bare, 'the bare decode');
  } finally {
    await finder.close();
  }
}

/** Of this process so far: what a step holds is told right after it, before the next. */
function tellPeak(): void {
  say(`    peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

function drawPortraits(): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: 20 }, (_, seed) =>
      drawPortrait({ seed, gender: seed % 2 ? '男' : '女', role: 'graduation' }),
    ),
  );
}

interface Rate {
  perSecond: number;
  cpuMs: number;
}

/** Among as many prints as a large school has; made from one by changing numbers, each far from all others. */
async function lookAlikes(photo: Buffer, prints: number): Promise<void> {
  const measured = await measurePhoto(photo);
  if (measured.kind !== 'photo' || !measured.print) throw new Error(measured.kind);
  const first = measured.print;
  let state = 1;
  const all = Array.from({ length: prints }, () =>
    first.map((value) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.max(-127, Math.min(127, value + ((state >>> 16) % 61) - 30));
    }),
  );
  for (let copy = 0; copy < 100; copy += 1) all.push(all[copy]!.slice());
  await rate(`find 100 look-alikes among ${prints} prints`, prints, async () => {
    const groups = indexPrints(all).groups().length;
    if (groups !== 100) throw new Error(`${groups} groups`);
  });
}

/** Processor's time, which says more than the clock where others work on the machine too. */
function tellRatio(one: Rate, peer: Rate, name: string): void {
  const longer = (peer.perSecond / one.perSecond).toFixed(1);
  say(
    `    ${longer} times as long as ${name}, ${(one.cpuMs / peer.cpuMs).toFixed(2)} times its processor time`,
  );
}

/** Few pictures, each file made its own by a JPEG comment, which changes no pixel. */
async function writePhotos(folder: string, names: string[], drawn: Buffer[]): Promise<string[]> {
  await mkdir(folder);
  const paths = names.map((name) => join(folder, name));
  for await (const _ of mapConcurrently(paths.entries(), 12, async ([index, path]) => {
    const photo = drawn[index % drawn.length] as Buffer;
    const comment = Buffer.alloc(8);
    comment.writeUInt32BE(0xfffe0006, 0);
    comment.writeUInt32BE(index, 4);
    await writeFile(path, Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]));
  }));
  return paths;
}

async function copyFlushed(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const handle = await open(to, 'r+');
  await handle.datasync();
  await handle.close();
}

/** Says how many a second, and the processor's time for one, which other work on the machine changes less. */
async function rate(what: string, items: number, work: () => Promise<void>): Promise<Rate> {
  const started = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  await work();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1000 / items;
  const each = cpuMs.toFixed(2);
  say(
    `${Math.round(items / seconds)
      .toLocaleString('en')
      .padStart(9)}/s  ${each.padStart(5)} ms CPU each  ${what}`,
  );
  return { perSecond: items / seconds, cpuMs };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
