import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DBFFile } from 'dbffile';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Entry, fromBuffer } from 'yauzl';
import { makeDemoSchool } from '../../electron/demo/makeDemoSchool.ts';
import { type DemoFile, writeDemoFiles } from '../../electron/demo/writeDemoFiles.ts';
import { findHeaderRow } from '../../electron/import/findHeaderRow.ts';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { cellText, type SheetRow } from '../../electron/import/readers/reader.ts';

const school = makeDemoSchool({ students: 600, seed: 5, today: '2026-11-24 13:30:00' });
const PHOTOS = 40;
let folder = '';
let files: DemoFile[] = [];
const progress: number[] = [];

const pathOf = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xueji-demo-'));
  files = await writeDemoFiles(folder, school, { photos: PHOTOS, onProgress: (done) => progress.push(done) });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rowsOf(name: string): Promise<{ encoding: string | null; rows: SheetRow[] }> {
  const opened = await openSpreadsheet(pathOf(name));
  try {
    const rows: SheetRow[] = [];
    for await (const batch of opened.rows({ sheet: null })) rows.push(...batch);
    return { encoding: opened.encoding, rows };
  } finally {
    await opened.close();
  }
}

interface Unpacked {
  name: Buffer;
  generalPurposeBitFlag: number;
  data: Buffer;
}

function unpack(bytes: Buffer): Promise<Unpacked[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, decodeStrings: false }, (error, zip) => {
      if (error) return reject(error);
      const entries: Unpacked[] = [];
      zip.on('error', reject);
      zip.on('end', () => resolve(entries));
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('error', reject);
          stream.on('end', () => {
            entries.push({
              name: entry.fileName as unknown as Buffer,
              generalPurposeBitFlag: entry.generalPurposeBitFlag,
              data: Buffer.concat(chunks),
            });
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}

describe('writeDemoFiles', () => {
  it('says how each file is to be imported', () => {
    expect(files.map(({ path, ...rest }) => [basename(path), rest])).toEqual([
      ['学信网-在校生名单.xlsx', { as: 'roster', source: 'chsi', importable: true }],
      ['教务系统-学生名册.csv', { as: 'roster', source: 'sis', importable: true }],
      ['教务处-补充名单.xlsx', { as: 'roster', source: 'sis', importable: true }],
      ['录取名册.dbf', { as: 'roster', source: 'admission', importable: true }],
      ['录取照片.zip', { as: 'photos', role: 'admission', importable: true }],
      ['学历照片.zip', { as: 'photos', role: 'graduation', importable: true }],
      ['学信网-人像比对结果.xlsx', { as: 'flags', importable: true }],
      ['辅导员联系方式.xlsx', { as: 'contacts', importable: true }],
      ['图像校对-核对状态.xlsx', { as: 'status', importable: true }],
      ['班级回执.xlsx', { as: 'sheets', importable: true }],
    ]);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it('writes the same bytes for the same school', async () => {
    const again = await mkdtemp(join(tmpdir(), 'xueji-demo-'));
    try {
      const hash = async (path: string) =>
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex');
      for (const { path } of await writeDemoFiles(again, school, { photos: PHOTOS })) {
        expect([basename(path), await hash(path)]).toEqual([
          basename(path),
          await hash(pathOf(basename(path))),
        ]);
      }
    } finally {
      await rm(again, { recursive: true, force: true });
    }
  });

  it('writes a 学信网 list of text cells under one row of pinyin', async () => {
    const { rows } = await rowsOf('学信网-在校生名单.xlsx');
    expect(rows).toHaveLength(1 + school.students.length);
    expect(findHeaderRow(rows, 'roster')).toMatchObject({ headerRow: 1, headerRows: [1] });
    const [header, ...body] = rows.map(({ cells }) => cells);
    const college = header!.indexOf('FY');
    const birth = header!.indexOf('CSRQ');
    for (const cells of body) {
      expect(cells.every((cell) => cell === null || typeof cell === 'string')).toBe(true);
      expect(cellText(cells[college]).length).toBeLessThanOrEqual(8);
      expect(cellText(cells[birth])).toMatch(/^\d{8}$/);
    }
    expect(body.map((cells) => cells[header!.indexOf('SFZH')])).toEqual(
      school.students.map(({ values }) => values.idNumber),
    );
  });

  it('writes a 教务 list in GB18030 below two titles, with a footer', async () => {
    const { encoding, rows } = await rowsOf('教务系统-学生名册.csv');
    expect(encoding).toBe('gb18030');
    expect(findHeaderRow(rows, 'roster')?.headerRow).toBe(3);
    const inSis =
      school.students.filter(({ sources }) => sources.sis !== null).length + school.onlyInSis.length;
    expect(rows).toHaveLength(3 + inSis + 2);
    expect(cellText(rows.at(-2)!.cells[0])).toBe('合计');
    const header = rows[2]!.cells.map((cell) => cellText(cell));
    const body = rows.slice(3, -2).map(({ cells }) => cells.map((cell) => cellText(cell)));
    expect(body.every((cells) => /^\d{4}-\d{1,2}-\d{1,2}$/.test(cells[header.indexOf('出生日期')]!))).toBe(
      true,
    );
    const text = new TextDecoder('gb18030', { fatal: true }).decode(
      await readFile(pathOf('教务系统-学生名册.csv')),
    );
    expect(text).toMatch(/,"\d{17}[\dX]\t",/);
    expect(text.split('\r\n')).toHaveLength(rows.length + 1);
    expect(body.some((cells) => cells[header.indexOf('特长')] === '篮球,"校队"主力')).toBe(true);
  });

  it('writes a supplement with every trouble of a sheet made by hand', async () => {
    const { rows } = await rowsOf('教务处-补充名单.xlsx');
    expect(findHeaderRow(rows, 'roster')).toMatchObject({ headerRow: 3, headerRows: [3, 4] });
    const cells = rows.slice(4).flatMap((row) => row.cells);
    const kinds = new Set(
      cells.map((cell) => (cell !== null && typeof cell === 'object' ? cell.kind : 'text')),
    );
    expect([...kinds].toSorted()).toEqual(['date', 'error', 'formula-without-result', 'number', 'text']);
    const ids = rows.slice(4).map((row) => row.cells[4] ?? null);
    expect(
      ids.some(
        (cell) => cell !== null && typeof cell === 'object' && cell.kind === 'number' && cell.number > 1e17,
      ),
    ).toBe(true);
    expect(ids.some((cell) => cellText(cell).startsWith("'"))).toBe(true);
    expect(ids.some((cell) => /[０-９]{17}/.test(cellText(cell)))).toBe(true);
    const opened = await openSpreadsheet(pathOf('教务处-补充名单.xlsx'));
    expect(opened.sheets).toEqual([
      { name: '补充名单', hidden: false },
      { name: '字典', hidden: true },
    ]);
    await opened.close();
  });

  it('writes a class sheet with signatures and what is wrong, of students who have not verified', async () => {
    const { rows } = await rowsOf('班级回执.xlsx');
    expect(findHeaderRow(rows, 'sheets')?.headerRow).toBe(2);
    const answers = rows.slice(2).map(({ cells }) => cells.map(cellText));
    expect(answers.map((cells) => cells[5] ?? '')).toEqual([
      '民族应为回族',
      '',
      '照片不清晰，申请重拍',
      '',
      '',
    ]);
    for (const [at, [, studentNo, name, , , , signature]] of answers.entries()) {
      expect(signature ?? '').toBe(at < 4 ? name : '');
      const student = school.students.find(({ values }) => values.studentNo === studentNo)!;
      expect(student.verification.status).toBe('未核对');
    }
  });

  it('writes a status list of those who graduate', async () => {
    const { rows } = await rowsOf('图像校对-核对状态.xlsx');
    expect(findHeaderRow(rows, 'status')?.headerRow).toBe(2);
    const graduating = school.students.filter((student) => student.graduating);
    const told = rows.slice(2, -1).map(({ cells }) => cells);
    expect(told.map((cells) => [cells[0], cells[3], cellText(cells[4])])).toEqual(
      graduating.map(({ values, verification }) => [
        values.studentNo,
        verification.status,
        verification.at ?? '',
      ]),
    );
    expect(told.some((cells) => typeof cells[4] === 'object' && cells[4]?.kind === 'date')).toBe(true);
  });

  it('writes who was flagged since, and who looks after which classes', async () => {
    const { rows: flags } = await rowsOf('学信网-人像比对结果.xlsx');
    expect(findHeaderRow(flags, 'flags')?.headerRow).toBe(1);
    expect(flags.slice(1).map(({ cells }) => cells[3])).toEqual(
      expect.arrayContaining(['通过', '身份核验不确定']),
    );
    const { rows: contacts } = await rowsOf('辅导员联系方式.xlsx');
    expect(findHeaderRow(contacts, 'contacts')?.headerRow).toBe(2);
    const named = contacts.slice(2).flatMap(({ cells }) => cellText(cells[1]).split('、'));
    expect(named.length).toBeLessThan(school.classes.length);
    expect(named.some((name) => !school.classes.some((one) => one.name === name))).toBe(true);
  });

  it('writes an admission table that another reader reads as GB18030', async () => {
    const file = await DBFFile.open(pathOf('录取名册.dbf'), { encoding: 'gb18030' });
    const admitted = school.students.filter(({ sources }) => sources.admission !== null);
    const records = await file.readRecords();
    expect(records.map((record) => [record.KSH, record.XM])).toEqual(
      admitted.map(({ values }) => [values.examNo, values.name]),
    );
    expect(new Set(admitted.map(({ values }) => values.grade))).toEqual(new Set(['2026']));
  });

  it('writes photos under GBK names, with the usual troubles among them', async () => {
    const entries = await unpack(await readFile(pathOf('学历照片.zip')));
    const decoder = new TextDecoder('gb18030', { fatal: true });
    const names = entries.map(({ name }) => decoder.decode(name));
    expect(entries.every(({ generalPurposeBitFlag }) => (generalPurposeBitFlag & 0x800) === 0)).toBe(true);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('学历照片/Thumbs.db');
    expect(names).toContain('学历照片/补拍/IMG_0931.jpg');

    const students = new Map(school.students.map((student) => [student.values.studentNo, student]));
    const byId = new Map(school.students.map((student) => [student.values.idNumber, student]));
    const troubles: string[] = [];
    for (const [index, name] of names.entries()) {
      const file = basename(name).replace(/\.jpg$/i, '');
      if (!/^\d{10}|^\d{17}/.test(file)) continue;
      const student = byId.get(file) ?? students.get(file.split(/[-_]/)[0]!);
      expect([name, student?.graduating]).toEqual([name, true]);
      if (file.length > 18) expect(file.slice(11)).toBe(student!.values.name);
      const { data } = entries[index]!;
      const meta = await sharp(data).metadata();
      if (meta.format !== 'jpeg') troubles.push('not a JPEG');
      else if (meta.width !== 480) troubles.push('another size');
      else if (data.readUInt16BE(data.length - 2) !== 0xffd9) troubles.push('damaged');
    }
    expect(troubles.toSorted()).toEqual(['another size', 'damaged', 'not a JPEG']);

    const admission = await unpack(await readFile(pathOf('录取照片.zip')));
    const examNos = new Set(school.students.map(({ values }) => values.examNo));
    const matched = admission.filter(({ name }) => examNos.has(basename(decoder.decode(name), '.jpg')));
    expect(matched.length).toBeGreaterThan(PHOTOS * 0.8);
  });
});

const PYTHON = '/usr/bin/python3';
const hasOpenpyxl = spawnSync(PYTHON, ['-c', 'import openpyxl']).status === 0;

describe.skipIf(!hasOpenpyxl)('the demo files in other programs', () => {
  it('are read by openpyxl, csv and zipfile', () => {
    const script = `
import sys, csv, json, zipfile, openpyxl
d = sys.argv[1] + '/'
out = {}
for name in ['学信网-在校生名单', '教务处-补充名单', '图像校对-核对状态']:
    book = openpyxl.load_workbook(d + name + '.xlsx')
    out[name] = [[sheet.title, sheet.sheet_state, sheet.max_row] for sheet in book]
    with zipfile.ZipFile(d + name + '.xlsx') as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 24, 13, 30, 0)}
rows = list(csv.reader(open(d + '教务系统-学生名册.csv', encoding='gb18030', newline='')))
out['csv'] = [len(rows), sorted({len(row) for row in rows})]
for name in ['学历照片', '录取照片']:
    with zipfile.ZipFile(d + name + '.zip') as archive:
        assert archive.testzip() is None
        out[name] = archive.infolist()[-1].filename.encode('cp437').decode('gb18030').split('/')[0]
print(json.dumps(out))
`;
    const run = spawnSync(PYTHON, ['-c', script, folder], {
      encoding: 'utf8',
      env: { PYTHONUTF8: '1', PYTHONIOENCODING: 'utf-8' },
    });
    expect(run.stderr).toBe('');
    const told = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(told['学信网-在校生名单']).toEqual([['在校生名单', 'visible', school.students.length + 1]]);
    expect(told['教务处-补充名单']).toEqual([
      ['补充名单', 'visible', expect.any(Number)],
      ['字典', 'hidden', 3],
    ]);
    expect(told.csv).toEqual([expect.any(Number), [27]]);
    expect([told.学历照片, told.录取照片]).toEqual(['学历照片', '录取照片']);
  });
});
