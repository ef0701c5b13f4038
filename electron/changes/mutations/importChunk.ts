import {
  type FileSource,
  type PartialStudentValues,
  STUDENT_FIELDS,
} from '../../../shared/domain/studentFields.ts';
import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, type Effect, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
import type { LoggedRepair } from './loggedRepair.ts';
import type { Mutation } from './mutation.ts';

export interface ImportChunkArgs {
  source: FileSource;
  chunk: number;
  /** Per student what the file says; a field that is absent or null was not said: a blank never erases. */
  rows: { student: string; isNew: boolean; values: PartialStudentValues }[];
  /** Values that the file no longer holds whole and that a person took from another source: what it had, and why. */
  repairs?: LoggedRepair[];
}

/** `import.chunk`: some rows of a roster become what one source says of these students. */
export const importChunk: Mutation<ImportChunkArgs> = {
  run(db, args) {
    const changes: Change[] = [];
    for (const { student, isNew, values } of args.rows) {
      const n = isNew ? null : studentNumberOf(db, student);
      const before = n === null ? null : sourceRecord(db, n, args.source);
      const effect = before === null ? madeOf(values) : effectOf(before, withoutBlanks(values));
      if (effect) {
        changes.push({
          entity: 'record',
          entityId: student + ID_SEPARATOR + args.source,
          ...effect,
        });
      }
    }
    return changes;
  },
  logged: ({ source, chunk, rows, repairs }) => ({
    source,
    chunk,
    rows: rows.length,
    ...(repairs === undefined ? {} : { repairs }),
  }),
};

/** The values as they are: a million of these are not copied for the sake of their blanks. */
function madeOf(values: PartialStudentValues): Effect | null {
  for (const field of STUDENT_FIELDS) {
    if ((values[field] ?? null) !== null)
      return { kind: 'made', values: values as Record<string, PatchValue> };
  }
  return null;
}

function withoutBlanks(values: PartialStudentValues): PartialStudentValues {
  const said: PartialStudentValues = {};
  for (const field of STUDENT_FIELDS) {
    const value = values[field] ?? null;
    if (value !== null) said[field] = value;
  }
  return said;
}
