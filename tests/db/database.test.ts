import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { takeWriterLock } from '../../electron/db/writerLock.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { openCore } from '../harness/openCore.ts';
import { codeOfRefusal, runImport, writeCsv } from '../harness/runImport.ts';
import { memoryStore } from '../harness/storeInvariants.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

test.each([
  "INSERT INTO setting VALUES ('a', 'b')",
  "UPDATE setting SET value = 'b'",
  'DELETE FROM setting',
  'DROP TABLE setting',
  'CREATE TABLE more (text TEXT)',
  "INSERT INTO setting VALUES ('a', 'b') RETURNING key",
])('what reads cannot write: %s', (sql) => {
  const db = memoryStore();
  expect(() => db.read(sql)).toThrow('A read was asked to write');
  expect(db.read('SELECT count(*) AS count FROM setting').get()).toEqual({ count: 0 });
  db.raw.close();
});

test('a transaction that throws is wholly undone', () => {
  const db = memoryStore();
  expect(() =>
    db.transaction(() => {
      db.write("INSERT INTO setting VALUES ('a', 'b')").run();
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(db.read('SELECT count(*) AS count FROM setting').get()).toEqual({ count: 0 });
  db.raw.close();
});

async function filledStore(): Promise<string> {
  const folder = temporaryFolder();
  const core = await openCore(folder);
  await core.client.admin.initialise({ code: '10001', name: '某大学' });
  await core.close();
  return folder;
}

function codeOfOpening(folder: string): string {
  try {
    openDatabase(folder, STORE_KEY).raw.close();
    return 'opened';
  } catch (error) {
    return error instanceof AppError ? error.code : `not told: ${String(error)}`;
  }
}

test('a file that is no store', async () => {
  const folder = await filledStore();
  writeFileSync(join(folder, STORE_FILE), Buffer.alloc(20_000, '学籍'));
  expect(codeOfOpening(folder)).toBe('STORE_DAMAGED');
});

test('a store whose first page is overwritten behind its header', async () => {
  const folder = await filledStore();
  const file = openSync(join(folder, STORE_FILE), 'r+');
  writeSync(file, Buffer.alloc(3_900, 0xa5), 0, 3_900, 100);
  closeSync(file);
  expect(codeOfOpening(folder)).toBe('STORE_DAMAGED');
  expect(await codeOfRefusal(openCore(folder))).toBe('STORE_DAMAGED');
  takeWriterLock(folder).release();
});

test('a store that was cut off', async () => {
  const folder = await filledStore();
  const { length } = readFileSync(join(folder, STORE_FILE));
  truncateSync(join(folder, STORE_FILE), Math.floor(length / 2 / 4096) * 4096);
  expect(codeOfOpening(folder)).toBe('STORE_DAMAGED');
});

test('a store whose pages of tables are overwritten is told as damaged, by whatever finds it', async () => {
  const folder = await filledStore();
  const path = join(folder, STORE_FILE);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 4096);
  writeFileSync(path, bytes);
  const codes = [codeOfOpening(folder), await codeOfRefusal(openCore(folder))];
  expect(codes).toEqual(['STORE_DAMAGED', 'STORE_DAMAGED']);
  takeWriterLock(folder).release();
});

test('a damaged page deep in the tables is told as damage when a question meets it', async () => {
  const folder = temporaryFolder();
  const core = await openCore(folder);
  const rows = Array.from({ length: 5_000 }, (_, index) => [
    `2022${100_000 + index}`,
    '张三',
    `软件${index % 40}班`,
  ]);
  await runImport(core, writeCsv(folder, 'a.csv', [['学号', '姓名', '班级'], ...rows]), { kind: 'roster' });
  await core.close();
  const path = join(folder, STORE_FILE);
  const bytes = readFileSync(path);
  // The last two thirds: leaves of tables, not the schema.
  bytes.fill(0xa5, Math.ceil(bytes.length / 3 / 4096) * 4096);
  writeFileSync(path, bytes);
  const told: string[] = [];
  try {
    const again = await openCore(folder);
    told.push(await codeOfRefusal(again.client.students.page({ query: everybody, offset: 0, limit: 500 })));
    await again.close();
  } catch (error) {
    told.push((error as AppError).code);
  }
  expect(told).toEqual(['STORE_DAMAGED']);
});
const everybody = studentQuery.parse({});
