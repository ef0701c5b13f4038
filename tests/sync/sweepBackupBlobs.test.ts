import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blobsBeside } from '../../electron/hub/backupBlobs.ts';
import { backupHub } from '../../electron/hub/backupHub.ts';
import { blobsOf } from '../../electron/hub/blobFiles.ts';
import { openHub } from '../../electron/hub/openHub.ts';
import { restoreHub } from '../../electron/hub/restoreHub.ts';
import { sweepBackupBlobs } from '../../electron/hub/sweepBackupBlobs.ts';
import { forgetBlob } from '../../electron/hub/unnamedBlobs.ts';
import { hubMeans, hubPorts, noTrouble, onBothEngines } from '../harness/hubEngines.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { fillHub } from './fillHub.ts';

const { signal } = new AbortController();
const running = { at: Date.UTC(2026, 10, 30, 8), signal, onProgress: () => undefined };

onBothEngines((engine) => {
  /** A hub with two backups: the older one names two files, of which the newer one names one. */
  async function twoBackups() {
    const place = await engine.place();
    const [hub, folder] = [await openHub(place, hubPorts(), noTrouble), temporaryFolder()];
    await fillHub(hub, 5);
    const [kept, gone] = [randomBytes(50_000), randomBytes(60_000)];
    const [keptName, goneName] = (await Promise.all(
      [kept, gone].map(async (bytes) => {
        const { hash } = await blobsOf(hub).put(bytes);
        await hub.db.insertInto('blob').values({ sha256: hash, size: bytes.length, stored_at: 1 }).execute();
        return hash;
      }),
    )) as [string, string];
    await backupHub(hub, join(folder, 'older.xjh'), running);
    await hub.db.transaction().execute((tx) => forgetBlob(tx, goneName));
    await backupHub(hub, join(folder, 'newer.xjh'), running);
    const { key } = hub.unlocked;
    const beside = blobsBeside(folder, key);
    return { hub, folder, key, beside, kept, keptName, gone, goneName };
  }

  it('takes away what no backup names any more, and nothing that one names', async () => {
    const { hub, folder, key, beside, kept, keptName, gone, goneName } = await twoBackups();
    expect(await sweepBackupBlobs(folder, key, signal)).toBe(0);
    expect(await beside.read(goneName)).toEqual(gone);
    // Whatever it is called.
    renameSync(join(folder, 'newer.xjh'), join(folder, '学籍主机备份'));
    rmSync(join(folder, 'older.xjh'));
    expect(await sweepBackupBlobs(folder, key, signal)).toBe(1);
    expect(await beside.has(goneName)).toBe(false);
    expect(await beside.read(keptName)).toEqual(kept);
    await hub.close();
    const place = { engine: 'sqlite' as const, dataDir: join(temporaryFolder(), 'hub'), means: hubMeans() };
    const restored = await restoreHub(place, join(folder, '学籍主机备份'), place.dataDir, running);
    expect(restored.files).toEqual({ kept: 1, lost: 0 });
  });

  it.each([
    ['a backup can’t be read', (folder: string) => writeFileSync(join(folder, 'other.xjh'), '坏了')],
    ['another is just being made', (folder: string) => mkdirSync(join(folder, '.xueji-hub-ABCDEF'))],
    [
      'another is just being named',
      (folder: string) => writeFileSync(join(folder, '.0123456789ab.part'), ''),
    ],
  ])('takes nothing away while %s', async (_, spoil) => {
    const { hub, folder, key, beside, goneName } = await twoBackups();
    rmSync(join(folder, 'older.xjh'));
    spoil(folder);
    expect(await sweepBackupBlobs(folder, key, signal)).toBeNull();
    expect(await beside.has(goneName)).toBe(true);
    await hub.close();
  });

  it('takes nothing away once another one is begun while it reads', async () => {
    const { hub, folder, key, beside, goneName } = await twoBackups();
    rmSync(join(folder, 'older.xjh'));
    const began = sweepBackupBlobs(folder, key, signal);
    mkdirSync(join(folder, '.xueji-hub-ABCDEF'));
    expect(await began).toBe(0);
    expect(await beside.has(goneName)).toBe(true);
    await hub.close();
  });
});
