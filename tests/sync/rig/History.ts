import { createHash } from 'node:crypto';
import type { Grant } from '../../../electron/hub/hubPorts.ts';
import { canonicalText } from '../../../electron/sync/protocol/canonicalText.ts';
import type { Fields, Outcome, Value } from '../../../electron/sync/protocol/syncedMutation.ts';
import { Broken } from './Broken.ts';

/** An entry of a hub’s log as it stands in its table. */
export interface StoredEntry {
  seq: number;
  commit_seq: number;
  kind: string;
  scope: string;
  entity: string;
  row_id: string;
  ver: number;
  patch: string;
  device: string;
  mid: number;
  at: number;
  chain: string;
}
export type Entry = Omit<StoredEntry, 'patch'> & { key: string; patch: Fields & { outcome?: Outcome } };

export interface HubRowNow {
  fields: Fields | null;
  ver: number;
  /** null: it has left, and not arrived yet. */
  scope: string | null;
}

/** A desk’s share of a history, up to where the desk is. */
export interface Held {
  history: History;
  seq: number;
  grant: Grant;
  /** The version of rows in which it was told them. */
  schema: number;
  rows: Map<string, { fields: Fields; ver: number }>;
  /** Rows that came, changed or left since somebody looked. */
  written: Set<string>;
}

/**
 * A hub’s log and what it adds up to, kept entry by entry beside the hub and never asked from its tables. A hub that is
 * put back goes on with another history that has the same beginning.
 */
export class History {
  readonly entries: Entry[] = [];
  readonly rows = new Map<string, HubRowNow>();
  /** By `device/mid`. */
  readonly outcomes = new Map<string, Outcome>();
  #chain = '0'.repeat(64);

  get head(): number {
    return this.entries.length;
  }

  /** I12: numbered without a gap, each link made of the one before, a row’s versions one by one. */
  add(stored: StoredEntry): Entry {
    const { chain, ...rest } = stored;
    if (stored.seq !== this.head + 1) throw new Broken(`I12 gap at ${stored.seq}`);
    this.#chain = createHash('sha256')
      .update(`${this.#chain}\n${canonicalText(rest as never)}`)
      .digest('hex');
    if (chain !== this.#chain) throw new Broken(`I12 chain at ${stored.seq}`);
    const entry: Entry = {
      ...stored,
      key: `${stored.entity}\n${stored.row_id}`,
      patch: JSON.parse(stored.patch) as Entry['patch'],
    };
    this.#take(entry);
    return entry;
  }

  #take(entry: Entry): void {
    this.entries.push(entry);
    this.#chain = entry.chain;
    const { kind, key, scope, ver, patch } = entry;
    if (kind === 'ack') this.outcomes.set(`${entry.device}/${entry.mid}`, patch.outcome!);
    const row = this.rows.get(key);
    if (kind === 'leave') {
      if (row?.scope !== scope) throw new Broken(`I12 ${key} leaves ${scope}, and is in ${row?.scope}`);
      // What arrives elsewhere comes whole.
      this.rows.set(key, { fields: null, ver: row.ver, scope: null });
    }
    if (kind !== 'up') return;
    if (ver !== (row?.ver ?? 0) + 1) throw new Broken(`I12 version ${ver} of ${key} at ${entry.seq}`);
    this.rows.set(key, { fields: patchedRow(row?.fields ?? null, patch), ver, scope });
  }

  /** The history of a hub that was put back to a backup of that moment. */
  fork(seq: number): History {
    const other = new History();
    for (const entry of this.entries.slice(0, seq)) other.#take(entry);
    return other;
  }

  /** Whether somebody who stood there in `history` has seen a beginning of this one. */
  continues(history: History, seq: number): boolean {
    return (
      seq <= this.head && (seq === 0 || this.entries[seq - 1]!.chain === history.entries[seq - 1]?.chain)
    );
  }
}

/** Rows of a grant, entry by entry: what leaves goes, what arrives comes whole. */
export function advance(held: Held, seq: number): void {
  for (; held.seq < seq; held.seq++) {
    const { kind, scope, key, ver, patch } = held.history.entries[held.seq]!;
    if (kind !== 'up' && kind !== 'leave') continue;
    if (!holds(held.grant, scope)) continue;
    held.written.add(key);
    if (kind === 'leave') {
      held.rows.delete(key);
      continue;
    }
    held.rows.set(key, { fields: patchedRow(held.rows.get(key)?.fields ?? null, patch) ?? {}, ver });
  }
}

/** Of whom a device may hold rows: of its colleges, and of everybody ('*'); what is the office’s ('') only with all. */
export function holds(grant: Grant, scope: string | null): boolean {
  if (grant === '*') return true;
  return scope === '*' || (scope !== null && scope !== '' && grant.includes(scope));
}

export function patchedRow(row: Fields | null, patch: Fields): Fields | null {
  const next: Record<string, Value> = { ...row };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete next[field];
    else next[field] = value;
  }
  return Object.keys(next).length === 0 ? null : next;
}
