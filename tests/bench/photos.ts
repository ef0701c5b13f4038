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
import type { Picture } from '../../electron/photos/picture.ts';
import { planPhotos } from '../../electron/photos/planPhotos.ts';
import { preparePhotos } from '../../electron/photos/preparePhotos.ts';
import { indexPrints } from '../../electron/photos/printIndex.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { studentLookup } from '../fixtures/studentLookup.ts';

const count = Number(process.argv[2] ?? 10_000);
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
  );
  const sample = await Promise.all(paths.slice(0, 2000).map((path) => readFile(path)));
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
  await withFaces(bare);
  await rate('store', count, async () => {
    const blobs = openBlobStore(join(root, 'stored'));
    const read = mapConcurrently(paths, 12, (path) => readFile(path));
    if ((await blobs.putMany(read)).some((blob) => !blob.isNew)) throw new Error('two photos were the same');
  });

  await lookAlikes(sample[0]!, 100_000);

  const zip = join(root, 'photos.zip');
  execFileSync('zip', ['-q', '-0', '-r', zip, '.'], { cwd: folder });
  const sources: PhotoSource[] = [
    { kind: 'folder', path: folder },
    { kind: 'zip', path: zip },
  ];
  for (const source of sources) {
    const whole = await rate(
      `the whole way from a ${source.kind}: match, measure, store, plan`,
      count,
      async () => {
        const set = await openPhotoSet(source);
        const files = await preparePhotos(set, {
          lookup,
          standard: DEFAULT_PHOTO_PROFILE,
          blobs: openBlobStore(join(root, `whole-${source.kind}`)),
          staged: new Set(),
        });
        await set.close();
        const { counts } = planPhotos({
          role: 'graduation',
          files,
          currentHash: () => null,
          holders: () => [],
          alike: () => [],
          missingBefore: count,
          inPopulation: () => true,
        });
        if (counts.created !== count) throw new Error(`only ${counts.created} of ${count} photos were taken`);
      },
    );
    tellRatio(whole, copied, 'copying them');
    tellRatio(whole, bare, 'the bare decode');
  }
  say(`\npeak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
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

/** Of drawn portraits, since a photo without a face is looked at twice. */
async function withFaces(bare: Rate): Promise<void> {
  const drawn = await Promise.all(
    Array.from({ length: 20 }, (_, seed) =>
      drawPortrait({ seed, gender: seed % 2 ? '男' : '女', role: 'graduation' }),
    ),
  );
  const sample = Array.from({ length: 300 }, (_, index) => drawn[index % drawn.length]!);
  const finder = await FaceFinder.open((message) => say(`no face networks: ${message}`));
  if (!finder) return;
  try {
    const measured = await rate('measure and look for faces', sample.length, async () => {
      const work = async (bytes: Uint8Array) => {
        let picture: Picture | null = null;
        await measurePhoto(bytes, (pixels) => {
          picture = pixels;
        });
        return picture && finder.find(picture);
      };
      for await (const seen of mapConcurrently(sample, 8, work)) if (!seen) throw new Error('not looked at');
    });
    tellRatio(measured, bare, 'the bare decode');
  } finally {
    await finder.close();
  }
}

/** Processor's time, which says more than the clock where others work on the machine too. */
function tellRatio(one: Rate, peer: Rate, name: string): void {
  const longer = (peer.perSecond / one.perSecond).toFixed(1);
  say(
    `    ${longer} times as long as ${name}, ${(one.cpuMs / peer.cpuMs).toFixed(2)} times its processor time`,
  );
}

/** Few pictures drawn, each file made its own by a JPEG comment, which changes no pixel. */
async function writePhotos(folder: string, names: string[]): Promise<string[]> {
  await mkdir(folder);
  const drawn = await Promise.all(Array.from({ length: 40 }, (_, seed) => drawJpeg({ seed, quality: 82 })));
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
