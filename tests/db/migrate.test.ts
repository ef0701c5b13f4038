import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WriteDb } from '../../electron/db/database.ts';
import { migrate } from '../../electron/db/migrate.ts';
import type { Migration } from '../../electron/db/migration.ts';
import { migrations } from '../../electron/db/migrations/index.ts';
import { connect, openDatabase, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { requireWholeCopy } from '../../electron/db/requireWholeCopy.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const versionOf = (db: WriteDb) => db.raw.pragma('user_version', { simple: true });
const tablesIn = (db: WriteDb) =>
  db
    .read<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => name);

const made: Migration = {
  version: 1,
  name: 'made',
  up: (db) => db.raw.exec("CREATE TABLE one (text TEXT); INSERT INTO one VALUES ('甲')"),
};
const second: Migration = {
  version: 2,
  name: 'second',
  up: (db) => db.raw.exec('CREATE TABLE two (text TEXT); INSERT INTO two SELECT text FROM one'),
};
const throwing: Migration = {
  version: 3,
  name: 'throwing',
  up(db) {
    db.raw.exec("CREATE TABLE three (text TEXT); UPDATE one SET text = '乙'");
    throw new Error('half way');
  },
};

test('the shipped steps are numbered without a gap', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});

test('a fresh store has the newest schema and no backup', () => {
  const folder = temporaryFolder();
  const db = openDatabase(folder, STORE_KEY);
  expect(versionOf(db)).toBe(migrations.length);
  for (const table of ['student', 'change', 'mutation', 'verification'])
    expect(tablesIn(db)).toContain(table);
  expect(db.raw.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.raw.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.raw.pragma('foreign_keys', { simple: true })).toBe(1);
  db.raw.close();
  expect(existsSync(join(folder, 'backups'))).toBe(false);
  const again = openDatabase(folder, STORE_KEY);
  expect(versionOf(again)).toBe(migrations.length);
  again.raw.close();
  expect(existsSync(join(folder, 'backups'))).toBe(false);
});

test('a store of a newer program is refused and left alone', () => {
  const folder = temporaryFolder();
  const db = openDatabase(folder, STORE_KEY);
  db.raw.pragma(`user_version = ${migrations.length + 3}`);
  db.raw.close();
  try {
    openDatabase(folder, STORE_KEY);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('STORE_NEWER');
    expect((error as AppError).params).toEqual({ found: migrations.length + 3, known: migrations.length });
  }
  const still = connect(join(folder, STORE_FILE), STORE_KEY);
  expect(versionOf(still)).toBe(migrations.length + 3);
  still.raw.close();
  expect(existsSync(join(folder, 'backups'))).toBe(false);
});

test('an upgrade copies the store aside first; a second upgrade never writes over the copy', () => {
  const folder = temporaryFolder();
  const backupDir = join(folder, 'backups');
  const db = connect(join(folder, STORE_FILE), STORE_KEY);
  migrate(db, { isNew: true, backupDir, steps: [made] });
  expect(existsSync(backupDir)).toBe(false);
  migrate(db, { isNew: false, backupDir, steps: [made, second] });
  expect(versionOf(db)).toBe(2);
  expect(tablesIn(db)).toEqual(['one', 'two']);
  expect(readdirSync(backupDir)).toEqual(['before-schema-2-2.sqlite']);
  const backup = connect(join(backupDir, 'before-schema-2-2.sqlite'), STORE_KEY);
  expect(versionOf(backup)).toBe(1);
  expect(tablesIn(backup)).toEqual(['one']);
  expect(backup.read('SELECT text FROM one').all()).toEqual([{ text: '甲' }]);
  backup.raw.close();
  db.raw.exec('DROP TABLE two');
  db.raw.pragma('user_version = 1');
  migrate(db, { isNew: false, backupDir, steps: [made, second] });
  expect(
    readdirSync(backupDir)
      .filter((name) => name.endsWith('.sqlite'))
      .sort(),
  ).toEqual(['before-schema-2-2-2.sqlite', 'before-schema-2-2.sqlite']);
  db.raw.close();
});

test('a copy in which a page is spoiled, or a row is missing, is none', () => {
  const folder = temporaryFolder();
  const db = openDatabase(folder, STORE_KEY);
  for (let row = 0; row < 200; row++)
    db.write('INSERT INTO local (key, value) VALUES (?, ?)').run(`row ${row}`, 'x'.repeat(500));
  const copy = join(folder, 'copy.sqlite');
  db.raw.prepare('VACUUM INTO ?').run(copy);
  requireWholeCopy(db, copy);
  db.write('INSERT INTO local (key, value) VALUES (?, ?)').run('later', '');
  expect(() => requireWholeCopy(db, copy)).toThrow(AppError);
  db.write('DELETE FROM local WHERE key = ?').run('later');
  requireWholeCopy(db, copy);
  const bytes = readFileSync(copy);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(copy, bytes);
  expect(() => requireWholeCopy(db, copy)).toThrow(AppError);
  // Whatever was found, the store itself goes on.
  expect(db.read('SELECT count(*) AS rows FROM local').get()).toEqual({ rows: 200 });
  db.raw.close();
});

test('a step that throws leaves the version before it whole, and the next start goes on from there', () => {
  const folder = temporaryFolder();
  const backupDir = join(folder, 'backups');
  const db = connect(join(folder, STORE_FILE), STORE_KEY);
  migrate(db, { isNew: true, backupDir, steps: [made] });
  expect(() => migrate(db, { isNew: false, backupDir, steps: [made, second, throwing] })).toThrow('half way');
  expect(versionOf(db)).toBe(2);
  expect(tablesIn(db)).toEqual(['one', 'two']);
  expect(db.read('SELECT text FROM one').all()).toEqual([{ text: '甲' }]);
  db.raw.close();
  const again = connect(join(folder, STORE_FILE), STORE_KEY);
  const mended: Migration = { ...throwing, up: (store) => store.raw.exec('CREATE TABLE three (text TEXT)') };
  migrate(again, { isNew: false, backupDir, steps: [made, second, mended] });
  expect(versionOf(again)).toBe(3);
  expect(tablesIn(again)).toEqual(['one', 'three', 'two']);
  again.raw.close();
});

test('a first step that throws leaves nothing', () => {
  const db = connect(':memory:', null);
  const bad: Migration = {
    ...made,
    up: (store) => {
      made.up(store);
      throw new Error('no');
    },
  };
  expect(() => migrate(db, { isNew: true, backupDir: '', steps: [bad] })).toThrow('no');
  expect(versionOf(db)).toBe(0);
  expect(tablesIn(db)).toEqual([]);
  db.raw.close();
});
