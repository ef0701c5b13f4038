import { createHash } from 'node:crypto';
import type { Entity } from '../../../electron/changes/change.ts';
import { readRow } from '../../../electron/changes/readRow.ts';
import { type Grant, isGranted } from '../../../electron/hub/hubPorts.ts';
import { OutgoingBodies } from '../../../electron/sync/client/OutgoingBodies.ts';
import { Overlay } from '../../../electron/sync/client/Overlay.ts';
import { canonicalText } from '../../../electron/sync/protocol/canonicalText.ts';
import { CHAIN_BEGIN } from '../../../electron/sync/protocol/logChain.ts';
import type { Fields } from '../../../electron/sync/protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../../../electron/sync/rules/entityRules.ts';
import { judgeChange } from '../../../electron/sync/rules/judgeChange.ts';
import type { SimDesk } from './SimDesk.ts';
import type { SimHub } from './SimHub.ts';

export class Broken extends Error {
  override readonly name = 'Broken';
}

interface Entry {
  seq: number;
  kind: string;
  scope: string;
  entity: string;
  row_id: string;
  ver: number;
  patch: string;
}

/** The rows that a grant has after the entries up to `seq`: written anew from the definition, not from the hub’s tables. */
export function reduced(
  hub: SimHub,
  upTo: number,
  grant: Grant,
): Map<string, { fields: Fields; ver: number }> {
  const rows = new Map<string, { fields: Record<string, string | number | null>; ver: number }>();
  const entries = hub.raw.prepare('SELECT * FROM log WHERE seq <= ? ORDER BY seq').all(upTo) as Entry[];
  for (const { kind, scope, entity, row_id, ver, patch } of entries) {
    if (!isGranted(grant, scope)) continue;
    const key = `${entity}\n${row_id}`;
    if (kind === 'leave') rows.delete(key);
    // What compaction took is not said any more.
    if (kind !== 'up' || patch === '') continue;
    const row = rows.get(key) ?? { fields: {}, ver: 0 };
    for (const [field, value] of Object.entries(JSON.parse(patch) as Fields)) {
      if (value === null) delete row.fields[field];
      else row.fields[field] = value;
    }
    row.ver = ver;
    rows.set(key, row);
  }
  return rows;
}

/** I1: what a desk has as the hub’s is what the hub’s log adds up to at its position, row by row. */
export function checkPrefix(hub: SimHub, desk: SimDesk, grant: Grant): void {
  const cursor = Number(state(desk, 'cursor') ?? 0);
  const expected = reduced(hub, cursor, grant);
  const overlay = new Overlay(desk.db);
  const held = desk.db
    .read<{ entity: Entity; id: string; ver: number }>('SELECT entity, entity_id AS id, ver FROM sync_row')
    .all();
  for (const { entity, id, ver } of held) {
    const row = expected.get(`${entity}\n${id}`);
    expected.delete(`${entity}\n${id}`);
    const base = overlay.baseOf(entity, id);
    const fields = row && Object.keys(row.fields).length > 0 ? row.fields : null;
    if (!isEqual(base, fields)) fail('I1', desk, { entity, id, base, fields });
    if (row && row.ver !== ver) fail('I1 version', desk, { entity, id, ver, hub: row.ver });
    if (!row && base !== null) fail('I1 beyond', desk, { entity, id, base });
  }
  for (const [key, row] of expected)
    if (Object.keys(row.fields).length > 0) fail('I1 missing', desk, { key, row });
}

/** I2: what a desk shows is that, with exactly its unsettled work on top, in order. */
export function checkOverlay(desk: SimDesk): void {
  const overlay = new Overlay(desk.db);
  const bodies = new OutgoingBodies(desk.db);
  const rows = desk.db
    .read<{ entity: Entity; id: string }>(
      `SELECT entity, entity_id AS id FROM sync_row UNION
       SELECT p.entity, p.entity_id FROM pending_row p JOIN outbox o ON o.mid = p.mid AND o.state = 'pending'`,
    )
    .all();
  const pending = desk.db
    .read<{ mid: number }>("SELECT mid FROM outbox WHERE state = 'pending' ORDER BY mid")
    .all();
  for (const { entity, id } of rows) {
    let row = overlay.baseOf(entity, id);
    for (const { mid } of pending) {
      const change = bodies.changeOf(mid, entity, id);
      if (change) row = judgeChange(ENTITY_RULES[entity].merge, row, change).next;
    }
    const visible = readRow(desk.db, entity, id);
    if (!isEqual(visible, row)) fail('I2', desk, { entity, id, visible, row });
  }
}

/** I5: every mutation is waiting, or has the end that the hub wrote. */
export function checkOutcomes(hub: SimHub, desk: SimDesk): void {
  const own = desk.db
    .read<{ mid: number; state: string }>('SELECT mid, state FROM outbox ORDER BY mid')
    .all();
  own.forEach(({ mid }, at) => {
    if (mid !== at + 1) fail('I5 number', desk, { mid, at });
  });
  const stored = hub.raw
    .prepare('SELECT mid, outcome FROM mutation WHERE device = ? ORDER BY mid')
    .all(desk.name) as {
    mid: number;
    outcome: string | null;
  }[];
  const byMid = new Map(stored.map(({ mid, outcome }) => [mid, outcome]));
  for (const { mid, state } of own) {
    const outcome = byMid.get(mid);
    if (state === 'pending') continue;
    if (!outcome || (JSON.parse(outcome) as { kind: string }).kind !== state)
      fail('I5', desk, { mid, state, outcome });
  }
}

/** I12: the log has no gap, its chain is whole, and versions of a row follow on each other. */
export function checkLog(hub: SimHub): void {
  const entries = hub.raw.prepare('SELECT * FROM log ORDER BY seq').all() as (Entry &
    Record<string, unknown>)[];
  const versions = new Map<string, number>();
  let chain = CHAIN_BEGIN;
  entries.forEach((entry, at) => {
    if (entry.seq !== at + 1) throw new Broken(`I12 gap at ${entry.seq}`);
    const { chain: link, ...rest } = entry;
    chain = createHash('sha256')
      .update(`${chain}\n${canonicalText(rest as never)}`)
      .digest('hex');
    // What compaction took leaves its link behind.
    if (entry.patch === '') chain = link as string;
    if (link !== chain) throw new Broken(`I12 chain at ${entry.seq}`);
    if (entry.kind !== 'up') return;
    const key = `${entry.entity}\n${entry.row_id}`;
    if (entry.ver !== (versions.get(key) ?? 0) + 1) throw new Broken(`I12 version of ${key} at ${entry.seq}`);
    versions.set(key, entry.ver);
  });
}

function state(desk: SimDesk, key: string): string | null {
  return (
    desk.db.read<{ value: string }>('SELECT value FROM sync_state WHERE key = ?').get(key)?.value ?? null
  );
}

function isEqual(one: object | null, other: object | null): boolean {
  return text(one) === text(other);
}

function text(row: object | null): string {
  return row === null ? 'null' : JSON.stringify(Object.entries(row).sort());
}

export function fail(what: string, desk: SimDesk, about: unknown): never {
  throw new Broken(`${what} at ${desk.name}: ${JSON.stringify(about)}`);
}
