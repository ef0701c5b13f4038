import type { Entity } from '../changes/change.ts';
import { bodyHash } from '../sync/protocol/logChain.ts';
import type {
  Fields,
  Outcome,
  SyncedChange,
  SyncedMutation,
  Value,
} from '../sync/protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../sync/rules/entityRules.ts';
import { type GroupConflict, judgeChange } from '../sync/rules/judgeChange.ts';
import { studentOfRow } from '../sync/rules/studentOfRow.ts';
import { isWhole } from '../sync/rules/wholeMutations.ts';
import { type HubRow, HubRows, slices } from './HubRows.ts';
import { type Grant, type HubDb, type HubPorts, type HubTx, isGranted, OFFICE, SCHOOL } from './hubPorts.ts';
import { LogWriter } from './LogWriter.ts';
import { lockPartition } from './lockPartition.ts';
import { StudentScopes } from './StudentScopes.ts';

export interface PushRequest {
  device: string;
  epoch: string;
  mutations: SyncedMutation[];
}

export type PushAnswer =
  | { kind: 'processed'; outcomes: { mid: number; outcome: Outcome }[]; lastMid: number }
  /** Numbers are missing before the first: nothing was taken. */
  | { kind: 'gap'; lastMid: number }
  /** Another mutation had this number: two devices, or one of before, live under one name. */
  | { kind: 'device-cloned' }
  | { kind: 'epoch'; epoch: string }
  | { kind: 'refused'; why: 'unknown-device' | 'revoked' };

/** Takes what a device did, in its order. The answer is a hint: what became of it stands in the log (sync.md §0). */
export async function handlePush(db: HubDb, ports: HubPorts, request: PushRequest): Promise<PushAnswer> {
  return db.transaction().execute(async (tx) => {
    const partition = await lockPartition(tx);
    if (request.epoch !== partition.epoch) return { kind: 'epoch', epoch: partition.epoch };
    const device = await tx
      .selectFrom('device')
      .selectAll()
      .where('id', '=', request.device)
      .executeTakeFirst();
    if (!device || device.state === 'enrolling') return { kind: 'refused', why: 'unknown-device' };
    if (device.state === 'revoked') return { kind: 'refused', why: 'revoked' };
    const last = Number(device.last_mid);
    const old = request.mutations.filter(({ mid }) => mid <= last);
    const fresh = request.mutations.filter(({ mid }) => mid > last);
    if (fresh.some(({ mid }, at) => mid !== last + 1 + at)) return { kind: 'gap', lastMid: last };
    const known = await storedOutcomes(tx, request.device, old);
    if (known === null) return { kind: 'device-cloned' };
    const work = new PushWork(tx, ports, {
      device: request.device,
      grant: JSON.parse(device.scope) as Grant,
      log: new LogWriter(partition, ports.now()),
    });
    const outcomes = [...known, ...(await work.take(fresh))];
    return { kind: 'processed', outcomes, lastMid: last + fresh.length };
  });
}

/** What became of mutations that came before; null: one of them was another then. */
async function storedOutcomes(
  tx: HubTx,
  device: string,
  mutations: readonly SyncedMutation[],
): Promise<{ mid: number; outcome: Outcome }[] | null> {
  const outcomes: { mid: number; outcome: Outcome }[] = [];
  for (const some of slices(mutations)) {
    const stored = await tx
      .selectFrom('result')
      .selectAll()
      .where('device', '=', device)
      .where(
        'mid',
        'in',
        some.map(({ mid }) => mid),
      )
      .execute();
    const byMid = new Map(stored.map((result) => [Number(result.mid), result]));
    for (const mutation of some) {
      const result = byMid.get(mutation.mid);
      if (result?.body_sha256 !== bodyHash(mutation)) return null;
      outcomes.push({ mid: mutation.mid, outcome: JSON.parse(result.outcome) as Outcome });
    }
  }
  return outcomes;
}

interface Effect {
  before: HubRow | null;
  entity: Entity;
  id: string;
  next: Fields | null;
  changed: boolean;
}

/** One push: rows are read once, judged in memory and written once. A mutation that is refused has touched nothing. */
class PushWork {
  readonly #tx: HubTx;
  readonly #ports: HubPorts;
  readonly #device: string;
  readonly #grant: Grant;
  readonly #log: LogWriter;
  readonly #rows: HubRows;
  readonly #scopes: StudentScopes;

  constructor(
    tx: HubTx,
    ports: HubPorts,
    { device, grant, log }: { device: string; grant: Grant; log: LogWriter },
  ) {
    this.#tx = tx;
    this.#ports = ports;
    this.#device = device;
    this.#grant = grant;
    this.#log = log;
    this.#rows = new HubRows(tx);
    this.#scopes = new StudentScopes(tx, this.#rows);
  }

  async take(mutations: readonly SyncedMutation[]): Promise<{ mid: number; outcome: Outcome }[]> {
    if (mutations.length === 0) return [];
    await this.#read(mutations);
    const outcomes: { mid: number; outcome: Outcome }[] = [];
    for (const mutation of mutations)
      outcomes.push({ mid: mutation.mid, outcome: await this.#one(mutation) });
    await this.#rows.write();
    await this.#scopes.write();
    await this.#log.write(this.#tx);
    await this.#tx
      .updateTable('device')
      .set({ last_mid: mutations.at(-1)!.mid })
      .where('id', '=', this.#device)
      .execute();
    return outcomes;
  }

  /** All rows that may be needed: those that are named, those that say whose they are, and all of the students. */
  async #read(mutations: readonly SyncedMutation[]): Promise<void> {
    const changes = mutations.flatMap((mutation) => mutation.changes);
    await this.#rows.load(changes);
    const refs = changes.map((change) => this.#ref(change));
    const like = refs.flatMap((ref) => (ref && 'like' in ref ? [ref.like] : []));
    await this.#rows.load(like);
    const students = changes.flatMap(
      (change) => this.#studentOf(change.entity as Entity, change.id, this.#fieldsOf(change)) ?? [],
    );
    const unique = [...new Set(students)];
    await this.#rows.loadStudents(unique);
    await this.#scopes.load(unique);
  }

  async #one(mutation: SyncedMutation): Promise<Outcome> {
    const judged = mutation.changes.map((change) => ({ change, ...this.#judge(change) }));
    const refused = judged.find(({ refusal }) => refusal !== null);
    const conflicting = judged.some(({ conflicts }) => conflicts.length > 0);
    if (refused || (conflicting && isWhole(mutation.name))) {
      const about = refused ?? judged.find(({ conflicts }) => conflicts.length > 0)!;
      return this.#refuse(mutation, about.refusal ?? 'changed', about.change);
    }
    const conflicts: string[] = [];
    let changed = false;
    const moved = new Set<string>();
    for (const { change } of judged) {
      // Judged anew: an earlier change of the same mutation may have been to the same row.
      const { effect, conflicts: of } = this.#judge(change);
      if (effect.changed) {
        changed = true;
        await this.#apply(effect, mutation, moved);
      }
      for (const conflict of of) conflicts.push(await this.#keep(conflict, effect, mutation));
    }
    for (const student of moved) this.#rescope(student, mutation);
    const kind = conflicts.length > 0 ? 'conflict' : changed ? 'applied' : 'same';
    return this.#answer(mutation, { kind, why: null, conflicts });
  }

  #judge(change: SyncedChange): { effect: Effect; conflicts: GroupConflict[]; refusal: string | null } {
    const entity = change.entity as Entity;
    const before = this.#rows.get(entity, change.id);
    const rule = ENTITY_RULES[entity];
    const judged = judgeChange(rule.merge, before?.fields ?? null, change);
    const effect = { before, entity, id: change.id, next: judged.next, changed: judged.changed };
    const isMine =
      (before === null || before.fields === null || isGranted(this.#grant, before.scope)) &&
      isGranted(this.#grant, this.#scopeAfter(effect));
    // Of what a device may not hold it learns nothing, not even that it is there.
    if (!isMine) return { effect, conflicts: [], refusal: 'scope' };
    return { effect, conflicts: judged.conflicts, refusal: judged.refused };
  }

  /** Of a row that is no longer there: where it was. */
  #scopeAfter({ before, entity, id, next }: Effect): string {
    const { belongs } = ENTITY_RULES[entity];
    if (belongs === 'school') return SCHOOL;
    if (belongs === 'office') return OFFICE;
    const student = this.#studentOf(entity, id, next ?? before?.fields ?? {});
    return student === null ? OFFICE : this.#scopes.of(student);
  }

  async #apply(effect: Effect, mutation: SyncedMutation, moved: Set<string>): Promise<void> {
    const { before, entity, id, next } = effect;
    const student = this.#studentOf(entity, id, next ?? before?.fields ?? {});
    const ver = (before?.ver ?? 0) + 1;
    const row: HubRow = { entity, id, student, scope: before?.scope ?? OFFICE, fields: next, ver, seq: 0 };
    this.#rows.set(row);
    if (student !== null && (entity === 'record' || before?.student !== student)) {
      if (this.#scopes.refresh(student)) moved.add(student);
    }
    const scope = this.#scopeAfter(effect);
    const goesOver = before !== null && before.fields !== null && before.scope !== scope;
    if (goesOver) this.#leave(before, mutation);
    row.scope = scope;
    row.seq = this.#log.note({
      ...{ kind: 'up', scope, entity, row: id, ver, device: this.#device, mid: mutation.mid },
      // Whoever is where it goes has nothing of it yet.
      patch: goesOver ? (next ?? {}) : patchOf(before?.fields ?? null, next),
    });
    if (entity === 'word' && id.startsWith('collegeName/')) await this.#remean(id, next, mutation);
  }

  async #remean(id: string, next: Fields | null, mutation: SyncedMutation): Promise<void> {
    const students = await this.#scopes.meant(
      id.slice('collegeName/'.length),
      (next?.meant as string) ?? null,
    );
    await this.#rows.loadStudents(students);
    await this.#scopes.load(students);
    for (const student of students) if (this.#scopes.refresh(student)) this.#rescope(student, mutation);
  }

  /** Every row of a student goes from where it was to where the student is now. */
  #rescope(student: string, mutation: SyncedMutation): void {
    const scope = this.#scopes.of(student);
    for (const row of this.#rows.ofStudent(student)) {
      if (row.fields === null || row.scope === scope) continue;
      this.#leave(row, mutation);
      const moved = { ...row, scope, ver: row.ver + 1 };
      moved.seq = this.#log.note({
        ...{ kind: 'up', scope, entity: row.entity, row: row.id, ver: moved.ver },
        ...{ device: this.#device, mid: mutation.mid, patch: row.fields },
      });
      this.#rows.set(moved);
    }
  }

  #leave(row: HubRow, { mid }: SyncedMutation): void {
    const { entity, id, ver, scope } = row;
    this.#log.note({ kind: 'leave', scope, entity, row: id, ver, patch: {}, device: this.#device, mid });
  }

  async #keep(
    conflict: GroupConflict,
    { before, entity, id }: Effect,
    { mid }: SyncedMutation,
  ): Promise<string> {
    const key = this.#ports.random();
    const text = (fields: Fields | null) => (fields === null ? null : JSON.stringify(fields));
    await this.#tx
      .insertInto('conflict')
      .values({
        ...{ id: key, scope: before?.scope ?? OFFICE, entity, row_id: id, group_name: conflict.group },
        ...{ base: text(conflict.base), theirs: text(conflict.theirs)!, mine: text(conflict.mine)! },
        ...{ device: this.#device, mid, state: 'open' },
      })
      .execute();
    return key;
  }

  async #refuse(mutation: SyncedMutation, code: string, { entity, id }: SyncedChange): Promise<Outcome> {
    const why = { code, entity, id };
    await this.#tx
      .insertInto('quarantine')
      .values({
        device: this.#device,
        mid: mutation.mid,
        body: JSON.stringify(mutation),
        why: JSON.stringify(why),
      })
      .execute();
    return this.#answer(mutation, { kind: 'rejected', why, conflicts: [] });
  }

  /** In the log, for its author alone, and by number: an answer that is lost is given again. */
  async #answer(mutation: SyncedMutation, outcome: Outcome): Promise<Outcome> {
    const seq = this.#log.note({
      ...{ kind: 'ack', scope: OFFICE, entity: '', row: '', ver: 0 },
      ...{ device: this.#device, mid: mutation.mid, patch: { outcome } },
    });
    await this.#tx
      .insertInto('result')
      .values({
        ...{ device: this.#device, mid: mutation.mid, body_sha256: bodyHash(mutation) },
        ...{ outcome: JSON.stringify(outcome), seq },
      })
      .execute();
    return outcome;
  }

  #ref({ entity, id, set }: SyncedChange) {
    return studentOfRow(entity as Entity, id, { ...this.#rows.get(entity, id)?.fields, ...set });
  }

  #fieldsOf({ entity, id, set }: SyncedChange): Fields {
    return { ...this.#rows.get(entity, id)?.fields, ...set };
  }

  #studentOf(entity: Entity, id: string, fields: Fields): string | null {
    const ref = studentOfRow(entity, id, fields);
    if (ref === null) return null;
    if ('student' in ref) return ref.student;
    const other = this.#rows.get(ref.like.entity, ref.like.id);
    return other?.student ?? null;
  }
}

/** What became of a row, field by field; null for what went. */
function patchOf(before: Fields | null, next: Fields | null): Fields {
  const patch: Record<string, Value> = {};
  for (const field of Object.keys(before ?? {})) if (next?.[field] === undefined) patch[field] = null;
  for (const [field, value] of Object.entries(next ?? {}))
    if (before?.[field] !== value) patch[field] = value;
  return patch;
}
