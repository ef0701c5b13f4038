import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupHub, type HubBackupOptions } from '../../electron/hub/backupHub.ts';
import { blobsOf } from '../../electron/hub/blobFiles.ts';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { readNote } from '../../electron/hub/hubNotes.ts';
import { type OpenHub, openBesideHub, openHub } from '../../electron/hub/openHub.ts';
import { readAtOnce } from '../../electron/hub/readAtOnce.ts';
import { restoreHub } from '../../electron/hub/restoreHub.ts';
import { verifyLog } from '../../electron/hub/verifyLog.ts';
import { hubMeans, hubPorts, noTrouble, onBothEngines, onPostgres } from '../harness/hubEngines.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { fillHub } from './fillHub.ts';

const running = (changes: Partial<HubBackupOptions> = {}): HubBackupOptions => ({
  ...{ at: Date.UTC(2026, 10, 30, 8), signal: new AbortController().signal, onProgress: () => undefined },
  ...changes,
});
const open = (place: HubPlace) => openHub(place, hubPorts(), noTrouble);
const headOf = ({ db }: OpenHub) => db.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
const restore = (place: HubPlace, file: string) => restoreHub(place, file, scratchOf(place), running());
const scratchOf = (place: HubPlace) => (place.engine === 'sqlite' ? place.dataDir : temporaryFolder());
const folderPlace = (): HubPlace => ({
  ...{ engine: 'sqlite', dataDir: join(temporaryFolder(), 'hub'), means: hubMeans() },
});
const partOf = async (hub: OpenHub) => {
  const { state, fault } = await readAtOnce(hub.db, (tx) => verifyLog(tx));
  expect(fault).toBeNull();
  return state;
};

onBothEngines((engine) => {
  it('is backed up while it is served, and told how far', async () => {
    const place = await engine.place();
    const [hub, folder] = [await open(place), temporaryFolder()];
    await fillHub(hub, 3000);
    const beside = await openBesideHub(place, noTrouble);
    const { manifest } = await backupHub(beside, join(folder, 'hub.xjh'), running());
    await beside.close();
    expect(manifest).toMatchObject({ seq: 3000, chain: (await headOf(hub)).head_chain });
    expect(await headOf(hub)).toMatchObject({ durable_seq: 3000 });
    expect(await readNote(hub.db, 'backup')).toMatchObject({ at: running().at, seq: 3000, what: 'file' });
    // Nothing is left but the file, and nothing in it can be read without the key.
    expect(readdirSync(folder)).toEqual(['hub.xjh']);
    expect(readFileSync(join(folder, 'hub.xjh')).includes('张三')).toBe(false);
    await fillHub(hub, 10, 'later');
    expect(await headOf(hub)).toMatchObject({ head_seq: 3010, durable_seq: 3000 });
    await hub.close();
  });

  it('takes the files along, once for all backups of a folder, and puts them back on either engine', async () => {
    const [place, folder] = [await engine.place(), temporaryFolder()];
    const hub = await open(place);
    await fillHub(hub, 5);
    const bytes = randomBytes(3_000_000);
    const { hash } = await blobsOf(hub).put(bytes);
    const lost = { sha256: 'f'.repeat(64), size: 1, stored_at: 1 };
    await hub.db
      .insertInto('blob')
      .values([{ sha256: hash, size: bytes.length, stored_at: 1 }, lost])
      .execute();
    const file = join(folder, 'hub.xjh');
    expect((await backupHub(hub, file, running())).files).toEqual({ kept: 1, lost: 1 });
    expect((await backupHub(hub, join(folder, 'later.xjh'), running())).files).toEqual({ kept: 1, lost: 1 });
    await hub.close();
    for (const there of [await engine.place(), folderPlace()]) {
      expect((await restore(there, file)).files).toEqual({ kept: 1, lost: 1 });
      const restored = await open(there);
      expect(await blobsOf(restored).read(hash)).toEqual(bytes);
      await restored.close();
    }
  });

  it('is put back to the same point twice, with its epoch and the instance of its place', async () => {
    const place = await engine.place();
    const file = join(temporaryFolder(), 'hub.xjh');
    let hub = await open(place);
    await fillHub(hub, 120);
    await backupHub(hub, file, running());
    const backedUp = await headOf(hub);
    for (const later of ['one', 'other']) {
      await fillHub(hub, 30, later);
      await hub.close();
      const { manifest, keptAside } = await restore(place, file);
      expect(manifest.seq).toBe(120);
      expect(keptAside === null).toBe(engine.name === 'postgres');
      hub = await open(place);
      expect(hub.woke).toBe('same');
      expect(await headOf(hub)).toEqual({ ...backedUp, durable_seq: 120 });
      expect(await partOf(hub)).toMatchObject({ seq: 120 });
    }
    await hub.close();
  });

  it('put back elsewhere is another instance of the same hub', async () => {
    const [here, there] = [await engine.place(), await engine.place()];
    const file = join(temporaryFolder(), 'hub.xjh');
    const hub = await open(here);
    await fillHub(hub, 5);
    await backupHub(hub, file, running());
    await restore(there, file);
    const moved = await open(there);
    const [old, now] = [await headOf(hub), await headOf(moved)];
    expect(moved.woke).toBe('moved');
    expect(now).toMatchObject({ hub: old.hub, epoch: old.epoch, head_seq: 6 });
    expect(now.instance).not.toBe(old.instance);
    await partOf(moved);
    await Promise.all([hub.close(), moved.close()]);
  });

  it('is not put in another hub’s place', async () => {
    const [one, other] = [await engine.place(), await engine.place()];
    const file = join(temporaryFolder(), 'hub.xjh');
    const hub = await open(one);
    await backupHub(hub, file, running());
    await hub.close();
    await (await open(other)).close();
    const before = await open(other);
    const untouched = await headOf(before);
    await before.close();
    await expect(restore(other, file)).rejects.toMatchObject({ params: { case: 'other' } });
    const after = await open(other);
    expect(await headOf(after)).toEqual(untouched);
    await after.close();
  });

  it('is not called backed up by a copy whose log is not whole, nor by one that was broken off', async () => {
    const hub = await engine.hub();
    const folder = temporaryFolder();
    await fillHub(hub, 50);
    const cancel = new AbortController();
    const broken = running({ signal: cancel.signal, onProgress: () => cancel.abort() });
    await expect(backupHub(hub, join(folder, 'a'), broken)).rejects.toMatchObject({ code: 'CANCELLED' });
    // Nor by one that could not be put where it was to be.
    mkdirSync(join(folder, 'taken'));
    await expect(backupHub(hub, join(folder, 'taken'), running())).rejects.toThrow();
    rmdirSync(join(folder, 'taken'));
    await hub.db.updateTable('log').set({ patch: '{"name":"李四"}' }).where('seq', '=', 20).execute();
    await expect(backupHub(hub, join(folder, 'b'), running())).rejects.toMatchObject({
      params: { case: 'backup' },
    });
    await hub.db.deleteFrom('log').where('seq', '=', 20).execute();
    await expect(backupHub(hub, join(folder, 'c'), running())).rejects.toMatchObject({
      params: { case: 'backup' },
    });
    expect(readdirSync(folder)).toEqual([]);
    expect(await headOf(hub)).toMatchObject({ durable_seq: 0 });
  });
});

describe('a backup', () => {
  const place = (passphrase: string | null = null): HubPlace => ({
    ...{ engine: 'sqlite', dataDir: join(temporaryFolder(), 'hub'), means: hubMeans(passphrase) },
  });

  it('that is damaged, cut or of something else leaves what was there', async () => {
    const own = place();
    const file = join(temporaryFolder(), 'hub.xjh');
    const hub = await open(own);
    await fillHub(hub, 40);
    await backupHub(hub, file, running());
    const before = await headOf(hub);
    await hub.close();
    const whole = readFileSync(file);
    const turned = Buffer.from(whole);
    turned[Math.floor(turned.length / 2)]! ^= 1;
    for (const bytes of [turned, whole.subarray(0, whole.length / 2), Buffer.from('名单')]) {
      const bad = join(temporaryFolder(), 'bad.xjh');
      writeFileSync(bad, bytes);
      await expect(restore(own, bad)).rejects.toMatchObject({ params: { case: 'backup' } });
    }
    const again = await open(own);
    expect(await headOf(again)).toEqual({ ...before });
    await again.close();
  });

  it('is opened by the passphrase of its ring, and not while the hub is served', async () => {
    const own = place('correct horse battery');
    const file = join(temporaryFolder(), 'hub.xjh');
    const hub = await open(own);
    await fillHub(hub, 4);
    await backupHub(hub, file, running());
    await expect(restore(own, file)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    await hub.close();
    await expect(restore(place(), file)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    const elsewhere = place('correct horse battery');
    await restore(elsewhere, file);
    const moved = await open(elsewhere);
    expect(await headOf(moved)).toMatchObject({ head_seq: 5 });
    await moved.close();
  });
});

onPostgres((engine) => {
  it('goes from a folder to a server and back with all that it holds', async () => {
    const [folder, base, back] = [folderPlace(), await engine.place(), folderPlace()];
    const first = join(temporaryFolder(), 'first.xjh');
    const second = join(temporaryFolder(), 'second.xjh');
    const hub = await open(folder);
    await fillHub(hub, 2500);
    await backupHub(hub, first, running());
    await restore(base, first);
    const served = await open(base);
    expect(served.woke).toBe('moved');
    await fillHub(served, 500, 'there');
    await backupHub(served, second, running());
    await restore(back, second);
    const home = await open(back);
    expect(await partOf(home)).toMatchObject({ seq: 3002, hub: (await headOf(hub)).hub });
    await Promise.all([hub.close(), served.close(), home.close()]);
  });
});
