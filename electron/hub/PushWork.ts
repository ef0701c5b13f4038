import type { Entity } from '../changes/change.ts';
import { fitsTables } from '../changes/fitsTables.ts';
import { bodyHash } from '../sync/protocol/logChain.ts';
import type {
  Fields,
  Outcome,
  RefusalCode,
  SyncedChange,
  SyncedMutation,
} from '../sync/protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../sync/rules/entityRules.ts';
import { isWhole } from '../sync/rules/isWhole.ts';
import { type GroupConflict, judgeChange } from '../sync/rules/judgeChange.ts';
import { patchBetween } from '../sync/rules/patchBetween.ts';
import type { RowSchemas } from '../sync/rules/RowSchemas.ts';
import { studentOfRow } from '../sync/rules/studentOfRow.ts';
import { authorOf } from './authorOf.ts';
import { changesInTurn } from './changesInTurn.ts';
import { conflictFields } from './conflictFields.ts';
import { studentSaid, withoutErased } from './erasures/knownErasures.ts';
import { GoneCampaigns } from './GoneCampaigns.ts';
import { HubRows } from './HubRows.ts';
import { missingBlobs } from './handleBlob.ts';
import { type Grant, type HubPorts, type HubTx, mayChange, OFFICE } from './hubPorts.ts';
import type { HubRow } from './hubRow.ts';
import type { HubTables } from './hubTables.ts';
import { isNamedByContent } from './isNamedByContent.ts';
import { isSaidAlready } from './isSaidAlready.ts';
import { aliasesOf, JoinedStudents } from './JoinedStudents.ts';
import { joinedOn } from './joinedOn.ts';
import { keepRefused, type Refused, whyOf } from './keepRefused.ts';
import type { LogWriter } from './LogWriter.ts';
import { readChange } from './readChange.ts';
import { refusalIn, withoutStep } from './refusalIn.ts';
import { rowsBeside } from './rowsBeside.ts';
import { rowsThatFollow } from './rowsThatFollow.ts';
import { rulesOf } from './rulesOf.ts';
import { StudentScopes } from './StudentScopes.ts';
import { scopeOfOthers } from './scopeOfOthers.ts';
import { readStaged, writeMutations, writeStaged } from './storedMutations.ts';
import { together } from './together.ts';

interface Judged {
  before: HubRow | null;
  entity: Entity;
  id: string;
  set: Fields;
  next: Fields | null;
  changed: boolean;
  conflicts: GroupConflict[];
  refusal: RefusalCode | null;
}

export interface Answered {
  mid: number;
  outcome: Outcome | null;
}

export interface PushParts {
  device: string;
  grant: Grant;
  /** Who was erased, of those whom this push speaks of. */
  erased: ReadonlySet<string>;
  log: LogWriter;
  schemas: RowSchemas;
}

/** Rows that are kept in memory at most while a large commit is taken. */
const ROWS_HELD = 20_000;

/** One push: rows are read once, judged in memory and written once. A mutation that is refused has touched nothing. */
export class PushWork {
  readonly #tx: HubTx;
  readonly #ports: HubPorts;
  readonly #device: string;
  readonly #grant: Grant;
  /** Who was erased, of those whom this push speaks of. */
  readonly #erased: ReadonlySet<string>;
  readonly #log: LogWriter;
  readonly #schemas: RowSchemas;
  /** Files that are named, and will never come. */
  readonly #lost = new Set<string>();
  readonly #campaigns: GoneCampaigns;
  #rows: HubRows;
  #scopes: StudentScopes;
  #stored: HubTables['mutation'][] = [];
  #entries = 0;

  constructor(tx: HubTx, ports: HubPorts, { device, grant, erased, log, schemas }: PushParts) {
    this.#tx = tx;
    this.#ports = ports;
    this.#device = device;
    this.#grant = grant;
    this.#erased = erased;
    this.#log = log;
    this.#schemas = schemas;
    this.#campaigns = new GoneCampaigns(tx);
    this.#rows = new HubRows(tx);
    this.#scopes = new StudentScopes(tx, this.#rows);
  }

  async take(mutations: readonly SyncedMutation[]): Promise<Answered[]> {
    if (mutations.length === 0) return [];
    await this.#read(mutations.filter(({ part }) => part === null));
    const answers: Answered[] = [];
    for (const mutation of mutations) {
      if (mutation.part === null) {
        this.#log.begin();
        answers.push(await this.#one(mutation));
      } else if (!mutation.part.last) answers.push(await this.#stage(mutation));
      else answers.push(...(await this.#seal(mutation)));
    }
    const counted = this.#tx
      .updateTable('device')
      .set({ last_mid: mutations.at(-1)!.mid })
      .where('id', '=', this.#device)
      .execute();
    await together(this.#write(), counted);
    return answers;
  }

  async #write(): Promise<void> {
    const stored = this.#stored;
    this.#stored = [];
    await together(
      this.#rows.write(),
      this.#scopes.write(),
      this.#log.write(this.#tx),
      writeMutations(this.#tx, stored),
    );
  }

  /** Kept until the rest of its commit is there. */
  async #stage(mutation: SyncedMutation): Promise<Answered> {
    await writeStaged(this.#tx, this.#device, withoutErased(mutation, this.#erased));
    this.#store(mutation, null, 0, null);
    return { mid: mutation.mid, outcome: null };
  }

  /** All of a commit is there: it is taken as one. */
  async #seal(last: SyncedMutation): Promise<Answered[]> {
    // What was staged by this very push is read again with the rest.
    await this.#write();
    const { parts, problem } = await readStaged(this.#tx, this.#device, last);
    this.#log.begin();
    const answers: Answered[] = [];
    for (const mutation of parts) {
      await this.#read([mutation]);
      if (problem) {
        this.#entries = 0;
        const why = { code: 'gone' as const, entity: '', id: '' };
        answers.push(this.#answer(mutation, { kind: 'rejected', why, conflicts: [] }));
      } else answers.push(await this.#one(mutation));
      if (this.#rows.size > ROWS_HELD) {
        await this.#write();
        this.#rows = new HubRows(this.#tx);
        this.#scopes = new StudentScopes(this.#tx, this.#rows);
      }
    }
    return answers;
  }

  /** All rows that may be needed: those that are named, those that say whose they are, and all of the students. */
  async #read(mutations: readonly SyncedMutation[]): Promise<void> {
    const changes = mutations.flatMap((mutation) => mutation.changes);
    const missing = await missingBlobs(this.#tx, this.#device, this.#grant, mutations);
    for (const sha256 of [...missing.values()].flat()) this.#lost.add(sha256);
    await this.#rows.load([...changes, ...changes.flatMap(aliasesOf)]);
    const beside = changes.flatMap((change) =>
      rowsBeside({ entity: change.entity as Entity, id: change.id, fields: this.#seen(change) }),
    );
    await this.#rows.load(beside);
    const campaigns = beside.filter(({ entity }) => entity === 'campaign').map(({ id }) => id);
    await this.#campaigns.load(this.#rows, campaigns);
    // What was said of somebody may be said of somebody else from now on: both are looked at.
    const students = new Set(
      changes.flatMap((change) => [
        ...(change.entity === 'alias' ? [change.id] : []),
        ...[this.#seen(change), { ...this.#seen(change), ...change.set }].flatMap(
          (fields) => this.#studentOf(change, fields) ?? [],
        ),
      ]),
    );
    await together(this.#rows.loadStudents([...students]), this.#scopes.load([...students]));
  }

  async #one(mutation: SyncedMutation): Promise<Answered> {
    const conflicts: string[] = [];
    let changed = false;
    this.#entries = 0;
    const moved = new Set<string>();
    const refused: Refused[] = [];
    const whole = isWhole(mutation);
    const joined = new JoinedStudents(this.#rows, mutation);
    const alone = withoutStep(mutation);
    for (const part of [this.#rows, this.#scopes, this.#log]) part.mark();
    for (const change of changesInTurn(mutation.changes)) {
      const effect = this.#judge(change, mutation.schema, joined);
      const code = effect.refusal ?? refusalIn(effect, { whole, alone, lost: this.#lost });
      if (code) {
        refused.push({ change, code });
        if (!whole) continue;
        for (const part of [this.#rows, this.#scopes, this.#log]) part.backToMark();
        this.#entries = 0;
        await this.#refuse(mutation, mutation.changes, refused[0]!);
        return this.#answer(mutation, { kind: 'rejected', why: whyOf(refused[0]!), conflicts: [] });
      }
      if (effect.changed) {
        changed = true;
        await this.#apply(effect, mutation, moved);
      }
      for (const conflict of effect.conflicts) conflicts.push(await this.#keep(conflict, effect, mutation));
    }
    for (const student of moved) this.#rescope(student, mutation);
    const [first] = refused;
    const changes = refused.map(({ change }) => change);
    if (first) await this.#refuse(mutation, changes, first);
    const why = first ? whyOf(first) : null;
    if (first && refused.length === mutation.changes.length)
      return this.#answer(mutation, { kind: 'rejected', why, conflicts });
    const kind = first || conflicts.length > 0 ? 'conflict' : changed ? 'applied' : 'same';
    return this.#answer(mutation, { kind, why, conflicts });
  }

  /** `schema`: the version in which the change was made. */
  #judge(sent: SyncedChange, schema: number, joined: JoinedStudents): Judged {
    const { id } = sent;
    const entity = sent.entity as Entity;
    const nothing = { before: null, entity, id, set: {}, next: null, changed: false, conflicts: [] };
    const change = readChange(this.#schemas, sent, schema);
    if (typeof change === 'string') return { ...nothing, refusal: change };
    const before = this.#rows.get(entity, id);
    const now = before?.fields ?? null;
    if (this.#erased.has(studentSaid(change) ?? '')) return { ...nothing, refusal: 'gone' };
    const judged = judgeChange(ENTITY_RULES[entity].merge, now, change, this.#schemas.viewOf(schema));
    const effect = { before, entity, id, set: change.set, next: judged.next, changed: judged.changed };
    // Of what a device may not hold it learns nothing, not even that it is there.
    const isSaid = isSaidAlready(judged, before, this.#grant);
    if (!this.#isMine(effect)) return { ...effect, conflicts: [], refusal: isSaid ? null : 'scope' };
    // Of a record every field may be missing, and each is text.
    const fits = judged.next === null || fitsTables(entity, judged.next);
    const code = judged.refused ?? (fits ? joined.refusal(effect) : 'unknown');
    const refusal = code ?? (this.#hasNobody(effect) ? 'gone' : null);
    return { ...effect, conflicts: judged.conflicts, refusal };
  }

  #isMine(effect: Pick<Judged, 'before' | 'entity' | 'id' | 'next'>): boolean {
    const { before } = effect;
    if (ENTITY_RULES[effect.entity].belongs === 'person' && this.#grant !== '*') return false;
    const isThere = before !== null && before.fields !== null;
    if (isNamedByContent(effect)) return true;
    return (
      (!isThere || mayChange(this.#grant, before.scope)) && mayChange(this.#grant, this.#scopeAfter(effect))
    );
  }

  /**
   * Whether a row would be of a student of whom there is nothing (any more), of a campaign that is gone, or a case that goes
   * by rules that nobody has.
   * What says who they are is a record, or that they are somebody else; a verdict that was left behind is nobody of whom
   * anything new is said.
   */
  #hasNobody({ before, entity, id, next, changed }: Omit<Judged, 'set' | 'conflicts' | 'refusal'>): boolean {
    if (!changed || next === null || ['record', 'alias', 'conflict'].includes(entity)) return false;
    if (ENTITY_RULES[entity].belongs !== 'student') return false;
    if (rulesOf(entity, next).some((row) => !this.#rows.get(row.entity, row.id)?.fields)) return true;
    const isThere = before !== null && before.fields !== null;
    if (!isThere && this.#campaigns.has(this.#rows, entity, next)) return true;
    const student = this.#studentOf({ entity, id }, next);
    const rows = student === null ? [] : this.#rows.ofStudent(student).filter((row) => row.fields !== null);
    return !rows.some((row) => isThere || row.entity === 'record' || row.entity === 'alias');
  }

  /** Of a row that is no longer there: where it was. */
  #scopeAfter({ before, entity, id, next }: Pick<Judged, 'before' | 'entity' | 'id' | 'next'>): string {
    const said = next ?? before?.fields ?? {};
    const student = this.#studentOf({ entity, id }, said);
    if (student === null)
      return scopeOfOthers(
        { before, entity, id, said },
        { rows: this.#rows, scopes: this.#scopes, grant: this.#grant },
      );
    // Records say which college: a student is neither taken out of another one nor given away to it.
    return entity === 'record' ? this.#scopes.saidWith(student, id, next) : this.#scopes.of(student);
  }

  async #apply(effect: Judged, mutation: SyncedMutation, moved: Set<string>): Promise<void> {
    const { before, entity, id, next } = effect;
    const student = this.#studentOf({ entity, id }, next ?? before?.fields ?? {});
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
    row.seq = this.#note(mutation, {
      ...{ kind: 'up', scope, entity, row: id, ver },
      // Whoever is where it goes has nothing of it yet.
      patch: goesOver ? (next ?? {}) : patchBetween(before?.fields ?? null, next),
    });
    if (before?.student && before.student !== student) this.#takeAlong(before, row, mutation);
    if (entity === 'alias') this.#handOn(joinedOn(this.#rows, before, row), mutation);
    if (entity === 'word' && id.startsWith('collegeName/')) await this.#remean(id, next, mutation);
  }

  /** A row is of another student now, who is the same person or turned out not to be: what is about the row is, too. */
  #takeAlong(before: HubRow, { student, scope }: HubRow, mutation: SyncedMutation): void {
    for (const row of rowsThatFollow(this.#rows.ofStudent(before.student!), before)) {
      if (row.scope === scope) this.#rows.set({ ...row, student });
      else this.#goOver({ ...row, student }, scope, mutation);
      this.#takeAlong(row, { ...row, student, scope }, mutation);
    }
  }

  /** Rows are of another student now, wherever that one is. */
  #handOn({ rows, student }: { rows: readonly HubRow[]; student: string }, mutation: SyncedMutation): void {
    const scope = this.#scopes.of(student);
    for (const row of rows) {
      if (row.scope === scope) this.#rows.set({ ...row, student });
      else this.#goOver({ ...row, student }, scope, mutation);
    }
  }

  async #remean(id: string, next: Fields | null, mutation: SyncedMutation): Promise<void> {
    const meant = (next?.meant as string | undefined) ?? null;
    const students = await this.#scopes.meant(id.slice('collegeName/'.length), meant);
    await this.#rows.loadStudents(students);
    await this.#scopes.load(students);
    for (const student of students) if (this.#scopes.refresh(student)) this.#rescope(student, mutation);
  }

  /** Every row of a student goes from where it was to where the student is now. */
  #rescope(student: string, mutation: SyncedMutation): void {
    const scope = this.#scopes.of(student);
    for (const row of this.#rows.ofStudent(student)) {
      if (row.fields !== null && row.scope !== scope) this.#goOver(row, scope, mutation);
    }
  }

  #goOver(row: HubRow, scope: string, mutation: SyncedMutation): void {
    this.#leave(row, mutation);
    const moved = { ...row, scope, ver: row.ver + 1 };
    moved.seq = this.#note(mutation, {
      ...{ kind: 'up', scope, entity: row.entity, row: row.id, ver: moved.ver, patch: row.fields ?? {} },
    });
    this.#rows.set(moved);
  }

  #leave({ entity, id, ver, scope }: HubRow, mutation: SyncedMutation): void {
    this.#note(mutation, { kind: 'leave', scope, entity, row: id, ver, patch: {} });
  }

  #note(
    { mid }: SyncedMutation,
    entry: { kind: 'up' | 'leave'; scope: string; entity: string; row: string; ver: number; patch: Fields },
  ): number {
    this.#entries += 1;
    return this.#log.note({ ...entry, device: this.#device, mid });
  }

  /** A row like others, of the scope of the row that it is about: whoever may see that may settle it. */
  async #keep(
    conflict: GroupConflict,
    { before, entity, id }: Judged,
    mutation: SyncedMutation,
  ): Promise<string> {
    const key = this.#ports.random();
    const theirs =
      before === null ? null : await authorOf(this.#tx, { log: this.#log, stored: this.#stored }, before.seq);
    const mine = { device: this.#device, actor: mutation.actor, at: mutation.at };
    const fields = conflictFields(conflict, { entity, id }, mine, theirs);
    const scope = before?.scope ?? OFFICE;
    const entry = { kind: 'up' as const, scope, entity: 'conflict', row: key, ver: 1, patch: fields };
    const seq = this.#note(mutation, entry);
    const student = before?.student ?? null;
    this.#rows.set({ entity: 'conflict', id: key, student, scope, fields, ver: 1, seq });
    return key;
  }

  async #refuse(mutation: SyncedMutation, changes: SyncedChange[], first: Refused): Promise<void> {
    this.#campaigns.refuse(changes);
    await keepRefused(this.#tx, { device: this.#device, mutation, erased: this.#erased }, changes, first);
  }

  /** In the log, for its author alone, and by number: an answer that is lost is given again. */
  #answer(mutation: SyncedMutation, outcome: Outcome): Answered {
    const seq = this.#log.note({
      ...{ kind: 'ack', scope: OFFICE, entity: '', row: '', ver: 0 },
      ...{ device: this.#device, mid: mutation.mid, patch: { outcome } },
    });
    this.#store(mutation, JSON.stringify(outcome), this.#entries, seq);
    return { mid: mutation.mid, outcome };
  }

  #store(mutation: SyncedMutation, outcome: string | null, entries: number, seq: number | null): void {
    const { mid, name, actor, at, batch } = mutation;
    // They are told with what it did; of what did nothing no erasure finds them.
    const args = entries === 0 ? '{}' : withoutErased(mutation, this.#erased).args;
    this.#stored.push({
      ...{ device: this.#device, mid, sha256: bodyHash(mutation), name, args, actor, at, batch },
      ...{ entries, outcome, seq },
    });
  }

  /** A row as it is, with what is to become of it: whose it is may be said by either. */
  #seen({ entity, id, set }: SyncedChange): Fields {
    return { ...set, ...this.#rows.get(entity, id)?.fields };
  }

  #studentOf({ entity, id }: { entity: string; id: string }, fields: Fields): string | null {
    const ref = studentOfRow(entity as Entity, id, fields);
    if (ref === null) return null;
    if ('student' in ref) return ref.student;
    return this.#rows.find(ref.like.entity, ref.like.id)?.student ?? null;
  }
}
