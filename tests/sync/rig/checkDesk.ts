import type { Entity } from '../../../electron/changes/change.ts';
import { readRow } from '../../../electron/changes/readRow.ts';
import type { Fields, Outcome } from '../../../electron/sync/protocol/syncedMutation.ts';
import { fail } from './Broken.ts';
import { advance } from './History.ts';
import { type Intent, sameFields, shownWith } from './meaning.ts';
import type { SimDesk } from './SimDesk.ts';
import type { SimHub } from './SimHub.ts';

interface Pending {
  mid: number;
  mutation: number | null;
}

/** I1, I2: what a desk has of the hub, and what it shows. Of rows that were written since the last time, unless `all`. */
export function checkDesk(desk: SimDesk, all: boolean): void {
  const { db, mirror, held } = desk;
  mirror.advance(db);
  const settled = db
    .read<{ mutation: number }>(
      "SELECT mutation FROM outbox WHERE state <> 'pending' AND mutation IS NOT NULL",
    )
    .all();
  for (const { mutation } of settled) desk.settledOnce.add(mutation);
  for (const key of all ? mirror.rows.keys() : mirror.dirty) {
    const [entity, id] = key.split('\n') as [Entity, string];
    const shown = readRow(db, entity, id);
    if (!sameFields(shown, mirror.rows.get(key) ?? null)) fail('I2 log', desk.name, { key, shown });
  }
  mirror.dirty = new Set();
  if (held === null) return;
  const cursor = Number(state(desk, 'cursor') ?? 0);
  if (cursor < held.seq) fail('I12 cursor', desk.name, { cursor, was: held.seq });
  if (cursor > held.history.head) fail('I1 cursor', desk.name, { cursor, head: held.history.head });
  advance(held, cursor);
  const versions = new Map<string, number>();
  for (const { key, ver } of db
    .read<{ key: string; ver: number }>('SELECT entity || char(10) || entity_id AS key, ver FROM sync_row')
    .all())
    versions.set(key, ver);
  const bases = basesOf(desk);
  const baseOf = (key: string) => (bases.has(key) ? bases.get(key)! : (mirror.rows.get(key) ?? null));
  for (const [key, { fields, ver }] of held.rows) {
    const expected = Object.keys(fields).length === 0 ? null : fields;
    const base = baseOf(key);
    if (!sameFields(base, expected)) fail('I1', desk.name, { key, base, expected, ver });
    if (versions.get(key) !== ver && expected !== null)
      fail('I1 version', desk.name, { key, ver: versions.get(key), hub: ver });
    versions.delete(key);
  }
  for (const key of versions.keys())
    if (baseOf(key) !== null) fail('I1 beyond', desk.name, { key, base: baseOf(key) });
  checkShown(desk, baseOf);
}

/** Of rows with unsettled work: what the hub has of them. */
function basesOf({ db }: SimDesk): Map<string, Fields | null> {
  const bases = new Map<string, Fields | null>();
  const parse = (text: string | null) => (text === null ? null : (JSON.parse(text) as Fields));
  const first = db
    .read<{ key: string; before: string | null }>(
      `SELECT p.entity || char(10) || p.entity_id AS key, p.before, min(p.mid) FROM pending_row p
       JOIN outbox o ON o.mid = p.mid AND o.state = 'pending' GROUP BY 1`,
    )
    .all();
  for (const { key, before } of first) bases.set(key, parse(before));
  const kept = db
    .read<{ key: string; fields: string | null }>(
      'SELECT entity || char(10) || entity_id AS key, fields FROM base_row',
    )
    .all();
  for (const { key, fields } of kept) bases.set(key, parse(fields));
  return bases;
}

/** I2: what is shown is what the hub has, with exactly the unsettled work on top, in its order. */
function checkShown(desk: SimDesk, baseOf: (key: string) => Fields | null): void {
  const { held, mirror } = desk;
  const expected = new Map<string, Fields | null>();
  for (const pending of pendingOf(desk)) {
    for (const intent of intentsOf(desk, pending)) {
      const key = `${intent.entity}\n${intent.id}`;
      const before = expected.has(key) ? expected.get(key)! : baseOf(key);
      expected.set(key, shownWith(intent, before));
    }
  }
  for (const [key, row] of expected)
    if (!sameFields(mirror.rows.get(key) ?? null, row))
      fail('I2', desk.name, { key, shown: mirror.rows.get(key) ?? null, row });
  for (const [key, row] of mirror.rows)
    if (!expected.has(key) && !held!.rows.has(key)) fail('I11', desk.name, { key, row });
}

export function pendingOf({ db }: SimDesk): Pending[] {
  return db.read<Pending>("SELECT mid, mutation FROM outbox WHERE state = 'pending' ORDER BY mid").all();
}

/** What was meant by something that was done there: by its log; of what was there before it joined, by what it kept. */
export function intentsOf({ db, mirror, settledOnce }: SimDesk, { mid, mutation }: Pending): Intent[] {
  if (mutation !== null) {
    const kept = new Set(
      db
        .read<{ key: string }>('SELECT entity || char(10) || entity_id AS key FROM pending_row WHERE mid = ?')
        .all(mid)
        .map(({ key }) => key),
    );
    return [...(mirror.deeds.get(mutation) ?? [])].flatMap(([key, { set, seen }]) => {
      const [entity, id] = key.split('\n') as [string, string];
      // Of work that was settled, rows that left the desk were purged: they don’t wait again when the hub is put back.
      if (!kept.has(key) && settledOnce.has(mutation)) return [];
      return [{ entity, id, set, seen }];
    });
  }
  return db
    .read<{ entity: string; id: string; whole: string }>(
      'SELECT entity, entity_id AS id, whole FROM pending_row WHERE mid = ?',
    )
    .all(mid)
    .map(({ entity, id, whole }) => ({ entity, id, set: JSON.parse(whole) as Fields, seen: null }));
}

/** I5: numbers without a gap, one for everything that was done there; each waits, or has the end that the hub wrote. */
export function checkOutcomes(hub: SimHub, desk: SimDesk, isCurrent: boolean): void {
  const own = desk.db
    .read<{
      mid: number;
      mutation: number | null;
      state: string;
      outcome: string | null;
      seq: number | null;
    }>('SELECT mid, mutation, state, outcome, ack_seq AS seq FROM outbox ORDER BY mid')
    .all();
  own.forEach(({ mid }, at) => {
    if (mid !== own[0]!.mid + at) fail('I5 number', desk.name, { mid, at });
  });
  const done = desk.db
    .read<{ count: number }>('SELECT count(*) AS count FROM mutation WHERE device = ? AND mid > ?')
    .get(desk.key, desk.joinedAt)!.count;
  const noted = own.filter(({ mutation }) => mutation !== null).length;
  if (done !== noted) fail('I5 count', desk.name, { done, noted });
  if (!isCurrent) return;
  const { history } = desk.held!;
  const stored = hub.raw
    .prepare('SELECT mid, outcome, seq FROM mutation WHERE device = ? AND outcome IS NOT NULL')
    .all(desk.name) as { mid: number; outcome: string; seq: number }[];
  const byMid = new Map(stored.map((one) => [one.mid, one]));
  for (const { mid, state, outcome, seq } of own) {
    if (mid < 1) {
      if (state === 'pending') fail('I5 never sent', desk.name, { mid });
      continue;
    }
    const one = byMid.get(mid);
    if (state === 'pending') {
      if (one && one.seq <= desk.held!.seq && isAlone(desk)) fail('I5 waits', desk.name, { mid, one });
      continue;
    }
    if (
      !one ||
      (JSON.parse(one.outcome) as Outcome).kind !== state ||
      one.outcome !== outcome ||
      one.seq !== seq
    )
      fail('I5', desk.name, { mid, state, outcome, seq, one });
    if (JSON.stringify(history.outcomes.get(`${desk.name}/${mid}`)) !== outcome)
      fail('I5 log', desk.name, { mid, outcome });
  }
}

/** Whether it still goes by the name under which the hub knows its work. */
function isAlone(desk: SimDesk): boolean {
  return state(desk, 'twin') !== '1';
}

export function state(desk: SimDesk, key: string): string | null {
  return (
    desk.db.read<{ value: string }>('SELECT value FROM sync_state WHERE key = ?').get(key)?.value ?? null
  );
}
