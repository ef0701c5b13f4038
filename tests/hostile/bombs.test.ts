import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { MAIL_BOMBS, PICTURE_BOMBS, SHEET_BOMBS, ZIP_BOMBS } from '../harness/bombs.ts';
import { folderForAll } from '../harness/folderForAll.ts';

/** Small files that ask for millions of rows, pixels, entries: all read by one process, whose memory is told when it ends. */
const BOMBS = [...SHEET_BOMBS, ...ZIP_BOMBS, ...PICTURE_BOMBS, ...MAIL_BOMBS];
/** With all that the test itself makes; the largest picture that is read needs 400 MB of it. */
const MOST_BYTES = 1400 * 1024 * 1024;
const HARNESS = join(import.meta.dirname, '../harness');

const folder = folderForAll();
const became = new Map<string, string>();
let peak = 0;

beforeAll(() => {
  const note = join(folder, 'peak.json');
  const args = [
    '--max-old-space-size=700',
    '--import',
    join(HARNESS, 'notePeak.mjs'),
    join(HARNESS, 'readBombs.ts'),
  ];
  const said = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, XUEJI_PEAK: note },
    timeout: 240_000,
  });
  for (const line of said.trim().split('\n')) {
    const one = JSON.parse(line) as { name: string; became: string };
    became.set(one.name, one.became);
  }
  peak = (JSON.parse(readFileSync(note, 'utf8')) as { bytes: number }).bytes;
}, 250_000);

it.each(BOMBS)('$name', ({ name, becomes }) => {
  expect(became.get(name)).toMatch(becomes);
});

it('all of them together took no more memory than an office PC has', () => {
  expect(peak).toBeGreaterThan(0);
  expect(peak).toBeLessThan(MOST_BYTES);
});
