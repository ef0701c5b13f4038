import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { setClock } from '../harness/runImport.ts';
import { testKey } from '../harness/testKey.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

interface Shown {
  item: { id: string; queue: string };
  materials: { id: string; standing: string }[];
  evidence: { id: string; material: string | null; name: string; bytes: number; hash: string }[];
  history: { did: string; text: string }[];
}
interface Exported {
  students: number;
  files: number;
  doubts: { number: string; file: string; why: string }[];
  noted: { cases: number; again: number };
}

describe.skipIf(!canMakeFiles)('the proofs of cases', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const made = [1, 2].map((n) => madeStudent(n));
  const desk = <T>(...args: string[]) => xuejiInside<T>(...args, '--data', dataDir, '--json');
  const cases = async <T>(...args: string[]) => (await desk<T>('cases', ...args)).json;
  const show = (number: string) => cases<Shown>('show', number);
  const blobOf = (hash: string) => join(dataDir, 'blobs', hash.slice(0, 2), hash);
  const numbers: string[] = [];
  const attach = async (number: string, file: string, material: string) =>
    (await desk('cases', 'attach', number, path(file), '--material', material)).code;

  beforeAll(async () => {
    await writeWorkbook(path('roster.xlsx'), [{ name: '名单', rows: rowsOf(made) }]);
    await desk('init', '--school-code', '10000', '--school-name', '示例大学');
    expect((await desk('import', path('roster.xlsx'), '--as', 'roster')).code).toBeLessThan(2);
    const side = (background: string) =>
      sharp({ create: { width: 1000, height: 630, channels: 3, background } }).withMetadata({ density: 300 });
    await side('#e02020').jpeg().toFile(path('front.jpg'));
    await side('#2020e0').png().toFile(path('back.png'));
    // Noise does not compress: 18 MB and more.
    const noise = {
      create: {
        width: 3200,
        height: 2300,
        channels: 3 as const,
        background: '#888',
        noise: { type: 'gaussian' as const, mean: 128, sigma: 60 },
      },
    };
    await sharp(noise).withMetadata({ density: 200 }).png({ compressionLevel: 0 }).toFile(path('large.png'));
    writeFileSync(path('form.pdf'), `%PDF-1.4\n${'x'.repeat(2_000)}\n%%EOF\n`);
    for (const { 学号 } of made) {
      const set = ['--set', 'flag=failed', '--set', 'cause=looks', '--set', 'finding=本人'];
      const opened = await cases<{ numbers: string[] }>('open', 'identity-review', 学号!, ...set);
      numbers.push(opened.numbers[0]!);
    }
  }, 180_000);

  it('a scan of 18 MB is taken and told to be too large; a picture is what it is, whatever it is called', async () => {
    expect(statSync(path('large.png')).size).toBeGreaterThan(18 * 1024 * 1024);
    const [number] = numbers as [string];
    const large = await desk<{ doubts: string[] }>(
      'cases',
      'attach',
      number,
      path('large.png'),
      '--material',
      'household',
    );
    expect(large.code).toBe(1);
    expect(large.json.doubts).toEqual(['bytes']);
    writeFileSync(path('back.jpg'), readFileSync(path('back.png')));
    expect(await attach(number, 'front.jpg', 'id-card')).toBe(0);
    expect(await attach(number, 'back.jpg', 'id-card')).toBe(0);
    expect(await attach(number, 'form.pdf', 'confirmation')).toBe(0);
    expect(await attach(number, 'front.jpg', 'id-card')).toBe(4);
    const { evidence } = await show(number);
    expect(evidence.map(({ name }) => name)).toEqual(['large.png', 'front.jpg', 'back.jpg', 'form.pdf']);
  }, 180_000);

  it('go out as a folder for each student, both sides of a card on one page, no larger than asked for', async () => {
    const [one, other] = numbers as [string, string];
    expect(await attach(other, 'front.jpg', 'holding-card')).toBe(0);
    const out = await desk<Exported>('cases', 'evidence', one, other, '--out', path('材料'));
    expect(out.json).toMatchObject({ students: 2, files: 4, noted: { cases: 2, again: 0 } });
    const [first, second] = made.map(({ 学号, 姓名 }) => join(path('材料'), `${学号}-${姓名}`));
    expect(readdirSync(first!).sort()).toEqual([
      '01-《需身份复核毕业生人像比对确认单》（签字盖章）.pdf',
      '02-居民身份证正反面.jpg',
      '03-户口本.jpg',
    ]);
    expect(readdirSync(second!)).toEqual(['01-双手持身份证照.jpg']);
    const card = sharp(join(first!, '02-居民身份证正反面.jpg'));
    expect(await card.metadata()).toMatchObject({ width: 1654, height: 2339, density: 200 });
    const { data, info } = await card.raw().toBuffer({ resolveWithObject: true });
    const colourAt = (x: number, y: number) => [
      ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
    ];
    const [red, , blue] = colourAt(827, 300);
    expect(red!).toBeGreaterThan(180);
    expect(blue!).toBeLessThan(80);
    expect(colourAt(827, 1500)[2]).toBeGreaterThan(180);
    expect(statSync(join(first!, '03-户口本.jpg')).size).toBeLessThanOrEqual(10 * 1024 * 1024);
    const small = await desk<Exported>(
      ...['cases', 'evidence', one, '--most-kb', '100', '--out', path('小.zip')],
    );
    expect(small.json).toMatchObject({ students: 1, files: 3, noted: { cases: 1, again: 1 } });
    expect(statSync(path('小.zip')).size).toBeLessThan(310 * 1024);
    // Nothing is due by itself yet, and a folder that holds something is not written into.
    expect((await desk('cases', 'evidence', '--out', path('空'))).code).toBe(4);
    expect((await desk('cases', 'evidence', one, '--out', path('材料'))).code).toBe(3);
    expect((await show(one)).history.filter(({ did }) => did === 'put-out')).toHaveLength(3);
  }, 180_000);

  it('of others in a picture are painted over in a copy; the original stays, or leaves and can be had back', async () => {
    const [, number] = numbers as [string, string];
    const original = (await show(number)).evidence[0]!;
    const box = ['--box', '0.1,0.2,0.5,0.25'];
    const copy = await cases<{ evidence: string; batch: string }>('redact', number, original.id, ...box);
    const both = (await show(number)).evidence;
    expect(both.map(({ name }) => name)).toEqual(['front.jpg', 'front-已遮盖.jpg']);
    // On the disk it is no picture; with the store's key it is.
    await expect(sharp(blobOf(both[1]!.hash)).metadata()).rejects.toThrow();
    const stored = await openBlobStore(dataDir, testKey(dataDir)).read(both[1]!.hash);
    const { data, info } = await sharp(stored!).raw().toBuffer({ resolveWithObject: true });
    const brightest = (fromX: number, toX: number, fromY: number, toY: number) => {
      let most = 0;
      for (let y = Math.ceil(fromY * info.height); y < toY * info.height; y++)
        for (let x = Math.ceil(fromX * info.width); x < toX * info.width; x++)
          most = Math.max(most, data[(y * info.width + x) * 3]!);
      return most;
    };
    expect(brightest(0.12, 0.58, 0.24, 0.42)).toBeLessThan(16);
    expect(brightest(0.65, 1, 0, 1)).toBeGreaterThan(200);
    await desk('undo', copy.batch);
    const replaced = await cases<{ batch: string }>('redact', number, original.id, ...box, '--replace');
    expect((await show(number)).evidence.map(({ name }) => name)).toEqual(['front-已遮盖.jpg']);
    await desk('undo', replaced.batch);
    expect((await show(number)).evidence.map(({ name }) => name)).toEqual(['front.jpg']);
    const pdf = (await show(numbers[0]!)).evidence.find(({ name }) => name === 'form.pdf')!;
    expect((await desk('cases', 'redact', numbers[0]!, pdf.id, ...box)).code).toBe(4);
    expect((await desk('cases', 'redact', number, 'none', ...box)).code).toBe(4);
    expect((await desk('cases', 'redact', number, original.id, '--box', '1,1,0.5,0.5')).code).toBe(4);
    expect((await desk('cases', 'redact', number, original.id, '--box', '一,2')).code).toBe(2);
    await cases('redact', number, original.id, ...box, '--replace');
    expect((await desk('check')).code).toBe(0);
  }, 180_000);

  it('are gone when their time is over, and only then: previewed, for good, unless another case has the same', async () => {
    const [one, other] = numbers as [string, string];
    const before = [await show(one), await show(other)];
    expect((await cases<{ cases: unknown[] }>('purge', '--for-good')).cases).toEqual([]);
    const clock = setClock(Date.now());
    const core = await openCore(dataDir, clock);
    try {
      const { client } = core;
      const move = async (id: string, step: string) => {
        const { item } = await client.cases.get({ case: id });
        const action = { do: 'move' as const, move: step, note: '学生撤回', person: '乙' };
        return client.cases.act({ cases: [{ case: id, seen: item.version }], action });
      };
      await move(before[1]!.item.id, 'withdraw');
      // Taken out of the other case, the same front of a card is needed by an undo only.
      const kept = before[0]!.evidence.find(({ name }) => name === 'front.jpg')!;
      const { item: open } = await client.cases.get({ case: before[0]!.item.id });
      const taken = await client.cases.act({
        cases: [{ case: open.id, seen: open.version }],
        action: { do: 'remove', evidence: kept.id, reason: '放错' },
      });
      const purge = () => client.caseEvidence.purge({ cases: [before[1]!.item.id] });
      await expect(resultOf(await purge())).rejects.toMatchObject({ code: 'CASE_REFUSED' });
      clock.time += 3 * 366 * 86_400_000;
      expect((await client.caseEvidence.due()).cases).toMatchObject([{ number: other, files: 2 }]);
      expect(existsSync(blobOf(before[1]!.evidence[0]!.hash))).toBe(true);
      const done = await resultOf(await purge());
      // The original, which an undo may bring back into another case, is still there; the copy is gone.
      expect(done).toMatchObject({ cases: 1, files: 1 });
      expect(existsSync(blobOf(before[1]!.evidence[0]!.hash))).toBe(false);
      expect(existsSync(blobOf(kept.hash))).toBe(true);
      await resultOf(await client.imports.undo({ batch: taken.batch }));
      expect((await client.caseEvidence.open({ case: open.id, evidence: kept.id })).download).not.toBe('');
      const after = await client.cases.get({ case: before[1]!.item.id });
      expect(after.evidence).toEqual([]);
      expect(after.history.at(-1)).toMatchObject({ did: 'purge', batch: null });
      expect((await client.caseEvidence.due()).cases).toEqual([]);
      // What was handed in before can't be brought back by undoing something older.
      const attached = after.history.find(({ did }) => did === 'attach')!;
      const undone = await resultOf(await client.imports.undo({ batch: attached.batch! }));
      expect(undone.kept).not.toEqual([]);
      expect((await client.cases.get({ case: before[1]!.item.id })).evidence).toEqual([]);
    } finally {
      await core.close();
    }
    expect((await desk('check')).code).toBe(0);
  }, 180_000);
});
