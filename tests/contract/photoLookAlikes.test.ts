import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawPortrait } from '../../electron/demo/drawPortrait.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Imported {
  batches: {
    counts: { created: number };
    findings: { code: string; severity: string; row: number; message: string; suggestion: string | null }[];
  }[];
}
interface Listed {
  photos: number;
  total: number;
  groups: { kind: string; size: number; photos: { studentNo: string; role: string; idNumber?: string }[] }[];
}

describe('photos that look like one', () => {
  const folder = folderForAll();
  const run = <Json = Record<string, unknown>>(...args: string[]) =>
    xuejiInside<Json>(...args, '--data', join(folder, 'data'), '--json');
  const write = (name: string, photos: Record<string, Buffer>) => {
    mkdirSync(join(folder, name));
    for (const [file, bytes] of Object.entries(photos)) writeFileSync(join(folder, name, file), bytes);
    return join(folder, name);
  };
  let first: Buffer;

  beforeAll(async () => {
    await run('init', '--school-code', '10000', '--school-name', '示例大学');
    const roster = join(folder, 'roster.csv');
    writeFileSync(roster, '学号,姓名\n20230001,张一\n20230002,王二\n20230003,李三\n20230004,赵四\n');
    await run('import', roster, '--as', 'roster', '--source', 'sis');
    first = await drawPortrait({ seed: 1, gender: '男', role: 'graduation' });
  }, 60_000);

  it('are told when they are imported under two names, in other bytes, and are kept', async () => {
    const photos = write('photos', {
      '20230001.jpg': first,
      '20230002.jpg': await sharp(first).resize(240).jpeg({ quality: 70 }).toBuffer(),
      '20230003.jpg': await drawPortrait({ seed: 2, gender: '女', role: 'graduation' }),
    });
    const { json } = await run<Imported>('import', photos, '--as', 'photos', '--role', 'graduation');
    const [batch] = json.batches;
    expect(batch!.counts.created).toBe(3);
    const told = batch!.findings.filter(({ code }) => code === 'PHOTO_TWICE');
    expect(told.map(({ severity, suggestion }) => [severity, suggestion])).toEqual([
      ['warn', '20230002 王二'],
      ['warn', '20230001 张一'],
    ]);
    expect(told[0]!.message).toContain('看起来是同一张');
  }, 60_000);

  it('are told against those that are stored, also of the same student in the other role', async () => {
    const again = write('again', {
      '20230003.jpg': await sharp(first).jpeg({ quality: 50 }).toBuffer(),
      '20230001.jpg': await sharp(first).resize(360).png().toBuffer(),
    });
    const { json } = await run<Imported>('import', again, '--as', 'photos', '--role', 'admission');
    const told = json.batches[0]!.findings.filter(({ code }) => code === 'PHOTO_TWICE');
    expect(told.map(({ message }) => message).join('\n')).toContain('学历照片不能用录取照片代替');
    expect(told.filter(({ suggestion }) => suggestion?.includes('20230001 张一'))).toHaveLength(1);
  }, 60_000);

  it('are listed in groups, without identity numbers, and the store stays sound', async () => {
    const { json, code } = await run<Listed>('photos', 'look-alikes');
    expect(code).toBe(1);
    expect(json).toMatchObject({ photos: 5, total: 1 });
    expect(json.groups[0]).toMatchObject({ kind: 'students', size: 4 });
    expect(json.groups[0]!.photos.map(({ studentNo, role }) => `${studentNo} ${role}`)).toEqual([
      '20230001 admission',
      '20230001 graduation',
      '20230002 graduation',
      '20230003 admission',
    ]);
    expect(JSON.stringify(json)).not.toContain('idNumber');
    expect((await run('photos', 'look-alikes', '--limit', '0')).code).toBe(2);
    expect((await run('check')).code).toBe(0);
  }, 60_000);

  it('are settled by a person, which is undone, and open again when a photo changes', async () => {
    const core = await openCore(join(folder, 'data'));
    const { photos, imports } = core.client;
    const query = studentQuery.parse({});
    const only = async () => {
      const { groups, states } = await photos.alikeGroups({ query });
      expect(groups).toHaveLength(1);
      return { ...groups[0]!, states };
    };
    const undo = async (batch: string | null) => resultOf(await imports.undo({ batch: batch! }));
    const marked = async () => {
      const counts = await photos.wallCounts({ query, role: 'graduation', part: 'all' });
      return { open: counts.alike, tiles: counts.findings['look-alike'] };
    };
    try {
      const open = await only();
      expect(open).toMatchObject({ state: 'open', decision: null, exact: false, states: { open: 1 } });
      expect(await marked()).toEqual({ open: 1, tiles: 2 });
      const fine = await photos.decideAlike({ key: open.key, decision: 'fine' });
      expect(await only()).toMatchObject({ state: 'decided', decision: { kind: 'fine' } });
      expect(await marked()).toEqual({ open: 0, tiles: 0 });
      await undo(fine.batch);
      expect(await only()).toMatchObject({ state: 'open', decision: null });

      // The photo of one is another's: it is refused like any other, and the group has no two students less.
      const at = (role: 'admission' | 'graduation', studentNo: string) => {
        const photo = open.photos.find((one) => one.role === role && one.studentNo === studentNo)!;
        return { student: photo.id, role };
      };
      const one = await photos.decideAlike({
        key: open.key,
        decision: 'wrong',
        wrong: [at('graduation', '20230002')],
      });
      expect(await only()).toMatchObject({ state: 'open' });
      const other = await photos.decideAlike({
        key: open.key,
        decision: 'wrong',
        wrong: [at('admission', '20230003')],
      });
      expect(await only()).toMatchObject({ state: 'decided', decision: { kind: 'wrong' } });
      await undo(other.batch);
      await undo(one.batch);
      expect(await only()).toMatchObject({ state: 'open' });

      await photos.decideAlike({ key: open.key, decision: 'same-person' });
      await expect(photos.decideAlike({ key: 'gone', decision: 'fine' })).rejects.toMatchObject({
        data: { code: 'NOT_FOUND' },
      });
    } finally {
      await core.close();
    }
    const again = write('third', {
      '20230002.jpg': await sharp(first).resize(300).jpeg({ quality: 60 }).toBuffer(),
    });
    await run('import', again, '--as', 'photos', '--role', 'graduation');
    const reopened = await openCore(join(folder, 'data'));
    try {
      const { groups } = await reopened.client.photos.alikeGroups({ query });
      expect(groups.map(({ state, size }) => [state, size])).toEqual([['returned', 4]]);
    } finally {
      await reopened.close();
    }
    expect((await run('check')).code).toBe(0);
  }, 60_000);
});
