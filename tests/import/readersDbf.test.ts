import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DBFFile } from 'dbffile';
import { describe, expect, test } from 'vitest';
import { writeDbf } from '../../electron/demo/writeDbf.ts';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { type Cell, cellText, type PassedOver } from '../../electron/import/readers/reader.ts';
import { benchRow } from '../bench/writeBenchRoster.ts';
import { gbkBytes } from '../fixtures/spreadsheets/biffRecords.ts';
import { readError, readRows } from '../fixtures/spreadsheets/readAll.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const COLUMNS = [
  ['KSH', 'C', 14, 0],
  ['XM', 'C', 24, 0],
  ['ZF', 'N', 18, 0],
  ['CSRQ', 'D', 8, 0],
  ['YJ', 'L', 1, 0],
  ['BZ', 'M', 10, 0],
] as const;

function table(
  records: readonly (readonly [mark: string, ...values: (string | Buffer)[]])[],
  language = 0,
): Buffer {
  const recordBytes = 1 + COLUMNS.reduce((sum, [, , length]) => sum + length, 0);
  const header = Buffer.alloc(32 + COLUMNS.length * 32 + 1);
  header.set([0x83, 126, 7, 15]);
  header.writeUInt32LE(records.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(recordBytes, 10);
  header[29] = language;
  for (const [index, [name, type, length]] of COLUMNS.entries()) {
    const at = 32 + index * 32;
    header.write(name, at, 'latin1');
    header.write(type, at + 11, 'latin1');
    header[at + 16] = length;
  }
  header[header.length - 1] = 0x0d;
  const body = records.map(([mark, ...values]) => {
    const record = Buffer.alloc(recordBytes, 0x20);
    record.write(mark, 0, 'latin1');
    let at = 1;
    for (const [index, [, , length]] of COLUMNS.entries()) {
      const value = values[index] ?? '';
      const bytes = typeof value === 'string' ? gbkBytes(value) : value;
      bytes.copy(record, at);
      at += length;
    }
    return record;
  });
  return Buffer.concat([header, ...body, Buffer.from([0x1a])]);
}

test('columns by type, deleted records, memos, numbers that are text', async () => {
  const bytes = table([
    [' ', '00110000000001', '䶮娜', '110105199003072316', '20030101', 'T', '         7'],
    ['*', '00110000000002', '删除', '', '', '', ''],
    [' ', '', Buffer.from([0xfe, 0x51]), '   012', '00000000', '?', ''],
    [' ', ' 前后 ', 'Ann', '-3.50', '2003年', 'F', ''],
    [' ', '', '', '', '', '', ''],
  ]);
  const opened = await openSpreadsheet(bytes);
  expect([opened.format, opened.encoding, opened.sheets]).toEqual(['dbf', 'gb18030', []]);
  await opened.close();
  expect(await readRows(bytes)).toEqual([
    { number: 0, cells: ['KSH', 'XM', 'ZF', 'CSRQ', 'YJ', 'BZ'] },
    {
      number: 1,
      cells: [
        '00110000000001',
        '䶮娜',
        '110105199003072316',
        { kind: 'date', text: '2003-01-01' },
        { kind: 'boolean', text: 'TRUE' },
        // Its memo file is nowhere.
        null,
      ],
    },
    { number: 3, cells: [null, '𠂇', '012', null, null, null] },
    {
      number: 4,
      cells: [
        ' 前后',
        'Ann',
        { kind: 'number', text: '-3.5', number: -3.5 },
        '2003年',
        { kind: 'boolean', text: 'FALSE' },
        null,
      ],
    },
  ]);
});

test('the code page that the file names; what a person chose comes first', async () => {
  const western = table([[' ', '1', Buffer.from([0xd5, 0xc5])]], 0x57);
  expect((await readRows(western))[1]!.cells[1]).toBe('ÕÅ');
  expect((await readRows(western, { encoding: 'gb18030' }))[1]!.cells[1]).toBe('张');
  expect((await readRows(table([[' ', '1', Buffer.from([0xb1, 0x69])]], 0x78)))[1]!.cells[1]).toBe('張');
});

test('a file that was cut, an empty one, a format of old', async () => {
  const whole = table([
    [' ', '1'],
    [' ', '2'],
  ]);
  expect(await readError(whole.subarray(0, whole.length - 20))).toMatchObject({ code: 'FILE_DAMAGED' });
  expect(await readError(table([]))).toMatchObject({ code: 'FILE_NO_ROWS' });
  const old = Buffer.from(whole);
  old[0] = 0x02;
  expect(await readError(old)).toMatchObject({ code: 'FILE_FORMAT_UNSUPPORTED' });
  // A program that never wrote down how many records there are.
  const uncounted = Buffer.from(whole);
  uncounted.writeUInt32LE(0, 4);
  expect(await readRows(uncounted)).toHaveLength(3);
});

test('each value is what dbffile says it is', async () => {
  const path = join(temporaryFolder(), 'roster.dbf');
  const rows = Array.from({ length: 1200 }, (_, index) => benchRow(index).slice(0, 12));
  const names = rows[0]!.map((_, column) => ({ name: `F${column}`, length: 60 }));
  await writeDbf(path, names, rows, '2026-07-15');
  const ours = await readRows(path);
  const file = await DBFFile.open(path, { encoding: 'gb18030' });
  const theirs = (await file.readRecords()).map((record) => names.map(({ name }) => record[name]));
  expect(ours.slice(1).map(({ cells }) => cells.map(cellText))).toEqual(theirs);
  expect(ours.slice(1).map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
  await writeFile(path, (await readFile(path)).subarray(0, 5000));
  expect(await readError(path)).toMatchObject({ code: 'FILE_DAMAGED' });
});

describe('deleted records and memos', () => {
  const rows = [
    [' ', '23110000000001', '张三', '', '', '', '         1'],
    ['*', '23110000000002', '删除', '', '', '', '         2'],
    ['*', '23110000000003', '删除', '', '', '', ''],
    [' ', '23110000000004', '李四', '', '', '', '         3'],
    [' ', '23110000000005', '王五', '', '', '', '         9'],
  ] as const;

  async function read(
    folder: string,
    version: number,
  ): Promise<{ memos: Cell[]; told: [PassedOver, number][] }> {
    const bytes = table(rows);
    bytes[0] = version;
    const path = join(folder, '名册.dbf');
    await writeFile(path, bytes);
    const opened = await openSpreadsheet(path);
    const memos: Cell[] = [];
    const told: [PassedOver, number][] = [];
    const options = {
      sheet: null,
      onPassedOver: (what: PassedOver, count: number) => told.push([what, count]),
    };
    for await (const batch of opened.rows(options)) {
      memos.push(...batch.filter(({ number }) => number > 0).map(({ cells }) => cells[5] ?? null));
    }
    await opened.close();
    return { memos, told };
  }
  async function withMemos(ending: string, bytes: Buffer): Promise<string> {
    const folder = temporaryFolder();
    await writeFile(join(folder, `名册.${ending}`), bytes);
    return folder;
  }
  const block = (size: number, ...pieces: Buffer[]) => {
    const whole = Buffer.alloc(size);
    Buffer.concat(pieces).copy(whole);
    return whole;
  };
  const texts = ['少数民族预科', '结业䶮'].map(gbkBytes);
  const damaged = { kind: 'error', text: '#MEMO!' };

  test('deleted ones are told of, and memos whose file is not there', async () => {
    expect(await read(temporaryFolder(), 0x83)).toEqual({
      memos: [null, null, null],
      told: [
        ['deleted', 2],
        ['memo', 3],
      ],
    });
  });

  test('the memo file of dBASE III', async () => {
    const end = Buffer.from([0x1a, 0x1a]);
    const parts = [
      Buffer.alloc(512),
      block(512, texts[0]!, end),
      Buffer.alloc(512),
      block(512, texts[1]!, end),
    ];
    const folder = await withMemos('dbt', Buffer.concat(parts));
    expect(await read(folder, 0x83)).toEqual({
      memos: ['少数民族预科', '结业䶮', damaged],
      told: [['deleted', 2]],
    });
  });

  test('the memo file of dBASE IV', async () => {
    const head = block(512);
    head.writeUInt16LE(512, 20);
    const memo = (text: Buffer) => {
      const mark = Buffer.from([0xff, 0xff, 8, 0, 0, 0, 0, 0]);
      mark.writeUInt32LE(text.length + 8, 4);
      return block(512, mark, text);
    };
    const folder = await withMemos(
      'DBT',
      Buffer.concat([head, memo(texts[0]!), Buffer.alloc(512), memo(texts[1]!)]),
    );
    expect(await read(folder, 0x8b)).toEqual({
      memos: ['少数民族预科', '结业䶮', damaged],
      told: [['deleted', 2]],
    });
  });

  test('the memo file of FoxPro', async () => {
    const head = block(64);
    head.writeUInt16BE(64, 6);
    const memo = (text: Buffer) => {
      const mark = Buffer.alloc(8);
      mark.writeUInt32BE(1, 0);
      mark.writeUInt32BE(text.length, 4);
      return block(64, mark, text);
    };
    const folder = await withMemos(
      'fpt',
      Buffer.concat([head, memo(texts[0]!), Buffer.alloc(64), memo(texts[1]!)]),
    );
    expect(await read(folder, 0xf5)).toEqual({
      memos: ['少数民族预科', '结业䶮', damaged],
      told: [['deleted', 2]],
    });
  });
});
