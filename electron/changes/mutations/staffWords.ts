import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import type { ReadDb } from '../../db/database.ts';
import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR } from '../change.ts';

/** What staff say as it may be stored: never an empty text, no blanks around it, no half of a character. */
export function staffWords(values: PartialStudentValues): PartialStudentValues {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, value?.toWellFormed().trim() || null]),
  );
}

/** What staff say of a student from now on; null: nothing new, or there is no such student. */
export function staffChange(db: ReadDb, student: string, values: PartialStudentValues): Change | null {
  const n = studentNumberOf(db, student);
  if (n === null) return null;
  const effect = effectOf(sourceRecord(db, n, 'staff'), staffWords(values));
  return effect && { entity: 'record', entityId: `${student}${ID_SEPARATOR}staff`, ...effect };
}
