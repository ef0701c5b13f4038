import type { Entity } from '../../changes/change.ts';
import type { WriteDb } from '../../db/database.ts';
import type { AuditAnswer, AuditQuestion } from '../protocol/auditMessages.ts';
import { differingBuckets, differingRows } from '../protocol/rowDigest.ts';
import type { Fields } from '../protocol/syncedMutation.ts';
import { patchBetween } from '../rules/patchBetween.ts';
import type { RowSchemas } from '../rules/RowSchemas.ts';
import { Overlay } from './Overlay.ts';
import { digestParts, hashRows, listBucket } from './rowHashes.ts';
import { stateOf } from './syncState.ts';
import { inOrder, type Shown, writeShown } from './writeShown.ts';

/** The hub, as it is asked what a device should have. */
export type AuditCall = (request: {
  device: string;
  token: string;
  grantVersion: number;
  question: AuditQuestion;
}) => Promise<AuditAnswer>;

export interface AuditPorts {
  /** Epoch ms. */
  now(): number;
  /** Lets others work between two slices. */
  breathe(): Promise<void>;
  /** Whoever writes beside others waits for a turn. Absent: at once. */
  inTurn?(work: () => number): Promise<number>;
  /** The versions of what travels; absent: this program’s. */
  schemas?: RowSchemas;
}

export type AuditEnd =
  /** `mended`: rows that were not what the hub has, and are now; each is an incident. */
  | { kind: 'compared'; mended: number }
  /** Something was pulled or written meanwhile: to be asked again behind the next pull. */
  | { kind: 'moved' }
  | { kind: 'stopped'; why: 'unknown-device' | 'revoked' | 'token' };

/** Rows that are hashed in one go. */
const SLICE = 500;
/** Rows that are asked for in one go. */
const ROWS_AT_ONCE = 500;

/**
 * Compares what a desk holds of its hub with what it should hold, at one position, bucket by bucket, and takes what
 * differs from the hub anew. Both sides’ images are kept: what differed after all of the log was taken is a fault of
 * somebody’s, which must not be lost by being mended.
 */
export async function auditRows(db: WriteDb, ask: AuditCall, ports: AuditPorts): Promise<AuditEnd> {
  const inTurn = ports.inTurn ?? ((work) => Promise.resolve(work()));
  while ((await inTurn(() => hashRows(db, SLICE))) > 0) await ports.breathe();
  const audit = new Audit(db, ask);
  const digest = await audit.ask({ kind: 'digest' });
  if (digest.kind !== 'digest') return endOf(digest);
  let mended = 0;
  for (const { entity, bucket } of differingBuckets(digestParts(db), digest.parts)) {
    const listed = await audit.ask({ kind: 'bucket', entity, bucket });
    if (listed.kind !== 'bucket') return endOf(listed);
    const ids = differingRows(listBucket(db, entity, bucket), listed.rows);
    for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
      const some = ids.slice(from, from + ROWS_AT_ONCE);
      const whole = await audit.ask({ kind: 'rows', entity, ids: some });
      if (whole.kind !== 'rows') return endOf(whole);
      mended += await inTurn(() => mend(db, entity as Entity, some, whole.rows, ports));
    }
  }
  return { kind: 'compared', mended };
}

class Audit {
  readonly #db: WriteDb;
  readonly #ask: AuditCall;
  readonly #token: string | null;

  constructor(db: WriteDb, ask: AuditCall) {
    this.#db = db;
    this.#ask = ask;
    this.#token = stateOf(db, 'token');
  }

  /** Only while the desk is where it was: an answer of another position says nothing. */
  async ask(question: AuditQuestion): Promise<AuditAnswer> {
    const token = this.#token;
    if (token === null || stateOf(this.#db, 'token') !== token) return { kind: 'moved' };
    const grantVersion = Number(stateOf(this.#db, 'grantVersion'));
    const answer = await this.#ask({
      ...{ device: stateOf(this.#db, 'device')!, token, grantVersion, question },
    });
    return stateOf(this.#db, 'token') === token ? answer : { kind: 'moved' };
  }
}

function endOf(answer: AuditAnswer): AuditEnd {
  return answer.kind === 'refused' ? { kind: 'stopped', why: answer.why } : { kind: 'moved' };
}

interface Held {
  fields: Fields | null;
  ver: number | null;
}

/** Takes rows as the hub has them, in one transaction with the incidents. How many were otherwise. */
function mend(
  db: WriteDb,
  entity: Entity,
  ids: readonly string[],
  theirs: readonly { id: string; ver: number; fields: Fields }[],
  ports: AuditPorts,
): number {
  const at = ports.now();
  return db.transaction(() => {
    const overlay = new Overlay(db, ports.schemas);
    const byId = new Map(theirs.map((row) => [row.id, row]));
    const shown: Shown[] = [];
    for (const id of ids) {
      const row = byId.get(id);
      const mine: Held = { fields: overlay.baseOf(entity, id), ver: versionOf(db, entity, id) };
      const hub: Held = { fields: row?.fields ?? null, ver: row?.ver ?? null };
      noteIncident(db, { at, entity, id, mine, hub });
      if (row) keepVersion(db, entity, id, row.ver);
      else db.write('DELETE FROM sync_row WHERE entity = ? AND entity_id = ?').run(entity, id);
      shown.push({
        ...{ entity, id, from: overlay.visible(entity, id), to: overlay.settle(entity, id, hub.fields) },
      });
    }
    const device = stateOf(db, 'device')!;
    const entry = { name: 'sync.audit', args: '{}', device, actor: '', at, batch: null };
    writeShown(db, entry, inOrder(shown));
    // What is said once and for all has no way to become otherwise: it goes, and is said anew.
    const still = shown.flatMap(({ entity: of, id, to }) => {
      const from = overlay.visible(of, id);
      return Object.keys(patchBetween(from, to)).length > 0 ? [{ entity: of, id, from, to }] : [];
    });
    writeShown(
      db,
      entry,
      still.map((row) => ({ ...row, to: null })),
    );
    writeShown(
      db,
      entry,
      still.map((row) => ({ ...row, from: overlay.visible(row.entity, row.id) })),
    );
    return ids.length;
  });
}

function versionOf(db: WriteDb, entity: Entity, id: string): number | null {
  return (
    db.read<{ ver: number }>('SELECT ver FROM sync_row WHERE entity = ? AND entity_id = ?').get(entity, id)
      ?.ver ?? null
  );
}

function keepVersion(db: WriteDb, entity: Entity, id: string, ver: number): void {
  db.write(
    `INSERT INTO sync_row (entity, entity_id, ver) VALUES (?, ?, ?)
     ON CONFLICT (entity, entity_id) DO UPDATE SET ver = excluded.ver`,
  ).run(entity, id, ver);
}

function noteIncident(
  db: WriteDb,
  { at, entity, id, mine, hub }: { at: number; entity: Entity; id: string; mine: Held; hub: Held },
): void {
  const text = (fields: Fields | null) => (fields === null ? null : JSON.stringify(fields));
  db.write(
    `INSERT INTO sync_incident (at, seq, entity, entity_id, mine, mine_ver, theirs, theirs_ver)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...[at, Number(stateOf(db, 'cursor') ?? 0), entity, id],
    ...[text(mine.fields), mine.ver, text(hub.fields), hub.ver],
  );
}
