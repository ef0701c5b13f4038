import type { DecisionKind, WorkState } from '../../shared/contract/reconcile.ts';
import {
  FILE_SOURCES,
  type FileSource,
  type PartialStudentValues,
  type StudentField,
} from '../../shared/domain/studentFields.ts';
import type { WordMeanings } from '../../shared/domain/wordMeanings.ts';
import { type Effect, type PatchValue, splitId } from '../changes/change.ts';
import type { ReadDb } from '../db/database.ts';
import { studentById } from '../db/tables/studentTable.ts';
import { wordMeanings } from '../db/tables/wordTable.ts';
import { type FieldDifference, meanTheSame, type SaidValues } from './compareStudent.ts';
import { aliasSubject, isAlias, PAIR_FIELD, pairSubject } from './decisionSubject.ts';

/** A decision as a person is told of it. */
export interface Decision {
  kind: DecisionKind | 'staff';
  source: FileSource | null;
  /** Epoch ms; null where staff said it by themselves. */
  at: number | null;
  actor: string | null;
  /** What was said when it was taken, where that is no longer said. */
  before: SaidValues | null;
}

export interface Decided {
  state: WorkState;
  decision: Decision | null;
}

export interface DecisionRow {
  subject: string;
  field: string;
  kind: DecisionKind;
  source: FileSource | null;
  said: string;
  at: number;
  actor: string;
}

/** An entry of the log about a decision, or about staff's own record. */
export interface News {
  entity: 'decision' | 'record';
  entityId: string;
  effect: Effect;
}

/** The values by source as text, the same for the same values: what a decision is taken on. */
export function saidText(values: SaidValues): string {
  return JSON.stringify(
    FILE_SOURCES.flatMap((source) => (values[source] === undefined ? [] : [[source, values[source]]])),
  );
}

const PAIR_VALUES = ['name', 'birthDate', 'idNumber', 'studentNo', 'examNo'] as const;

/** By what two students seemed to be one, as text: as the school holds it, whichever sources are compared. */
export function pairText(db: ReadDb, one: string, other: string): string {
  const said = [one, other].sort().map((id) => {
    const values = studentById(db, id)?.values;
    return PAIR_VALUES.map((field) => values?.[field] ?? null);
  });
  return JSON.stringify(said);
}

const OPEN: Decided = Object.freeze({ state: 'open', decision: null });
const NOBODY = { source: null, at: null, actor: null, before: null };
const BY_STAFF: Decided = Object.freeze({
  state: 'decided',
  decision: Object.freeze({ kind: 'staff', ...NOBODY }),
});

/** The dictionary knows that the words are one, however it came to know it. */
const BY_DICTIONARY: Decided = Object.freeze({
  state: 'decided',
  decision: Object.freeze({ kind: 'alias', ...NOBODY }),
});

/**
 * Every decision of the store, and what staff say themselves. A decision holds while the compared sources that it
 * was taken on still say the same; after that the difference comes back. A source that was not compared then says
 * nothing against it.
 */
export class Decisions {
  readonly #db: ReadDb;
  readonly meanings: WordMeanings;
  readonly #rows = new Map<string, DecisionRow>();
  readonly #staff = new Map<string, PartialStudentValues>();
  /** Whether any two words were ever said to be one: looking for those of tens of thousands of values takes long. */
  #knowsAliases = false;

  constructor(db: ReadDb) {
    this.#db = db;
    this.meanings = wordMeanings(db);
    const rows = db.read<DecisionRow>('SELECT subject, field, kind, source, said, at, actor FROM decision');
    for (const row of rows.iterate()) {
      this.#rows.set(`${row.subject}/${row.field}`, row);
      this.#knowsAliases ||= isAlias(row.subject);
    }
    const words = db.read<{ id: string; fields: string }>(
      `SELECT s.id, r.fields FROM student s JOIN source_record r ON r.student_n = s.n AND r.source = 'staff'
       WHERE s.sources >= 8`,
    );
    for (const { id, fields } of words.iterate()) {
      this.#staff.set(id, JSON.parse(fields) as PartialStudentValues);
    }
  }

  /**
   * Takes what the log tells of decisions and of what staff say, entry after entry. Answers with whom it concerns:
   * ids of students and subjects of aliases and pairs.
   */
  follow(news: readonly News[]): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const { entity, entityId, effect } of news) {
      const [subject, field] = splitId(entityId);
      touched.add(subject);
      this.#knowsAliases ||= isAlias(subject);
      if (entity === 'decision') {
        const common = { subject, field, source: null };
        const now = applied({ ...common, ...this.#rows.get(entityId) }, effect) as unknown as DecisionRow;
        if ((now.kind ?? null) === null) this.#rows.delete(entityId);
        else this.#rows.set(entityId, now);
      } else {
        const now = applied({ ...this.#staff.get(subject) }, effect) as PartialStudentValues;
        this.#staff.set(subject, now);
      }
    }
    return touched;
  }

  of(student: string, { field, values }: FieldDifference): Decided {
    const row = this.#rows.get(`${student}/${field}`);
    if (row) {
      const { kind, source, at, actor } = row;
      const holds = row.said === saidText(values);
      const before = holds ? null : saidValues(row.said);
      return { state: holds ? 'decided' : 'returned', decision: { kind, source, at, actor, before } };
    }
    if ((this.#staff.get(student)?.[field] ?? null) !== null) return BY_STAFF;
    if (meanTheSame(Object.values(values), field, this.meanings)) return BY_DICTIONARY;
    return this.#asAlias(field, values) ?? OPEN;
  }

  /** Of two students who are probably one: whether a person keeps them apart. */
  ofPair(one: string, other: string): Decided {
    const row = this.#rows.get(`${pairSubject(one, other)}/${PAIR_FIELD}`);
    if (!row) return OPEN;
    const { kind, source, at, actor } = row;
    const holds = row.said === pairText(this.#db, one, other);
    return { state: holds ? 'decided' : 'returned', decision: { kind, source, at, actor, before: null } };
  }

  /** Acceptances, one by one; of these students only, where some are named. */
  *accepted(students: ReadonlySet<string> | null = null): Generator<DecisionRow> {
    for (const row of this.#rows.values()) {
      if (row.kind === 'accept' && (students === null || students.has(row.subject))) yield row;
    }
  }

  has(subject: string, field: string): boolean {
    return this.#rows.has(`${subject}/${field}`);
  }

  /** What staff say of a field; null: nothing. */
  staffWord(student: string, field: StudentField): string | null {
    return this.#staff.get(student)?.[field] ?? null;
  }

  /** All words mean the same two by two: decided when the last of the aliases was. */
  #asAlias(field: StudentField, values: SaidValues): Decided | null {
    if (!this.#knowsAliases) return null;
    let newest: DecisionRow | null = null;
    for (const subject of aliasSubjects(Object.values(values))) {
      const row = this.#rows.get(`${subject}/${field}`);
      if (!row) return null;
      if (newest === null || row.at > newest.at) newest = row;
    }
    if (newest === null) return null;
    const { at, actor } = newest;
    return { state: 'decided', decision: { kind: 'alias', source: null, at, actor, before: null } };
  }
}

/** Every two different words of some. */
export function aliasSubjects(values: readonly string[]): string[] {
  return wordPairs(values).map(([one, other]) => aliasSubject(one, other));
}

export function wordPairs(values: readonly string[]): [string, string][] {
  const said = [...new Set(values)];
  return said.flatMap((one, index) => said.slice(index + 1).map((other): [string, string] => [one, other]));
}

/** A row of which the log tells: `before` with what became of it. */
function applied(before: object, effect: Effect): Record<string, PatchValue> {
  const row = before as Record<string, PatchValue>;
  if (effect.kind === 'made') return Object.assign(row, effect.values);
  for (const [name, [, to]] of Object.entries(effect.patch)) row[name] = to;
  return row;
}

function saidValues(text: string): SaidValues {
  return Object.fromEntries(JSON.parse(text) as [FileSource, string][]);
}
