import type { Entity } from '../../../electron/changes/change.ts';
import { readRow } from '../../../electron/changes/readRow.ts';
import type { Fields, Outcome } from '../../../electron/sync/protocol/syncedMutation.ts';
import { fail } from './Broken.ts';
import { knowsEntity, shownTo } from './before.ts';
import { advance, type Held } from './History.ts';
import { type Intent, sameFields, shownWith, staysAtDesk } from './meaning.ts';
import type { SimDesk } from './SimDesk.ts';
import type { SimHub } from './SimHub.ts';

interface Pending {
  mid: number;
  mutation: number | null;
}

/** Every so often all rows are looked at, and not those alone that may have changed. */
const WHOLE_EVERY = 10;

/**
 * I1, I2, I11, I12: what a desk has of the hub, and what it shows. Of all rows at the first look at what it has of a
 * hub, now and then, and if `all`; otherwise of those that were written since the last look, here or at the hub, and of
 * those that had or have unsettled work.
 */
export function checkDesk(desk: SimDesk, all: boolean): void {
  const { db, mirror, held, looked } = desk;
  const { writes } = db.read<{ writes: number }>('SELECT total_changes() AS writes').get()!;
  // What was right, and was not touched since, is right.
  if (!all && held === looked.held && writes === looked.writes) return;
  mirror.advance(db);
  desk.noteSettled();
  const inBatches =
    "SELECT 1 FROM mutation WHERE name IN ('sync.settle', 'sync.reset') AND batch IS NOT NULL";
  // Taking back a batch must not bring back what the hub made otherwise.
  if (db.read(inBatches).get() !== undefined) fail('I7 settled in a batch', desk.name, {});
  const isWhole = all || held !== looked.held || looked.times % WHOLE_EVERY === 0;
  for (const key of isWhole ? mirror.rows.keys() : mirror.dirty) {
    const [entity, id] = split(key);
    const shown = readRow(db, entity, id);
    if (!sameFields(shown, mirror.rows.get(key) ?? null)) fail('I2 log', desk.name, { key, shown });
  }
  const { dirty } = mirror;
  if (held === null) {
    mirror.dirty = new Set();
    desk.looked = { ...looked, writes, held };
    return;
  }
  const cursor = Number(state(desk, 'cursor') ?? 0);
  if (cursor < held.seq) fail('I12 cursor', desk.name, { cursor, was: held.seq });
  if (cursor > held.history.head) fail('I1 cursor', desk.name, { cursor, head: held.history.head });
  advance(held, cursor);
  const bases = basesOf(desk);
  const baseOf = (key: string) => (bases.has(key) ? bases.get(key)! : (mirror.rows.get(key) ?? null));
  const keys = isWhole
    ? everyKey(desk, held)
    : new Set([...dirty, ...held.written, ...bases.keys(), ...looked.based]);
  for (const key of keys) checkBase(desk, key, { ...held, row: held.rows.get(key) ?? null }, baseOf(key));
  checkShown(desk, baseOf, keys);
  mirror.dirty = new Set();
  held.written = new Set();
  desk.looked = { times: looked.times + 1, writes, held, based: new Set(bases.keys()) };
}

function everyKey({ db, mirror }: SimDesk, { rows }: Held): Set<string> {
  const known = db
    .read<{ key: string }>('SELECT entity || char(10) || entity_id AS key FROM sync_row')
    .all()
    .map(({ key }) => key);
  return new Set([...mirror.rows.keys(), ...rows.keys(), ...known]);
}

/** I1 of one row: it is what the hub’s log adds up to, in the same version; and nothing is held beside. */
function checkBase(
  desk: SimDesk,
  key: string,
  { row: held, schema }: { row: { fields: Fields; ver: number } | null; schema: number },
  base: Fields | null,
): void {
  const ver = desk.db
    .read<{ ver: number }>('SELECT ver FROM sync_row WHERE entity = ? AND entity_id = ?')
    .get(...split(key))?.ver;
  if (held === null) {
    if (ver !== undefined) fail('I1 beyond', desk.name, { key, base });
    return;
  }
  const [entity] = split(key);
  const shown = shownTo(schema, entity, held.fields);
  const expected = shown === null || Object.keys(shown).length === 0 ? null : shown;
  if (ver !== undefined && !knowsEntity(schema, entity)) fail('I19 holds', desk.name, { key, ver });
  if (!sameFields(base, expected)) fail('I1', desk.name, { key, base, expected, ver: held.ver });
  if (ver !== held.ver && expected !== null) fail('I1 version', desk.name, { key, ver, hub: held.ver });
}

function split(key: string): [Entity, string] {
  return key.split('\n') as [Entity, string];
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
function checkShown(desk: SimDesk, baseOf: (key: string) => Fields | null, keys: ReadonlySet<string>): void {
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
  for (const key of keys) {
    const row = mirror.rows.get(key);
    if (row && !expected.has(key) && !held!.rows.has(key) && !staysAtDesk(key))
      fail('I11', desk.name, { key, row });
  }
}

export function pendingOf({ db }: SimDesk): Pending[] {
  return db.read<Pending>("SELECT mid, mutation FROM outbox WHERE state = 'pending' ORDER BY mid").all();
}

/** What was meant by something that was done there: by its log; of what was there before it joined, by what it kept. */
export function intentsOf(desk: SimDesk, { mid, mutation }: Pending): Intent[] {
  const { db, mirror, settledOnce } = desk;
  const schema = desk.madeIn(mutation);
  if (mutation !== null) {
    const kept = new Set(
      db
        .read<{ key: string }>('SELECT entity || char(10) || entity_id AS key FROM pending_row WHERE mid = ?')
        .all(mid)
        .map(({ key }) => key),
    );
    return [...(mirror.deeds.get(mutation) ?? [])].flatMap(([key, { set, seen }]) => {
      const [entity, id] = key.split('\n') as [string, string];
      if (staysAtDesk(key)) return [];
      // Of work that was settled, rows that left the desk were purged: they don’t wait again when the hub is put back.
      if (!kept.has(key) && settledOnce.has(mutation)) return [];
      return [{ entity, id, set, seen, schema }];
    });
  }
  return db
    .read<{ entity: string; id: string; whole: string }>(
      'SELECT entity, entity_id AS id, whole FROM pending_row WHERE mid = ?',
    )
    .all(mid)
    .map(({ entity, id, whole }) => ({ entity, id, set: JSON.parse(whole) as Fields, seen: null, schema }));
}

/** I5, I13: numbers without a gap, one for everything that was done there; each waits, or has the end that the hub wrote. */
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
    .read<{ count: number }>(
      `SELECT count(*) AS count FROM mutation WHERE device = ? AND mid > ?
         AND NOT (name = 'row.save' AND args LIKE '{"entity":"setting","id":"cases %')`,
    )
    .get(desk.key, desk.joinedAt)!.count;
  const noted = own.filter(({ mutation }) => mutation !== null).length;
  if (done !== noted) fail('I5 count', desk.name, { done, noted });
  if (!isCurrent) return;
  const { history } = desk.held!;
  const stored = hub
    .look('SELECT mid, outcome, seq FROM mutation WHERE device = ? AND outcome IS NOT NULL')
    .all(desk.name) as { mid: number; outcome: string; seq: number }[];
  const byMid = new Map(stored.map((one) => [one.mid, one]));
  for (const { mid, state, outcome, seq } of own) {
    if (mid < 1) {
      if (state === 'pending') fail('I5 never sent', desk.name, { mid });
      // Under an earlier name: whatever hub this is, it has what it answered then, at the same place.
      const answer = history.entries[seq! - 1];
      if (answer?.kind !== 'ack' || JSON.stringify(answer.patch.outcome) !== outcome)
        fail('I13', desk.name, { mid, outcome, answer });
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
