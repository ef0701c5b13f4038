import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import sharp from 'sharp';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { makeThumbnail } from '../../electron/photos/makeThumbnail.ts';
import { openReportFonts } from '../../electron/reports/fonts/reportFonts.ts';
import { renderPhotoCheckSheets } from '../../electron/reports/photos/renderPhotoCheckSheets.ts';
import type { PhotoCheckSheetData } from '../../electron/reports/reportData.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { madeUpSheet } from '../unit/reports/syntheticSheets.ts';

/**
 * Photo sheets of 40 students with photos of 480 × 640 from the store: how long one takes, how many pages a second a
 * school makes, and its memory, against merely shrinking the same photos in the same run.
 *
 *   node tests/bench/photoSheet.ts [classes]
 */
const classes = Number(process.argv[2] ?? 50);
const WIDTH = 200;
const root = await mkdtemp(join(tmpdir(), 'xueji-bench-photo-sheet-'));
const fonts = openReportFonts();

const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

try {
  const blobs = openBlobStore(root, null);
  const hashes: string[] = [];
  for (let seed = 0; seed < 40; seed += 1) hashes.push((await blobs.put(await drawJpeg({ seed }))).hash);
  const sheets = Array.from({ length: classes }, (_, index): PhotoCheckSheetData => {
    const sheet = madeUpSheet(index, 40);
    const students = sheet.students.map((student, at) => ({ ...student, photoHash: hashes[at]! }));
    return { ...sheet, role: 'graduation', students };
  });
  const read = async (hash: string) => makeThumbnail((await blobs.read(hash))!, WIDTH);
  const print = (some: PhotoCheckSheetData[]) => renderPhotoCheckSheets(some, nowhere(), read, { fonts });
  await print(sheets.slice(0, 1));
  const one = await seconds(() => print(sheets.slice(0, 1)));
  say(`one sheet of 40 photos: ${(one * 1000).toFixed(0)} ms`);
  const peer = await seconds(async () => {
    for (let index = 0; index < classes; index += 1) {
      await Promise.all(
        hashes.map(async (hash) =>
          sharp((await blobs.read(hash))!)
            .resize({ width: WIDTH })
            .jpeg()
            .toBuffer(),
        ),
      );
    }
  });
  const memory: number[] = [];
  let pages = 0;
  const all = await seconds(async () => {
    const made = await renderPhotoCheckSheets(sheets, nowhere(), read, {
      fonts,
      onProgress: ({ sheets: done }) => {
        if (done % Math.ceil(classes / 4) === 0) memory.push(process.memoryUsage().rss / 2 ** 20);
      },
    });
    pages = made.pages;
  });
  say(`${classes} classes: ${pages} pages, ${(pages / all).toFixed(1)} a second`);
  say(`${(all / peer).toFixed(2)} times as long as shrinking the same photos (sharp)`);
  say(`memory at each quarter: ${memory.map((mb) => `${mb.toFixed(0)} MB`).join(', ')}`);
} finally {
  await rm(root, { recursive: true, force: true });
}
