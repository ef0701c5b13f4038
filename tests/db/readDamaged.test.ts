import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { asDatabase } from '../../electron/db/database.ts';
import { readDamaged } from '../../electron/db/readDamaged.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const PAGE = 4096;

it('reads what stands before a damaged end of a table, and comes to an end itself', () => {
  const file = join(temporaryFolder(), 'x.sqlite');
  const raw = new BetterSqlite3(file);
  raw.exec('CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT)');
  const insert = raw.prepare('INSERT INTO entry (text) VALUES (?)');
  raw.transaction(() => {
    for (let at = 0; at < 2_000; at++) insert.run(`${at} `.repeat(20));
  })();
  raw.close();
  // Rows were added in their order: the end of the file is the end of the table.
  const bytes = readFileSync(file);
  bytes.fill(0x5a, bytes.length - 3 * PAGE);
  writeFileSync(file, bytes);
  const db = asDatabase(new BetterSqlite3(file));
  const most = 2 ** 40;
  const { rows, holes } = readDamaged(db, { table: 'entry', columns: ['id', 'text'], most });
  db.raw.close();
  const last = Number(rows.at(-1)![0]);
  expect(rows.map(([id]) => id)).toEqual(Array.from({ length: last }, (_, at) => at + 1));
  expect(last).toBeGreaterThan(1_800);
  expect(last).toBeLessThan(2_000);
  expect(holes).toEqual([[last + 1, most]]);
});
