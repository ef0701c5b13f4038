import { type Entity, NAMED_AFTER_STUDENT } from '../changes/change.ts';
import type { Fields, RefusalCode, SyncedChange, SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import { studentOfRow } from '../sync/rules/studentOfRow.ts';
import type { HubRows } from './HubRows.ts';
import type { HubRow } from './hubRow.ts';

interface Effect {
  entity: Entity;
  id: string;
  next: Fields | null;
  changed: boolean;
}

/** Rows by which somebody is a student; what else is about them follows these, or tells of the past. */
const OF_STUDENT: ReadonlySet<string> = new Set([
  'record',
  'photo',
  'review',
  'event',
  'chaseContact',
  'case',
]);

/**
 * Whoever turned out to be another is that other one (decision 0041): nothing is said of them under their old id, and all
 * that there is of them must have become the other’s. What a desk that did not know does otherwise is refused and told.
 */
export class JoinedStudents {
  readonly #rows: HubRows;
  /** Students whom the mutation parts from others. */
  readonly #parted: ReadonlySet<string>;
  /** What it says of rows, by `entity\nid`. */
  readonly #said: ReadonlyMap<string, Fields>;

  constructor(rows: HubRows, { changes }: SyncedMutation) {
    this.#rows = rows;
    this.#parted = new Set(changes.filter(isParting).map(({ id }) => id));
    this.#said = new Map(changes.map(({ entity, id, set }) => [`${entity}\n${id}`, set]));
  }

  /** `gone`: it is of one who is another; `changed`: of one who is to be another there is more than whoever joined them saw. */
  refusal({ entity, id, next, changed }: Effect): RefusalCode | null {
    if (!changed || next === null) return null;
    if (entity === 'alias') return this.#joining(id, String(next.into));
    if (!OF_STUDENT.has(entity)) return null;
    const ref = studentOfRow(entity, id, next);
    return ref && 'student' in ref && this.#isAnother(ref.student) ? 'gone' : null;
  }

  #joining(id: string, into: string): RefusalCode | null {
    const isThere = this.#rows
      .ofStudent(into)
      .some(({ entity, fields }) => entity === 'record' && fields !== null);
    if (!isThere || this.#isAnother(into)) return 'gone';
    return this.#rows.ofStudent(id).some((row) => this.#isLeft(row)) ? 'changed' : null;
  }

  #isLeft({ entity, id, fields }: HubRow): boolean {
    if (fields === null || !OF_STUDENT.has(entity)) return false;
    const set = this.#said.get(`${entity}\n${id}`) ?? {};
    return NAMED_AFTER_STUDENT.has(entity)
      ? Object.keys(fields).some((field) => set[field] !== null)
      : set.student === undefined;
  }

  #isAnother(student: string): boolean {
    return !this.#parted.has(student) && (this.#rows.find('alias', student)?.fields ?? null) !== null;
  }
}

/** Rows that tell whether a change is of one who is another. */
export function aliasesOf({ entity, id, set }: SyncedChange): { entity: Entity; id: string }[] {
  if (entity === 'alias') return typeof set.into === 'string' ? [{ entity: 'alias', id: set.into }] : [];
  if (!OF_STUDENT.has(entity)) return [];
  const ref = studentOfRow(entity as Entity, id, set);
  return ref && 'student' in ref && ref.student !== '' ? [{ entity: 'alias', id: ref.student }] : [];
}

function isParting({ entity, set }: SyncedChange): boolean {
  return entity === 'alias' && set.into === null;
}
