import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { saveSecret, secretOf } from '../../electron/db/tables/personSecret.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { BlobUploads } from '../../electron/hub/BlobUploads.ts';
import { importUp } from '../../electron/hub/bundles/importUp.ts';
import { writeNote } from '../../electron/hub/hubNotes.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { placeOfDevice } from '../../electron/sync/bundle/takeDown.ts';
import { waitingMids } from '../../electron/sync/bundle/upEntries.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { checkOutcomes, checkOverlay, checkPrefix } from './rig/invariants.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';
import { refusedFor, Sticks } from './Sticks.ts';

/** What the simulation of sticks hardly ever comes to: files, what people sign in by, and where bundles begin and end. */
async function scene() {
  let time = Date.UTC(2026, 9, 1);
  const clock = () => (time += 1000);
  const random = seededRandom(1, 'ends of sticks');
  const hub = await SimHub.make(random, clock);
  const blobs = openBlobStore(temporaryFolder(), STORE_KEY);
  const sticks = new Sticks(hub, { blobs, uploads: new BlobUploads(50_000_000) });
  const [office, other] = ['office', 'other'].map((name) => SimDesk.named(name, random, clock)) as [
    SimDesk,
    SimDesk,
  ];
  for (const desk of [office, other]) {
    await hub.enrol(desk.name, '*');
    desk.join();
  }
  sticks.know('office', 'other');
  office.scene.importRoster('sis', [{ studentNo: '1', name: '甲' }]);
  await sticks.rounds(office, other);
  const student = office.db.read<{ id: string }>('SELECT id FROM student').get()!.id;
  const phone = ({ db }: SimDesk) =>
    db.read<{ phone: string | null }>('SELECT phone FROM student').get()!.phone;
  const seen = (name: string) =>
    (hub.raw.prepare('SELECT seen_seq FROM device WHERE id = ?').get(name) as { seen_seq: number }).seen_seq;
  const head = () =>
    (hub.raw.prepare('SELECT head_seq FROM partition').get() as { head_seq: number }).head_seq;
  /** Whoever was in an epoch of before is told so, and is given everything anew. */
  const followed = async (desk: SimDesk) => {
    await sticks.takeUp(await sticks.up(desk)).catch(refusedFor('epoch'));
    await sticks.takeDown(desk, await sticks.down(desk.name));
  };
  const whole = async () => {
    // What one says may show the hub first that it was put back.
    for (const desk of [office, other, office]) await followed(desk);
    await sticks.rounds(office, other);
    for (const desk of [office, other]) {
      expect(waitingMids(desk.db)).toBeNull();
      checkPrefix(hub, desk, '*');
      checkOverlay(desk);
      checkOutcomes(hub, desk);
    }
  };
  const network = async (desk: SimDesk, ...asks: ('pull' | 'push')[]) => {
    for (const ask of asks) while ((await desk.client(hub.calls())[ask]()).kind === 'more');
  };
  return { hub, blobs, sticks, office, other, student, phone, seen, head, whole, network };
}

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const wanted = ({ db }: SimDesk) =>
  db.read<{ n: number }>("SELECT count(*) AS n FROM sync_blob WHERE state <> 'here'").get()!.n;

it('of a desk that lives twice the second one’s stick is refused, and said to be', async () => {
  const { sticks, office, student, hub } = await scene();
  const twin = SimDesk.named('office', seededRandom(2, 'twin'), () => office.now);
  twin.replace(office.copy());
  office.scene.edit(student, { phone: '13800000001' });
  twin.scene.edit(student, { phone: '13900000002' });
  const [one, another] = [await sticks.up(office), await sticks.up(twin)];
  await sticks.takeUp(one);
  const before = hub.raw.prepare('SELECT count(*) AS n FROM log').get();
  await expect(sticks.takeUp(another)).rejects.toMatchObject({ params: { case: 'cloned' } });
  expect(hub.raw.prepare('SELECT count(*) AS n FROM log').get()).toEqual(before);
});

it('a photo goes along with the row that names it, and where it is missing nothing behind it is taken', async () => {
  const { sticks, office, student, hub } = await scene();
  const store = openBlobStore(temporaryFolder(), STORE_KEY);
  const bytes = randomBytes(100_000);
  office.scene.photos('graduation', [{ student, hash: (await store.put(bytes)).hash }]);
  office.scene.edit(student, { phone: '13800000001' });
  const up = await sticks.up(office, store);
  const lost = importUp({ ...sticks.bundles, store: null }, sticks.disk.files, [up]);
  await expect(lost).rejects.toMatchObject({ params: { case: 'files' } });
  expect(hub.raw.prepare("SELECT count(*) AS n FROM row WHERE entity = 'photo'").get()).toEqual({ n: 0 });
  expect(await sticks.takeUp(up)).toMatchObject({ files: 1, outcomes: { waiting: 0 } });
  expect(await sticks.bundles.store!.blobs.read(sha(bytes))).toEqual(bytes);
  expect(office.db.read("SELECT count(*) AS n FROM outbox WHERE state = 'pending'").get()).not.toEqual({
    n: 0,
  });
  await sticks.takeDown(office, await sticks.down('office'), store);
  expect(waitingMids(office.db)).toBeNull();
});

it('what a desk has lost is said on the stick: it is refused for good, and nothing waits for it', async () => {
  const { sticks, office, other, student, phone } = await scene();
  office.scene.photos('graduation', [{ student, hash: sha(randomBytes(50)) }]);
  office.scene.edit(student, { phone: '13800000001' });
  await sticks.takeUp(await sticks.up(office));
  await sticks.takeDown(office, await sticks.down('office'));
  await sticks.takeDown(other, await sticks.down('other'));
  expect(phone(other)).toBe('13800000001');
  const [refused] = office.db
    .read<{ outcome: string }>(
      "SELECT outcome FROM outbox WHERE state <> 'applied' AND outcome LIKE '%file-lost%'",
    )
    .all();
  expect(refused).toBeDefined();
});

it('a file that a desk lacks is asked for until it has come, also when a stick could not be written, and when the hub had lost it', async () => {
  const { hub, blobs, sticks, office, other, student, network } = await scene();
  const [stores, bytes] = [{ office: openBlobStore(temporaryFolder(), STORE_KEY) }, randomBytes(70_000)];
  const taking = openBlobStore(temporaryFolder(), STORE_KEY);
  office.scene.photos('graduation', [{ student, hash: (await stores.office.put(bytes)).hash }]);
  await sticks.takeUp(await sticks.up(office, stores.office));
  // The row comes over the network, and the file does not.
  await network(other, 'pull');
  expect(wanted(other)).toBe(1);
  await sticks.takeUp(await sticks.up(other));
  const marks = () =>
    JSON.parse(
      (hub.raw.prepare("SELECT value FROM hub_note WHERE name = 'bundles'").get() as { value: string }).value,
    ).other;
  expect(marks().wants).toEqual([sha(bytes)]);
  const { down } = marks();
  // The stick is full.
  sticks.disk.failAt(3, Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
  await expect(sticks.down('other')).rejects.toBeDefined();
  expect(marks()).toMatchObject({ wants: [sha(bytes)], down });
  // The disk of the hub has lost it for now.
  await blobs.remove(sha(bytes));
  await sticks.takeDown(other, await sticks.down('other'), taking);
  expect([wanted(other), marks().wants]).toEqual([1, [sha(bytes)]]);
  await blobs.put(bytes);
  await sticks.takeDown(other, await sticks.down('other'), taking);
  expect([wanted(other), marks().wants]).toEqual([0, []]);
  expect(await taking.read(sha(bytes))).toEqual(bytes);
});

it('what people sign in by goes along, is told to be taken, and an old stick does not bring an old one back', async () => {
  const { sticks, office, other } = await scene();
  const values = {
    kind: 'person',
    signInName: 'boss',
    name: 'boss',
    role: 'admin',
    state: 'active',
    colleges: null,
  };
  office.scene.write('people.save', { id: 'boss', at: 1, actor: '管理员', values } as never);
  const secret = (word: string, setAt: number) => ({ hash: `argon2id$${word}`, mustChange: false, setAt });
  const version = () => office.db.read('SELECT hub_ver AS ver FROM person_secret').get();
  await sticks.rounds(office, other);
  saveSecret(office.db, 'boss', secret('first', 5));
  const first = await sticks.up(office);
  await sticks.takeUp(first);
  await sticks.takeDown(office, await sticks.down('office'));
  await sticks.takeDown(other, await sticks.down('other'));
  expect(version()).toEqual({ ver: 1 });
  expect(secretOf(other.db, 'boss')).toEqual(secret('first', 5));
  saveSecret(office.db, 'boss', secret('second', 9));
  const second = await sticks.up(office);
  for (const path of [second, second, first, second]) await sticks.takeUp(path);
  await sticks.rounds(office, other);
  expect(version()).toEqual({ ver: 2 });
  for (const desk of [office, other]) expect(secretOf(desk.db, 'boss')).toEqual(secret('second', 9));
});

it('what is written for a desk is no sign that it was ever there, and may be taken from the end of each before', async () => {
  const { sticks, office, other, student, phone, seen, head, whole } = await scene();
  const from = seen('other');
  const downs: string[] = [];
  for (const number of ['1', '2', '3']) {
    office.scene.edit(student, { phone: number });
    await sticks.takeUp(await sticks.up(office));
    downs.push(await sticks.down('other'));
    expect(seen('other')).toBe(from);
  }
  expect(head()).toBeGreaterThan(from);
  // The second is lost, the first is taken twice, and the last begins in the middle of what is here.
  for (const path of [downs[0]!, downs[0]!, downs[2]!]) await sticks.takeDown(other, path);
  expect(phone(other)).toBe('3');
  await whole();
});

it('where the log is not told any more, or is another’s, a stick holds everything; and only as long as it has to', async () => {
  const { hub, sticks, office, other, student, phone, head, whole } = await scene();
  const opened = async (path: string) => {
    const text = sticks.disk.bytes(path).toString('latin1');
    return /"range":\{"from":null/.test(text) ? 'whole' : 'behind';
  };
  expect(await opened(await sticks.down('other'))).toBe('behind');
  office.scene.edit(student, { phone: '1' });
  await sticks.takeUp(await sticks.up(office));
  await hub.db.transaction().execute((tx) => writeNote(tx, 'horizon', head()));
  const anew = await sticks.down('other');
  expect(await opened(anew)).toBe('whole');
  expect(await sticks.takeDown(other, anew)).toMatchObject({ isWhole: true });
  expect(phone(other)).toBe('1');
  await sticks.takeUp(await sticks.up(other));
  expect(await opened(await sticks.down('other'))).toBe('behind');
  // Its grant is another one.
  await hub.grant('other', ['法学院']);
  expect(await opened(await sticks.down('other'))).toBe('whole');
  await hub.grant('other', '*');
  await whole();
  // The hub was put back, and its desk did not know.
  const copy = hub.backUp();
  office.scene.edit(student, { phone: '2' });
  await sticks.rounds(office, other);
  hub.restore(copy);
  await sticks.takeUp(await sticks.up(other)).catch(refusedFor('epoch'));
  const put = await sticks.down('other');
  expect(await opened(put)).toBe('whole');
  await sticks.takeDown(other, put);
  await sticks.takeUp(await sticks.up(other));
  expect(await opened(await sticks.down('other'))).toBe('behind');
  await whole();
  for (const desk of [office, other]) expect(phone(desk)).toBe('2');
});

it('a stick that goes on from another place than the desk’s is not taken: the hub was put back in between', async () => {
  const { hub, sticks, office, other, student, phone, whole } = await scene();
  const copy = hub.backUp();
  office.scene.edit(student, { phone: '1' });
  await sticks.takeUp(await sticks.up(office));
  await sticks.takeDown(other, await sticks.down('other'));
  expect(phone(other)).toBe('1');
  hub.restore(copy);
  // Nobody has told the hub yet: it goes on as if nothing was, and what it numbers now is another’s.
  const third = SimDesk.named('third', seededRandom(3, 'third'), () => office.now);
  await hub.enrol('third', '*');
  third.join();
  sticks.know('third');
  await sticks.rounds(third);
  third.scene.edit(student, { phone: '3' });
  third.scene.edit(student, { phone: '33' });
  await sticks.takeUp(await sticks.up(third));
  const place = placeOfDevice(other.db);
  await expect(sticks.takeDown(other, await sticks.down('other'))).rejects.toMatchObject({
    params: { case: 'overlap' },
  });
  expect([placeOfDevice(other.db), phone(other)]).toEqual([place, '1']);
  await whole();
});

it('of two epochs that a desk was never in, a late whole stick of the earlier one is not taken', async () => {
  const { hub, sticks, office, other, student, whole } = await scene();
  const copy = hub.backUp();
  office.scene.edit(student, { phone: '1' });
  await sticks.rounds(office, other);
  hub.restore(copy);
  await sticks.takeUp(await sticks.up(other)).catch(refusedFor('epoch'));
  const late = await sticks.down('other');
  hub.restore(copy);
  await sticks.takeUp(await sticks.up(other)).catch(refusedFor('epoch'));
  await sticks.takeDown(other, await sticks.down('other'));
  const place = placeOfDevice(other.db);
  await expect(sticks.takeDown(other, late)).rejects.toMatchObject({ params: { case: 'rewound' } });
  expect(placeOfDevice(other.db)).toEqual(place);
  await whole();
});

it('nothing is written for a device that was revoked', async () => {
  const { hub, sticks } = await scene();
  await hub.grant('other', null);
  await expect(sticks.down('other')).rejects.toMatchObject({
    ...{ code: 'HUB_DEVICE', params: { case: 'revoked', name: 'other' } },
  });
  expect(sticks.disk.names('stick').some((name) => name.startsWith('.'))).toBe(false);
});
