import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { answerStanding } from '../../electron/hub/answerStanding.ts';
import { backupHub } from '../../electron/hub/backupHub.ts';
import { handleImage } from '../../electron/hub/handleImage.ts';
import { handlePull } from '../../electron/hub/handlePull.ts';
import { handlePush } from '../../electron/hub/handlePush.ts';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { readNote } from '../../electron/hub/hubNotes.ts';
import { keepOnly } from '../../electron/hub/instances.ts';
import { openHub, type ServedHub } from '../../electron/hub/openHub.ts';
import { restoreHub } from '../../electron/hub/restoreHub.ts';
import type { SyncedMutation } from '../../electron/sync/protocol/syncedMutation.ts';
import { hubMeans, hubPorts, noTrouble } from '../harness/hubEngines.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const ports = hubPorts();
const running = { at: ports.at, signal: new AbortController().signal, onProgress: () => undefined };
const placeAt = (dataDir: string): HubPlace => ({ engine: 'sqlite', dataDir, means: hubMeans() });

async function serve(dataDir: string): Promise<ServedHub> {
  const hub = await openHub(placeAt(dataDir), ports, noTrouble);
  onTestFinished(() => hub.close().catch(() => undefined));
  return hub;
}

/** A hub with two devices, and how each of them asks. */
async function begun() {
  const folder = temporaryFolder();
  const first = join(folder, 'first');
  const hub = await serve(first);
  for (const id of ['x', 'y']) {
    await hub.db
      .insertInto('device')
      .values({
        ...{ id, name: id, state: 'active', last_mid: 0, grant_version: 1, scope: '"*"', seen_seq: 0 },
        ...{ seen_at: null, public_key: null, asked_at: null, clock_skew_ms: null, app_version: null },
        ...{ schema_version: null, purged_version: null, outbox_depth: null, outbox_oldest_at: null },
      })
      .execute();
  }
  return { folder, first, hub };
}

/** A desk as far as positions go: it remembers its token and its numbers. */
function desk(device: string) {
  let token: string | null = null;
  let mid = 0;
  return {
    async pull(hub: ServedHub): Promise<string> {
      const answer = await handlePull(hub.db, ports, { device, token, grantVersion: 1, limit: 1000 });
      if (answer.kind === 'delta') token = answer.token;
      return answer.kind === 'delta' ? 'delta' : answer.why;
    },
    async image(hub: ServedHub): Promise<void> {
      const answer = await handleImage(hub.db, { device, acked: 0 });
      if (answer.kind !== 'image') throw new Error(answer.kind);
      token = answer.token;
      mid = answer.lastMid;
    },
    async push(hub: ServedHub): Promise<string> {
      const answer = await handlePush(hub.db, ports, { device, token: token!, mutations: [said(mid + 1)] });
      if (answer.kind === 'processed') mid += 1;
      return 'why' in answer ? answer.why : answer.kind;
    },
  };
}

let last = 0;
function said(mid: number): SyncedMutation {
  last += 1;
  return {
    ...{ mid, name: 'row.save', args: '{}', actor: '甲', at: ports.at, batch: null, part: null, schema: 1 },
    changes: [
      { entity: 'setting', id: `s-${last}`, set: { value: String(last), updatedAt: ports.at }, base: null },
    ],
  } as unknown as SyncedMutation;
}

const epochOf = async ({ db }: ServedHub) =>
  (await db.selectFrom('partition').select('epoch').executeTakeFirstOrThrow()).epoch;
const twinOf = ({ db }: ServedHub) => readNote(db, 'twin');

it('a hub that was moved is the same one to everybody, and nobody does anything', async () => {
  const { folder, first, hub } = await begun();
  const x = desk('x');
  await x.image(hub);
  expect(await x.push(hub)).toBe('processed');
  expect(await x.pull(hub)).toBe('delta');
  await hub.close();
  cpSync(first, join(folder, 'second'), { recursive: true });
  const moved = await serve(join(folder, 'second'));
  expect(moved.woke).toBe('moved');
  expect([await x.pull(moved), await x.push(moved), await x.pull(moved)]).toEqual([
    ...['delta', 'processed', 'delta'],
  ]);
  // Twice in a row, and by somebody who was away all the time.
  await moved.close();
  cpSync(join(folder, 'second'), join(folder, 'third'), { recursive: true });
  const again = await serve(join(folder, 'third'));
  expect([await x.pull(again), await x.push(again)]).toEqual(['delta', 'processed']);
  expect(await twinOf(again)).toBeNull();
});

it('two hubs of one copy both refuse what a device brings from the other, and leave their epochs alone', async () => {
  const { folder, first, hub: before } = await begun();
  const [x, y] = [desk('x'), desk('y')];
  for (const one of [x, y]) await one.image(before);
  await before.close();
  const second = join(folder, 'second');
  cpSync(first, second, { recursive: true });
  const [a, b] = [await serve(first), await serve(second)];
  const epochs = [await epochOf(a), await epochOf(b)];
  // Each has its desk, and goes its way.
  expect([await x.push(a), await x.pull(a)]).toEqual(['processed', 'delta']);
  expect([await y.push(b), await y.pull(b)]).toEqual(['processed', 'delta']);
  expect([await twinOf(a), await twinOf(b)]).toEqual([null, null]);
  // Then each meets the other.
  expect([await x.pull(b), await x.push(b)]).toEqual(['two-hubs', 'two-hubs']);
  expect([await y.pull(a), await y.push(a)]).toEqual(['two-hubs', 'two-hubs']);
  expect([(await twinOf(a))?.devices, (await twinOf(b))?.devices]).toEqual([['y'], ['x']]);
  expect([await epochOf(a), await epochOf(b)]).toEqual(epochs);
  // Back at its own hub a device tells it, and that refuses its writes as well.
  const instanceOf = async ({ db }: ServedHub) =>
    (await db.selectFrom('partition').select('instance').executeTakeFirstOrThrow()).instance;
  const heard = await answerStanding(a.db, { device: 'x', saw: await instanceOf(b) });
  expect(heard.twoHubs).toBe(true);
  expect([await x.pull(a), await x.push(a)]).toEqual(['delta', 'two-hubs']);
  expect((await twinOf(a))?.devices).toEqual(['y', 'x']);

  // A person decides: b stays. Its own go on where they were, those of the other begin anew, and nobody is refused.
  await a.close();
  await keepOnly(b.db, { by: '林老师', at: 1 });
  expect(await twinOf(b)).toBeNull();
  expect([await y.pull(b), await y.push(b)]).toEqual(['delta', 'processed']);
  expect(await x.pull(b)).toBe('rewound');
  await x.image(b);
  expect([await x.pull(b), await x.push(b)]).toEqual(['delta', 'processed']);
  expect(await epochOf(b)).not.toBe(epochs[1]);
  // Whoever is away that long finds an epoch of before, not a second hub.
  expect(await y.pull(b)).toBe('epoch');
});

it('and the other way round: the one that was copied from stays', async () => {
  const { folder, first, hub: before } = await begun();
  const [x, y] = [desk('x'), desk('y')];
  for (const one of [x, y]) await one.image(before);
  await before.close();
  cpSync(first, join(folder, 'second'), { recursive: true });
  const [a, b] = [await serve(first), await serve(join(folder, 'second'))];
  expect([await x.push(a), await x.pull(a), await y.push(b), await y.pull(b)]).toEqual([
    ...['processed', 'delta', 'processed', 'delta'],
  ]);
  expect(await y.pull(a)).toBe('two-hubs');
  await b.close();
  await keepOnly(a.db, { by: '林老师', at: 1 });
  expect(await y.pull(a)).toBe('rewound');
  await y.image(a);
  expect([await y.pull(a), await y.push(a), await x.pull(a)]).toEqual(['delta', 'processed', 'epoch']);
  await x.image(a);
  expect([await x.pull(a), await x.push(a)]).toEqual(['delta', 'processed']);
});

it('a backup that was put back on another computer is a loss, and no second hub', async () => {
  const { folder, hub } = await begun();
  const x = desk('x');
  await x.image(hub);
  expect([await x.push(hub), await x.pull(hub)]).toEqual(['processed', 'delta']);
  const file = join(folder, 'hub.xjh');
  await backupHub(hub, file, running);
  expect([await x.push(hub), await x.pull(hub)]).toEqual(['processed', 'delta']);
  // Its computer is broken; the backup goes to a new one.
  await hub.close();
  const place = placeAt(join(folder, 'new'));
  await restoreHub(place, file, join(folder, 'new'), running);
  const restored = await serve(join(folder, 'new'));
  expect(restored.woke).toBe('moved');
  expect(await x.pull(restored)).toBe('rewound');
  await x.image(restored);
  expect([await x.pull(restored), await x.push(restored)]).toEqual(['delta', 'processed']);
  expect(await twinOf(restored)).toBeNull();
});
