import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawPortrait } from '../../electron/demo/drawPortrait.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Checked {
  measured: number;
  looked: number;
  facesAvailable: boolean | null;
  likeness: Record<string, number> | null;
  findings: { role: string; code: string; photos: number }[];
}

describe('xueji photos check --faces --likeness', () => {
  const folder = folderForAll();
  const data = join(folder, 'data');
  const run = <Json = Record<string, unknown>>(...args: string[]) =>
    xuejiInside<Json>(...args, ...(args.includes('--data') ? [] : ['--data', data]), '--json');
  const importAs = async (role: 'admission' | 'graduation', photos: Record<string, Buffer>) => {
    mkdirSync(join(folder, role));
    for (const [file, bytes] of Object.entries(photos)) writeFileSync(join(folder, role, file), bytes);
    await run('import', join(folder, role), '--as', 'photos', '--role', role);
  };

  beforeAll(async () => {
    await run('init', '--school-code', '10000', '--school-name', '示例大学');
    writeFileSync(join(folder, 'roster.csv'), '学号,姓名\n20230001,张一\n20230002,王二\n');
    await run('import', join(folder, 'roster.csv'), '--as', 'roster', '--source', 'sis');
    await importAs('graduation', {
      '20230001.jpg': await drawPortrait({ seed: 1, gender: '男', role: 'graduation' }),
      '20230002.jpg': await drawJpeg(),
    });
    await importAs('admission', {
      '20230001.jpg': await drawPortrait({ seed: 1, gender: '男', role: 'admission' }),
      '20230002.jpg': await drawPortrait({ seed: 2, gender: '女', role: 'admission' }),
    });
  }, 120_000);

  it('looks once, tells a photo without a face, and compares the two photos of each student', async () => {
    const without = await run<Checked>('photos', 'check');
    expect(without.json).toMatchObject({ looked: 0, facesAvailable: null, likeness: null });
    const first = await run<Checked>('photos', 'check', '--faces', '--likeness');
    expect(first.json).toMatchObject({
      measured: 0,
      looked: 4,
      facesAvailable: true,
      likeness: { compared: 2, alike: 1, unknown: 1 },
    });
    expect(first.json.findings.filter(({ code }) => code === 'PHOTO_FACE')).toEqual([
      { role: 'graduation', code: 'PHOTO_FACE', photos: 1 },
    ]);
    expect(first.code).toBe(1);
    const again = await run<Checked>('photos', 'check', '--faces');
    expect(again.json).toMatchObject({ looked: 0, findings: first.json.findings });
    expect((await run('check')).code).toBe(0);
  }, 240_000);

  it('looks for faces while photos are imported, and not again for those that were looked at', async () => {
    type Imported = { batches: { faces?: unknown; findings: { code: string }[] }[] };
    const other = join(folder, 'other');
    await run('init', '--school-code', '10000', '--school-name', '示例大学', '--data', other);
    await run('import', join(folder, 'roster.csv'), '--as', 'roster', '--source', 'sis', '--data', other);
    const imported = async (...more: string[]) => {
      const args = ['--as', 'photos', ...more, '--data', other];
      const [batch] = (await run<Imported>('import', join(folder, 'graduation'), ...args)).json.batches;
      return { faces: batch!.faces, told: batch!.findings.filter(({ code }) => code === 'PHOTO_FACE') };
    };
    const first = await imported('--faces');
    expect(first).toEqual({
      faces: { available: true, looked: 2, failed: 0, reason: null },
      told: [expect.objectContaining({ severity: 'warn', row: 2 })],
    });
    expect(await imported('--faces')).toMatchObject({ faces: { available: true, looked: 0 } });
    expect((await imported()).faces).toBeUndefined();
    const checked = await run<Checked>('photos', 'check', '--faces', '--data', other);
    expect(checked.json).toMatchObject({ looked: 0, facesAvailable: true });
    expect(checked.json.findings).toContainEqual({ role: 'graduation', code: 'PHOTO_FACE', photos: 1 });
    expect((await run('check', '--data', other)).code).toBe(0);
  }, 240_000);

  it('is broken off at once while it reads photos or checks them, and goes on from what was done', async () => {
    const photos = join(folder, 'many');
    mkdirSync(photos);
    const numbers = Array.from({ length: 24 }, (_, n) => String(20230001 + n));
    for (const [seed, number] of numbers.entries())
      writeFileSync(join(photos, `${number}.jpg`), await drawJpeg({ seed }));
    const core = await openCore(join(folder, 'broken off'));
    const { imports, photos: checks } = core.client;
    const store = async (path: string, about: object) => {
      const { file } = await core.offerPath(path);
      const { session } = await imports.open({ files: [file], kind: 'roster', source: 'sis', ...about });
      return session;
    };
    writeFileSync(
      join(folder, 'many.csv'),
      `学号,姓名\n${numbers.map((each) => `${each},张${each}`).join('\n')}\n`,
    );
    const roster = await store(join(folder, 'many.csv'), {});
    await resultOf(await imports.plan({ session: roster }));
    await resultOf(await imports.commit({ session: roster }));
    /** Broken off when the first photo is told to be done: most of them are still to come. */
    const brokenOff = async (begin: (signal: AbortSignal) => Promise<AsyncIterable<unknown>>) => {
      const cancel = new AbortController();
      for await (const _ of await begin(cancel.signal)) cancel.abort();
    };
    const session = await store(photos, { kind: 'photos', faces: true });
    const reading = brokenOff((signal) => imports.plan({ session }, { signal }));
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    await imports.choose({ session, faces: false });
    await resultOf(await imports.plan({ session }));
    expect((await resultOf(await imports.commit({ session }))).counts.created).toBe(24);
    const checking = brokenOff((signal) => checks.recheck({ faces: true }, { signal }));
    await expect(checking).rejects.toMatchObject({ code: 'CANCELLED' });
    const whole = await resultOf(await checks.recheck({ faces: true }));
    expect(whole).toMatchObject({ photos: 24, facesAvailable: true, facesFailed: 0, facesReason: null });
    expect(whole.looked).toBeGreaterThan(0);
    expect(await resultOf(await checks.recheck({ faces: true }))).toMatchObject({ photos: 24, looked: 0 });
    await core.close();
  }, 240_000);

  it('says in a sentence what it did', async () => {
    const { stdout } = await xuejiInside('photos', 'check', '--faces', '--likeness', '--data', data);
    expect(stdout).toContain('像 1 名');
    expect(stdout).toContain('以人工查看和学信网人像比对为准');
  }, 120_000);
});
