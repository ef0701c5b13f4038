import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { oldCopies, thinOldCopies } from '../../electron/core/backup/oldCopies.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 30);

it('takes away old copies beyond the number, and nothing else that lies there', async () => {
  const dataDir = temporaryFolder();
  const backups = join(dataDir, 'backups');
  const age = (name: string, days: number) =>
    utimesSync(join(backups, name), new Date(NOW - days * DAY), new Date(NOW - days * DAY));
  for (const [name, days] of [
    ['damaged-20261128T000000Z', 2],
    ['before-restore-20260901T000000Z', 90],
    ['before-restore-20260801T000000Z', 120],
  ] as const) {
    mkdirSync(join(backups, name), { recursive: true });
    writeFileSync(join(backups, name, 'store.sqlite'), '12345');
    age(name, days);
  }
  writeFileSync(join(backups, 'before-schema-27-28.sqlite'), '123');
  age('before-schema-27-28.sqlite', 200);
  mkdirSync(join(backups, 'xueji-0123456789ab'));
  writeFileSync(join(backups, 'mine.txt'), '1');

  expect(oldCopies(dataDir).map(({ bytes }) => bytes)).toEqual([5, 5, 5, 3]);
  expect(await thinOldCopies(dataDir, { keep: 2, now: NOW, goodAt: null })).toEqual([]);
  const gone = await thinOldCopies(dataDir, { keep: 2, now: NOW, goodAt: NOW });
  expect(gone.map(({ name }) => name)).toEqual([
    'before-restore-20260801T000000Z',
    'before-schema-27-28.sqlite',
  ]);
  expect(readdirSync(backups).sort()).toEqual([
    'before-restore-20260901T000000Z',
    'damaged-20261128T000000Z',
    'mine.txt',
    'xueji-0123456789ab',
  ]);
});
