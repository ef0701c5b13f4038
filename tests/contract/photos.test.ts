import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Recheck {
  profile: string;
  photos: number;
  measured: number;
  unreadable: number;
  findings: { role: string; code: string; photos: number }[];
}
interface Exported {
  photos: number;
  leftOut: Record<'no-photo' | 'no-name' | 'name-taken', number>;
  out: string | null;
}
interface Item {
  name: string;
  studentNo: string;
  idNumber: string;
  photos: { graduation: string | null };
}

describe('xueji photos, on the demo', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const run = <Json = Record<string, unknown>>(...args: string[]) =>
    xuejiInside<Json>(...args, '--data', dataDir, '--json');
  let students: Item[];

  beforeAll(async () => {
    await run('demo', '--students', '60', '--seed', '3');
    students = (await run<{ items: Item[] }>('students', '--limit', '1000', '--unmasked')).json.items;
  }, 120_000);

  it('keeps what it measured at import, and judges by the profile that is chosen', async () => {
    const national = await run<Recheck>('photos', 'check');
    expect(national.json).toMatchObject({ profile: 'national', measured: 0, unreadable: 0 });
    expect(national.json.photos).toBeGreaterThan(30);
    const background = ({ json }: { json: Recheck }) =>
      json.findings.find(({ code, role }) => code === 'PHOTO_BACKGROUND' && role === 'graduation')?.photos ??
      0;
    const chosen = await run<{ chosen: string }>('photos', 'profiles', '--choose', 'white');
    expect(chosen.json.chosen).toBe('white');
    const white = await run<Recheck>('photos', 'check');
    expect(white.json).toMatchObject({ profile: 'white', measured: 0 });
    expect(background(white)).toBeGreaterThan(background(national) + 20);
    expect(white.code).toBe(1);
    expect((await run('photos', 'profiles', '--choose', 'pink')).code).toBe(2);
    expect((await run('check')).code).toBe(0);
  }, 60_000);

  it('exports the photos under other names, in the bytes that were imported', async () => {
    const withPhoto = students.filter(({ photos }) => photos.graduation !== null);
    const rule = ['--naming', '{学号}-{姓名}'];
    const planned = await run<Exported>('photos', 'export', ...rule, '--dry-run');
    expect(planned.json).toMatchObject({ photos: withPhoto.length, out: null });
    expect(planned.json.leftOut['no-photo']).toBe(students.length - withPhoto.length);
    const out = join(folder, 'out.zip');
    const made = await run<Exported>('photos', 'export', ...rule, '--out', out);
    expect(made.json).toMatchObject({ photos: withPhoto.length, out });
    const names = execFileSync('/usr/bin/python3', [
      '-c',
      'import zipfile,sys,hashlib\nz=zipfile.ZipFile(sys.argv[1])\nfor n in z.namelist(): print(n, hashlib.sha256(z.read(n)).hexdigest())',
      out,
    ]);
    const entries = names.toString('utf8').trim().split('\n');
    // The ending follows the bytes: the demo has a photo that is a PNG.
    expect([...new Set(entries.map((entry) => /\.(\w+) /.exec(entry)?.[1]))].sort()).toEqual(['jpg', 'png']);
    const wanted = withPhoto.map(
      ({ studentNo, name, photos }) => `${studentNo}-${name} ${photos.graduation}`,
    );
    expect(entries.map((entry) => entry.replace(/\.\w+ /, ' ')).sort()).toEqual(wanted.sort());
  }, 60_000);

  it('exports the same into a folder, once', async () => {
    const rule = ['--naming', '{学号}'];
    const zip = await run<Exported>('photos', 'export', ...rule, '--dry-run');
    const out = join(folder, '给学信网');
    const made = await run<Exported>('photos', 'export', ...rule, '--out', out);
    expect(made.json).toMatchObject({ photos: zip.json.photos, out });
    const hashes = new Map(
      readdirSync(out).map((name) => [
        name.replace(/\.\w+$/, ''),
        createHash('sha256')
          .update(readFileSync(join(out, name)))
          .digest('hex'),
      ]),
    );
    const wanted = students.flatMap(({ studentNo, photos }) =>
      photos.graduation === null ? [] : [[studentNo, photos.graduation] as const],
    );
    expect(hashes).toEqual(new Map(wanted));
    const again = await run('photos', 'export', ...rule, '--out', out);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('给学信网');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  }, 60_000);

  it('refuses a rule that makes no names, and writes nothing for nobody', async () => {
    const out = join(folder, 'none.zip');
    expect((await run('photos', 'export', '--naming', '{姓名}', '--out', out)).code).toBe(2);
    expect((await run('photos', 'export', '--naming', '{学号}')).code).toBe(2);
    const nobody = ['--naming', '{学号}', '--search', '没有这个人', '--out', out];
    expect((await run<Exported>('photos', 'export', ...nobody)).json).toMatchObject({ photos: 0, out: null });
    expect(existsSync(out)).toBe(false);
  }, 60_000);

  it('gives photographers numbers per class, and nothing of any student', async () => {
    const out = join(folder, 'plan.xlsx');
    const { json } = await run<{ classes: number; students: number }>(
      'photos',
      'shooting-plan',
      '--out',
      out,
    );
    expect(json.students).toBe(students.length);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(out);
    const rows: string[][] = [];
    workbook.worksheets[0]!.eachRow((row) => {
      rows.push((row.values as unknown[]).slice(1).map(String));
    });
    expect(rows[0]).toEqual(['学院', '专业', '班级', '人数', '已有照片', '待采集']);
    const sum = (column: number) => rows.slice(1).reduce((total, row) => total + Number(row[column]), 0);
    expect(rows.length - 1).toBe(json.classes);
    expect(sum(3)).toBe(students.length);
    expect(sum(5)).toBe(students.filter(({ photos }) => photos.graduation === null).length);
    const text = JSON.stringify(rows);
    for (const { name, studentNo, idNumber } of students) {
      for (const personal of [name, studentNo, idNumber]) expect(text.includes(`"${personal}"`)).toBe(false);
    }
  }, 60_000);
});
