import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkStore } from '../../electron/core/checkStore.ts';
import type { Core } from '../../electron/core/core.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { netDoor } from '../../electron/core/sync/netDoor.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { HUB_FILE } from '../../electron/hub/connectSqlite.ts';
import { unlockHub } from '../../electron/hub/unlockHub.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { hubMeans } from '../harness/hubEngines.ts';
import { runImport } from '../harness/runImport.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { openFaultCore } from './openFaultCore.ts';
import { HubProcess } from './SyncProcesses.ts';
import { settled } from './settled.ts';
import { type SmallDisk, smallDisk } from './smallDisk.ts';
import { writeRoster } from './writeRoster.ts';

const running = { signal: new AbortController().signal, onProgress: () => undefined };
/** KiB that are left on the disk: what stops being possible is another thing each time. */
const ROOMS = [40, 1500, 700, 300, 120, 0];

const probe = smallDisk(join(folderForAll(), 'probe'), 1);
probe?.unmount();
/** Only root may mount one. */
const onSmallDisk = it.skipIf(probe === null);

interface Office {
  folder: string;
  hub: HubProcess;
  /** Has the students. */
  one: Core;
  /** Has nothing yet but what the hub gave it. */
  other: Core;
}

/** A hub over TLS in a process of its own, and two desks that it has let in. */
async function office(at: { hub?: string; other?: string }): Promise<Office> {
  const folder = temporaryFolder();
  const hub = new HubProcess({
    ...{ engine: 'sqlite', dataDir: join(at.hub ?? folder, 'hub'), means: hubMeans() },
  });
  await hub.start();
  const opened = (place: string) => openFaultCore(place, systemClock, { hubDoor: netDoor, syncs: true });
  const one = await opened(join(folder, 'one'));
  const other = await opened(join(at.other ?? folder, 'other'));
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()]);
    await hub.kill();
  });
  await one.client.admin.initialise({ code: '10000', name: '示例大学' });
  for (const [name, core] of Object.entries({ one, other })) {
    const address = `127.0.0.1:${hub.port}`;
    const { pin } = await core.client.sync.look({ address });
    await core.client.sync.join({ address, pin, code: await hub.code(), name });
    await hub.approve(name, (await core.client.sync.status()).hub?.own ?? '');
    await settled(core);
  }
  return { folder, hub, one, other };
}

/** Code, and case of a hub's no, of what kept it from being done; `done`: nothing did. */
async function asked(core: Core): Promise<string> {
  const { trouble, phase, waiting } = await core.client.sync.now();
  if (trouble) return [trouble.code, trouble.params.case].filter(Boolean).join(' ');
  return phase === 'synced' && waiting === 0 ? 'done' : phase;
}

const students = async ({ client }: Core) =>
  (await client.students.page({ query: {}, offset: 0, limit: 1 })).total;

/** A small disk for one test. */
function mounted(megabytes: number): { small: string; disk: SmallDisk } {
  const small = join(temporaryFolder(), 'small');
  const disk = smallDisk(small, megabytes)!;
  onTestFinished(() => disk.unmount());
  return { small, disk };
}

/** Fills a disk but for so much; returns what makes room again. */
function fill(disk: SmallDisk, folder: string, left: number): () => void {
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(Math.max(0, disk.free() - left) * 1024));
  return () => rmSync(ballast);
}

const edit = async ({ client }: Core, at: number, text: string) => {
  const { items } = await client.students.page({ query: {}, offset: at, limit: 1 });
  await client.students.setFields({ id: items[0]!.id, values: { majorName: text }, reason: '' });
};

onSmallDisk(
  'a desk whose disk is full says so, keeps what it had, and catches up when there is room (skipped where no tmpfs can be mounted)',
  async () => {
    const { small, disk } = mounted(24);
    const { folder, one, other } = await office({ other: small });
    const said = new Set<string>();
    for (const [at, left] of ROOMS.entries()) {
      // Before there is anything to fetch: a desk is told at once.
      const makeRoom = fill(disk, small, left);
      await runImport(one, writeRoster(join(folder, `${at}.csv`), at * 1000 + 1, 1000), {
        ...{ kind: 'roster', source: 'sis' },
      });
      await settled(one);
      said.add(await asked(other));
      // What is there can be read all the same.
      expect(await students(other)).toBeLessThanOrEqual((at + 1) * 1000);
      makeRoom();
      await settled(other);
      expect(await students(other)).toBe((at + 1) * 1000);
    }
    expect([...said].filter((what) => what !== 'done')).toEqual(['STORE_FULL']);
    await other.close();
    const checks = await checkStore(join(small, 'other'), STORE_KEY, running);
    expect(checks.flatMap(({ problems }) => problems)).toEqual([]);
  },
  240_000,
);

onSmallDisk(
  'a hub whose disk is full tells the desks so, and takes all of it once there is room',
  async () => {
    const { small, disk } = mounted(32);
    const { folder, one, other } = await office({ hub: small });
    const said = new Set<string>();
    for (const [at, left] of ROOMS.entries()) {
      const makeRoom = fill(disk, small, left);
      await runImport(one, writeRoster(join(folder, `${at}.csv`), at * 500 + 1, 500), {
        ...{ kind: 'roster', source: 'sis' },
      });
      said.add(await asked(one));
      makeRoom();
      await settled(one);
      await settled(other);
      expect(await students(other)).toBe((at + 1) * 500);
    }
    expect([...said].filter((what) => what !== 'done')).toEqual(['SYNC_REFUSED store-full']);
  },
  240_000,
);

it('a hub whose database another program holds tells the desks so, and goes on when it is let go', async () => {
  const { folder, hub, one, other } = await office({});
  await runImport(one, writeRoster(join(folder, 'first.csv'), 1, 20), { kind: 'roster', source: 'sis' });
  await settled(one);
  await settled(other);
  if (hub.place.engine !== 'sqlite') throw new TypeError(hub.place.engine);
  const { dataDir, means } = hub.place;
  const { key } = await unlockHub(dataDir, means);
  const held = connect(join(dataDir, HUB_FILE), key);
  held.raw.exec('BEGIN IMMEDIATE');
  await edit(one, 0, '临床医学');
  expect(await asked(one)).toBe('SYNC_REFUSED store-busy');
  held.raw.exec('ROLLBACK');
  held.raw.close();
  await settled(one);
  await settled(other);
  const { items } = await other.client.students.page({ query: {}, offset: 0, limit: 1 });
  expect(items[0]!.values.majorName).toBe('临床医学');
}, 120_000);

it('a desk whose store another program holds says so, loses nothing of what was on the way, and goes on', async () => {
  const { folder, one, other } = await office({});
  await runImport(one, writeRoster(join(folder, 'first.csv'), 1, 30), { kind: 'roster', source: 'sis' });
  await settled(one);
  const held = connect(join(folder, 'other', STORE_FILE), STORE_KEY);
  held.raw.exec('BEGIN IMMEDIATE');
  expect(await asked(other)).toBe('STORE_IN_USE');
  held.raw.exec('ROLLBACK');
  held.raw.close();
  await settled(other);
  expect(await students(other)).toBe(30);
}, 120_000);
