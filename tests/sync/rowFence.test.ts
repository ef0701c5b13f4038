import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { BlobUploads } from '../../electron/hub/BlobUploads.ts';
import { baseBlobs } from '../../electron/hub/baseBlobs.ts';
import { type FenceState, fence, fenceState, type Reader } from '../../electron/hub/fence.ts';
import { handleAudit } from '../../electron/hub/handleAudit.ts';
import { giveBlob, takeBlob } from '../../electron/hub/handleBlob.ts';
import { writeImage } from '../../electron/hub/images/writeImage.ts';
import { openHub, type ServedHub } from '../../electron/hub/openHub.ts';
import { readAtOnce } from '../../electron/hub/readAtOnce.ts';
import { ROW_SCHEMAS } from '../../electron/sync/rules/RowSchemas.ts';
import { hubPorts, noTrouble, onBothEngines, onPostgres } from '../harness/hubEngines.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { HubDevice, record } from './HubDevice.ts';

const [MATHS, LAW] = ['数学学院', '法学院'];
const PHOTO = {
  ...{ fileName: '一.jpg', width: 480, height: 640, bytes: 30_000, dpi: 300 },
  ...{ matchedBy: 'studentNo', findings: '[]' },
};
const PHOTOS = { s1: Buffer.from('a photo'), s2: Buffer.from('another photo') };
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const FENCED = ['row', 'log', 'blob_ref', 'digest'] as const;

/** One student of each of two colleges, one of none, and a device of each grant. */
async function school(hub: ServedHub): Promise<Record<'office' | 'maths' | 'gone', HubDevice>> {
  const ports = hubPorts();
  const office = await HubDevice.enrolled(hub, ports, 'office', '*');
  const maths = await HubDevice.enrolled(hub, ports, 'maths', [MATHS]);
  const gone = await HubDevice.enrolled(hub, ports, 'gone', '*');
  await office.push(record('s1', { name: '张三', collegeName: MATHS }));
  await office.push(record('s2', { name: '李四', collegeName: LAW }));
  await office.push(record('s3', { name: '王五' }));
  const files = {
    blobs: baseBlobs(hub.db, STORE_KEY),
    uploads: new BlobUploads(1_000_000),
    now: () => ports.now(),
  };
  for (const [student, bytes] of Object.entries(PHOTOS)) {
    const hash = sha(bytes);
    const whole = { device: 'office', sha256: hash, from: 0, total: bytes.length, bytes };
    expect(await takeBlob(hub.db, files, whole)).toEqual({ kind: 'have' });
    await office.push({
      ...{ entity: 'photo', id: `${student}/admission`, set: { ...PHOTO, hash }, base: null },
    });
  }
  await hub.db.updateTable('device').set({ state: 'revoked' }).where('id', '=', 'gone').execute();
  return { office, maths, gone };
}

/** What a reading sees of a table however it asks. */
function scopesSeen(hub: ServedHub, table: (typeof FENCED)[number], reader: Reader | null) {
  return readAtOnce(hub.db, async (tx) => {
    if (reader) await fence(tx, reader);
    const found = await tx.selectFrom(table).select('scope').distinct().orderBy('scope').execute();
    return found.map(({ scope }) => scope);
  });
}

onPostgres((engine) => {
  it('lets a reading for a device see what its grant has, whatever is asked', async () => {
    const hub = await engine.hub();
    await school(hub);
    const all = ['', LAW, MATHS].sort();
    for (const table of ['row', 'digest'] as const) {
      expect((await scopesSeen(hub, table, null)).sort(), table).toEqual(all);
      expect((await scopesSeen(hub, table, { device: 'office' })).sort(), table).toEqual(all);
    }
    for (const table of FENCED) {
      expect(await scopesSeen(hub, table, { device: 'maths' }), table).toEqual([MATHS]);
      expect(await scopesSeen(hub, table, { device: 'gone' }), table).toEqual([]);
      expect(await scopesSeen(hub, table, { device: 'nobody' }), table).toEqual([]);
      expect(await scopesSeen(hub, table, { grant: JSON.stringify([LAW]) }), table).toEqual([LAW]);
      expect(await scopesSeen(hub, table, { grant: '[]' }), table).toEqual([]);
      // Of those of no college nobody is told by naming none.
      expect(await scopesSeen(hub, table, { grant: '[""]' }), table).toEqual([]);
    }
  });

  it('ends with the transaction that it was put up in', async () => {
    const hub = await engine.hub();
    await school(hub);
    await Promise.all(Array.from({ length: 30 }, () => scopesSeen(hub, 'row', { device: 'maths' })));
    expect(await scopesSeen(hub, 'row', null)).toHaveLength(3);
  });

  it('tells a device what became of its own work, whosever the row is by now', async () => {
    const hub = await engine.hub();
    const { maths, office } = await school(hub);
    const moved = { name: '张三', collegeName: MATHS };
    await office.push(record('s1', { collegeName: LAW }, moved));
    expect(await maths.push(record('s1', { phone: '138' }, {}))).toMatchObject({ kind: 'rejected' });
    expect(await maths.pull()).toMatchObject({ acks: [{ mid: 1, kind: 'rejected' }] });
  });

  it('is asked for each of the four readings', async () => {
    const hub = await engine.hub();
    const { maths } = await school(hub);
    const blobs = baseBlobs(hub.db, STORE_KEY);
    const blob = () => giveBlob(hub.db, blobs, { device: 'maths', sha256: sha(PHOTOS.s1) });
    const audit = () =>
      handleAudit(hub.db, {
        ...{ device: 'maths', token: maths.token!, grantVersion: 1 },
        question: { kind: 'rows', entity: 'record', ids: ['s1/chsi'] },
      });
    const folder = temporaryFolder();
    /** Rows in a file that several of a grant share. */
    const image = async () => {
      const order = { grant: JSON.stringify([MATHS]), schema: ROW_SCHEMAS.most, key: 'ab'.repeat(32) };
      const file = join(folder, randomUUID());
      return (await writeImage(hub.db, { ...order, file })).rows;
    };
    const before = maths.token;
    expect((await maths.pull()).changes).toHaveLength(2);
    expect(await audit()).toMatchObject({ rows: [{ id: 's1/chsi' }] });
    expect((await maths.begin()).size).toBe(2);
    expect(await blob()).toEqual(PHOTOS.s1);
    expect(await image()).toBe(2);
    // With a server that lets nothing through, what the hub’s own code would tell is told to nobody.
    const nothing = sql`coalesce(current_setting('xueji.scopes', true), '') = ''`;
    for (const table of FENCED)
      await sql`ALTER POLICY hub_fence ON ${sql.table(table)} USING (${nothing})`.execute(hub.db);
    expect(await audit()).toMatchObject({ rows: [] });
    maths.token = before;
    await expect(maths.pull()).rejects.toThrow('the other fence');
    expect((await maths.begin()).size).toBe(0);
    expect(await blob()).toBeNull();
    expect(await image()).toBe(0);
  });

  it('is told to hold nothing where the hub signs in as a superuser', async () => {
    const place = await engine.place();
    if (place.engine !== 'postgres') throw new TypeError(place.engine);
    const hub = await engine.hub();
    expect(await fenceState(hub.db)).toBe('held');
    const above = { ...place, url: place.url.replace('user=hub', 'user=xueji') };
    expect(above.url).not.toBe(place.url);
    const served = await openHub(above, hubPorts(), noTrouble);
    await served.close();
    const status = await xuejiInside<{ fence: FenceState }>('hub', 'status', '--pg', above.url, '--json');
    expect(status.json.fence).toBe('passed');
    const said = await xuejiInside('hub', 'status', '--pg', above.url);
    expect(said.stdout).toContain('超级用户');
  });
});

onBothEngines((engine) => {
  it('is said to hold, or not to be there', async () => {
    const hub = await engine.hub();
    expect(await fenceState(hub.db)).toBe(engine.name === 'postgres' ? 'held' : 'none');
  });
});
