import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { handleAudit } from '../../electron/hub/handleAudit.ts';
import { type Grant, isGranted } from '../../electron/hub/hubPorts.ts';
import { type AuditCall, auditRows } from '../../electron/sync/client/auditRows.ts';
import { forgetHashes } from '../../electron/sync/client/rowHashes.ts';
import type { AuditAnswer } from '../../electron/sync/protocol/auditMessages.ts';
import {
  bucketOf,
  changeBucket,
  type DigestPart,
  EMPTY_BUCKET,
  rowHash,
} from '../../electron/sync/protocol/rowDigest.ts';
import type { Fields } from '../../electron/sync/protocol/syncedMutation.ts';
import { hubPorts } from '../harness/hubEngines.ts';
import { expectReplayEqual } from '../harness/storeInvariants.ts';
import { HubDevice, record } from './HubDevice.ts';
import { workAt } from './rig/deskWork.ts';
import type { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';
import { World } from './rig/World.ts';

async function lived(seed: number): Promise<World> {
  const world = new World(seed, { desks: 4, steps: 250, loss: 0.2, cuts: 0.15 });
  await world.begin();
  await world.run();
  await world.settle();
  return world;
}

/** The first from this seed on that is such a one. */
async function livedSuch(seed: number, isSuch: (world: World) => boolean): Promise<World> {
  const world = await lived(seed);
  if (isSuch(world)) return world;
  world.close();
  return livedSuch(seed + 1, isSuch);
}

/** Photos and verdicts at its first desk. */
const withBoth = ({ desks: [desk] }: World) =>
  ['photo', 'event'].every((table) => desk!.db.read(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined);

function audit(world: World, desk: SimDesk, heard: AuditAnswer[] = []) {
  const ask: AuditCall = async (request) => {
    const answer = await handleAudit(world.hub.db, request);
    heard.push(answer);
    return structuredClone(answer);
  };
  return auditRows(desk.db, ask, { now: () => 5, breathe: async () => undefined });
}

/** What a desk holds of students, damaged behind the program’s back. */
function damage(desk: SimDesk, sql: string, ...values: (string | number)[]): number {
  const { changes } = desk.db.raw.prepare(sql).run(...values);
  forgetHashes(desk.db);
  return changes;
}

const incidents = (desk: SimDesk) =>
  desk.db
    .read<{ entity: string; mine: string | null; theirs: string | null }>(
      'SELECT entity, mine, theirs FROM sync_incident ORDER BY id',
    )
    .all();

it('a hub counts a row no more that is gone', async () => {
  const hub = await SimHub.make(seededRandom(1, 'gone'), () => 5);
  const device = await HubDevice.enrolled(hub, hubPorts(), 'device-1', '*');
  const digest = async () => {
    const { id, token, grantVersion } = device;
    const question = { kind: 'digest' as const };
    const answer = await handleAudit(hub.db, { device: id, token: token!, grantVersion, question });
    return answer.kind === 'digest' ? answer.parts.map(({ entity, count }) => [entity, count]) : answer;
  };
  await device.push(record('s1', { name: '张三' }));
  await device.pull();
  expect(await digest()).toEqual([['record', 1]]);
  await device.push(record('s1', { name: null }, { name: '张三' }));
  await device.pull();
  expect(await digest()).toEqual([]);
});

describe('a desk and its hub', () => {
  it.each([1, 2, 3, 4])('count the same rows, whatever became of them on the way (seed %d)', async (seed) => {
    const world = await lived(seed);
    let most = 0;
    for (const desk of world.desks) {
      const heard: AuditAnswer[] = [];
      expect(await audit(world, desk, heard)).toEqual({ kind: 'compared', mended: 0 });
      const [digest] = heard;
      const parts = digest?.kind === 'digest' ? digest.parts : [];
      // Counted anew from the hub’s rows, by whoever may have them.
      expect(parts).toEqual(counted(world, world.served.grants.get(desk.name)!));
      most = Math.max(most, parts.length);
    }
    expect(most).toBeGreaterThan(2);
  });

  it('find what is otherwise, missing or too much, take it from the hub, and keep both', async () => {
    const world = await livedSuch(5, withBoth);
    const [desk] = world.desks as [SimDesk];
    const before = desk.copy();
    const damages: [string, string][] = [
      [
        'photo',
        "UPDATE photo SET hash = 'turned over' WHERE (student_n, role) = (SELECT student_n, role FROM photo LIMIT 1)",
      ],
      ['photo', 'DELETE FROM photo WHERE (student_n, role) = (SELECT student_n, role FROM photo LIMIT 1)'],
      [
        'event',
        "UPDATE event SET verdict = CASE verdict WHEN 'wrong' THEN 'correct' ELSE 'wrong' END WHERE n = (SELECT min(n) FROM event)",
      ],
    ];
    for (const [entity, sql] of damages) {
      desk.replace(before);
      expect(damage(desk, sql), sql).toBe(1);
      expect(await audit(world, desk)).toEqual({ kind: 'compared', mended: 1 });
      const [incident, ...more] = incidents(desk);
      expect(more).toEqual([]);
      expect(incident!.entity).toBe(entity);
      expect(incident!.mine).not.toBe(incident!.theirs);
      expect(incident!.theirs).not.toBeNull();
      expect(await audit(world, desk)).toEqual({ kind: 'compared', mended: 0 });
      expect(incidents(desk)).toHaveLength(1);
      world.check();
    }
  });

  it('find a row whose version was lost, or that the hub does not have', async () => {
    const world = await livedSuch(6, withBoth);
    const [desk] = world.desks as [SimDesk];
    // So that it is known which rows are there.
    expect(await audit(world, desk)).toEqual({ kind: 'compared', mended: 0 });
    expect(
      damage(
        desk,
        "UPDATE sync_row SET ver = ver - 1 WHERE entity = 'record' AND ver > 1 AND entity_id = (SELECT min(entity_id) FROM sync_row WHERE entity = 'record' AND ver > 1 AND hash <> '')",
      ),
    ).toBe(1);
    expect(
      damage(
        desk,
        "DELETE FROM sync_row WHERE entity = 'batch' AND entity_id = (SELECT min(entity_id) FROM sync_row JOIN batch ON id = entity_id WHERE entity = 'batch')",
      ),
    ).toBe(1);
    expect(await audit(world, desk)).toEqual({ kind: 'compared', mended: 2 });
    world.check();
    // The hub lost one itself, with its count: what the desk has more goes, and stays to be looked at.
    const { entity, row_id } = world.hub.raw
      .prepare("SELECT entity, row_id FROM row WHERE entity = 'photo' AND fields <> 'null' LIMIT 1")
      .get() as { entity: string; row_id: string };
    const text = world.hub.raw
      .prepare('SELECT fields, ver, scope FROM row WHERE entity = ? AND row_id = ?')
      .get(entity, row_id) as { fields: string; ver: number; scope: string };
    const fields = JSON.parse(text.fields) as Fields;
    const hash = rowHash({ entity, id: row_id, ver: text.ver, fields });
    const where = "scope = ? AND entity = 'photo' AND bucket = ?";
    const stored = world.hub.raw
      .prepare(`SELECT rows AS count, sum FROM digest WHERE ${where}`)
      .get(text.scope, bucketOf(row_id)) as { count: number; sum: string };
    const { count, sum } = changeBucket(stored, [], [hash]);
    world.hub.raw
      .prepare(`UPDATE digest SET rows = ?, sum = ? WHERE ${where}`)
      .run(count, sum, text.scope, bucketOf(row_id));
    world.hub.raw.prepare('DELETE FROM row WHERE entity = ? AND row_id = ?').run(entity, row_id);
    expect(await audit(world, desk)).toEqual({ kind: 'compared', mended: 1 });
    expect(incidents(desk).at(-1)).toMatchObject({ entity: 'photo', theirs: null });
    expect(JSON.parse(incidents(desk).at(-1)!.mine!)).toEqual(fields);
  });

  it('compare at one position only, and with what is being done here left out', async () => {
    const world = await lived(7);
    const [desk, other] = world.desks as [SimDesk, SimDesk];
    for (let at = 0; at < 8; at++) await workAt(desk);
    // Not sent yet: no difference.
    expect(await audit(world, desk)).toEqual({ kind: 'compared', mended: 0 });
    for (let at = 0; at < 8; at++) await workAt(other);
    const client = other.client(world.net.calls(other));
    while ((await client.push()).kind === 'more');
    expect(await audit(world, desk)).toEqual({ kind: 'moved' });
    await world.settle();
    expect(await audit(world, desk)).toEqual({ kind: 'compared', mended: 0 });
    // Its own row, damaged while there is work on top of it, keeps the work.
    expectReplayEqual(desk.db);
    // Something else is taken while the hub answers.
    const ask: AuditCall = async (request) => {
      desk.db.raw.prepare("UPDATE sync_state SET value = value || 'x' WHERE key = 'token'").run();
      return handleAudit(world.hub.db, request);
    };
    expect(await auditRows(desk.db, ask, { now: () => 5, breathe: async () => undefined })).toEqual({
      kind: 'moved',
    });
  });

  it('are told nothing beyond the grant, whatever is asked', async () => {
    const world = await livedSuch(8, ({ desks, served }) => served.grants.get(desks[2]!.name) !== '*');
    const desk = world.desks[2]!;
    const grant = world.served.grants.get(desk.name)!;
    expect(grant).not.toBe('*');
    const token = desk.db
      .read<{ value: string }>("SELECT value FROM sync_state WHERE key = 'token'")
      .get()!.value;
    const rows = world.hub.raw
      .prepare("SELECT entity, row_id AS id, scope FROM row WHERE fields <> 'null'")
      .all() as {
      entity: string;
      id: string;
      scope: string;
    }[];
    const allowed = new Set(
      rows.filter(({ scope }) => isGranted(grant, scope)).map(({ entity, id }) => `${entity} ${id}`),
    );
    expect(allowed.size).toBeLessThan(rows.length);
    const grantVersion = Number(
      desk.db.read<{ value: string }>("SELECT value FROM sync_state WHERE key = 'grantVersion'").get()!.value,
    );
    const asked = { device: desk.name, token, grantVersion };
    const seen = new Set<string>();
    for (const entity of new Set(rows.map((row) => row.entity))) {
      const ids = rows.filter((row) => row.entity === entity).map(({ id }) => id);
      const whole = await handleAudit(world.hub.db, { ...asked, question: { kind: 'rows', entity, ids } });
      if (whole.kind !== 'rows') throw new Error(whole.kind);
      for (const { id } of whole.rows) seen.add(`${entity} ${id}`);
      for (const bucket of new Set(ids.map(bucketOf))) {
        const listed = await handleAudit(world.hub.db, {
          ...asked,
          question: { kind: 'bucket', entity, bucket },
        });
        if (listed.kind !== 'bucket') throw new Error(listed.kind);
        for (const { id } of listed.rows) expect(allowed).toContain(`${entity} ${id}`);
      }
    }
    expect(seen).toEqual(allowed);
    const question = { kind: 'digest' as const };
    expect(await handleAudit(world.hub.db, { ...asked, grantVersion: grantVersion + 1, question })).toEqual({
      kind: 'moved',
    });
    expect(await handleAudit(world.hub.db, { ...asked, token: 'x.y', question })).toEqual({
      kind: 'refused',
      why: 'token',
    });
    expect(await handleAudit(world.hub.db, { ...asked, device: 'nobody', question })).toEqual({
      kind: 'refused',
      why: 'unknown-device',
    });
    await world.hub.grant(desk.name, null);
    expect(await handleAudit(world.hub.db, { ...asked, question })).toEqual({
      kind: 'refused',
      why: 'revoked',
    });
  });
});

/** The buckets of a grant, from the rows themselves. */
function counted(world: World, grant: Grant): DigestPart[] {
  const rows = world.hub.raw
    .prepare("SELECT entity, row_id AS id, scope, fields, ver FROM row WHERE fields <> 'null'")
    .all() as { entity: string; id: string; scope: string; fields: string; ver: number }[];
  const parts = new Map<string, DigestPart>();
  for (const { entity, id, scope, fields, ver } of rows) {
    if (!isGranted(grant, scope)) continue;
    const bucket = bucketOf(id);
    const key = `${entity} ${String(bucket).padStart(3, '0')}`;
    const part = parts.get(key) ?? { entity, bucket, ...EMPTY_BUCKET };
    const hash = rowHash({ entity, id, ver, fields: JSON.parse(fields) as Fields });
    parts.set(key, { ...part, ...changeBucket(part, [hash], []) });
  }
  return [...parts.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, part]) => part);
}
