import type { DecisionKind, WorkState } from '../../shared/contract/reconcile.ts';
import {
  FILE_SOURCES,
  type FileSource,
  type PartialStudentValues,
  type StudentField,
} from '../../shared/domain/studentFields.ts';
import type { ReadDb } from '../db/database.ts';
import type { FieldDifference, SaidValues } from './compareStudent.ts';
import { aliasSubject, PAIR_FIELD, pairSubject } from './decisionSubject.ts';

export interface Decided {
  state: WorkState;
  decision: { kind: DecisionKind | 'staff'; source: FileSource | null } | null;
}

interface DecisionRow {
  subject: string;
  field: string;
  kind: DecisionKind;
  source: FileSource | null;
  said: string;
}

/** The values by source as text, the same for the same values: what a decision is taken on. */
export function saidText(values: SaidValues): string {
  return JSON.stringify(
    FILE_SOURCES.flatMap((source) => (values[source] === undefined ? [] : [[source, values[source]]])),
  );
}

const OPEN: Decided = Object.freeze({ state: 'open', decision: null });
const BY_STAFF: Decided = Object.freeze({
  state: 'decided',
  decision: Object.freeze({ kind: 'staff', source: null }),
});

/**
 * Every decision of the store, and what staff say themselves. A decision holds while the compared sources that it
 * was taken on still say the same; after that the difference comes back. A source that was not compared then says
 * nothing against it.
 */
export class Decisions {
  readonly #rows = new Map<string, DecisionRow>();
  readonly #staff = new Map<string, PartialStudentValues>();

  constructor(db: ReadDb) {
    const rows = db.read<DecisionRow>('SELECT subject, field, kind, source, said FROM decision');
    for (const row of rows.iterate()) this.#rows.set(`${row.subject}/${row.field}`, row);
    const words = db.read<{ id: string; fields: string }>(
      `SELECT s.id, r.fields FROM student s JOIN source_record r ON r.student_n = s.n AND r.source = 'staff'
       WHERE s.sources >= 8`,
    );
    for (const { id, fields } of words.iterate()) {
      this.#staff.set(id, JSON.parse(fields) as PartialStudentValues);
    }
  }

  of(student: string, { field, values }: FieldDifference): Decided {
    const row = this.#rows.get(`${student}/${field}`);
    if (row) {
      const decision = { kind: row.kind, source: row.source };
      return { state: row.said === saidText(values) ? 'decided' : 'returned', decision };
    }
    if ((this.#staff.get(student)?.[field] ?? null) !== null) return BY_STAFF;
    return this.#areAliases(field, values) ? ALIASES : OPEN;
  }

  areApart(one: string, other: string): boolean {
    return this.#rows.has(`${pairSubject(one, other)}/${PAIR_FIELD}`);
  }

  /** What staff say of a field; null: nothing. */
  staffWord(student: string, field: StudentField): string | null {
    return this.#staff.get(student)?.[field] ?? null;
  }

  #areAliases(field: StudentField, values: SaidValues): boolean {
    const said = [...new Set(Object.values(values))];
    return said.every((one, index) =>
      said.slice(index + 1).every((other) => this.#rows.has(`${aliasSubject(one, other)}/${field}`)),
    );
  }
}

const ALIASES: Decided = Object.freeze({
  state: 'decided',
  decision: Object.freeze({ kind: 'alias', source: null }),
});
