import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../harness/transportCore.ts';
import { shellFixture } from './shellFixture.ts';

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const { openDesk } = shellFixture('files');

test('photos come by photo://, downloads by app://, and files go in by upload', async () => {
  const { page, dataDir } = await openDesk();
  writeFileSync(join(dataDir, 'photos', sha256(PNG)), PNG);
  writeFileSync(join(dataDir, 'downloads', 'pdf-1'), 'x'.repeat(3_000_000));

  const width = (hash: string) =>
    page.evaluate(
      (of) =>
        new Promise<number>((resolve) => {
          const image = new Image();
          image.onload = () => resolve(image.naturalWidth);
          image.onerror = () => resolve(0);
          image.src = desk.photoUrl(of, 'thumbnail');
        }),
      hash,
    );
  expect(await width(sha256(PNG))).toBe(1);
  expect(await width('f'.repeat(64))).toBe(0);

  const download = await page.evaluate(async () => {
    const response = await fetch(desk.downloadUrl('pdf-1', { inline: true }));
    return {
      length: (await response.text()).length,
      disposition: response.headers.get('content-disposition'),
    };
  });
  expect(download.length).toBe(3_000_000);
  expect(download.disposition).toMatch(/^inline; /);

  const size = 17 * 1024 * 1024 + 5;
  const upload = await page.evaluate(async (bytes) => {
    const content = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += 1000) content[at] = at / 1000;
    const file = new File([content], '照片.zip');
    const shares: number[] = [];
    const name = await desk.uploadFile(file, { set: 'photos', onProgress: (share) => shares.push(share) });
    const small = await desk.uploadFile(new File(['学号,姓名'], '名单.csv'));
    const refused = await desk
      .uploadFile(new File(['x'], 'refused.bin'))
      .catch((error: { code: string }) => error.code);
    return { name, small, refused, shares };
  }, size);
  const sent = Buffer.alloc(size);
  for (let at = 0; at < size; at += 1000) sent[at] = at / 1000;
  expect(sent.equals(readFileSync(join(dataDir, 'incoming', upload.name)))).toBe(true);
  expect(readFileSync(join(dataDir, 'incoming', upload.small), 'utf8')).toBe('学号,姓名');
  expect(upload.refused).toBe('FILE_UNKNOWN');
  expect(upload.shares).toHaveLength(3);
  expect(upload.shares.at(-1)).toBe(1);
});

test('an upload that is broken off leaves nothing', async () => {
  const { page, dataDir } = await openDesk();
  const outcome = await page.evaluate(async () => {
    const stop = new AbortController();
    const file = new File([new Uint8Array(17 * 1024 * 1024)], '照片.zip');
    return desk
      .uploadFile(file, { signal: stop.signal, onProgress: () => stop.abort() })
      .catch((error: Error) => error.name);
  });
  expect(outcome).toBe('AbortError');
  // What came of it is dropped at the latest when the program closes.
  expect(readdirSync(join(dataDir, 'incoming')).length).toBeLessThanOrEqual(1);
});
