import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { effectOf, ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';
import { staffWords } from './staffWords.ts';

export interface SetFieldsArgs {
  student: string;
  /** Staff's own word; null withdraws it, and the sources' word shows again. */
  values: PartialStudentValues;
  reason: string;
}

/** `student.setFields`: a person in the office says what a field is. */
export const setFields: Mutation<SetFieldsArgs> = {
  run(db, { student, values }) {
    const n = studentNumberOf(db, student);
    if (n === null) return [];
    const effect = effectOf(sourceRecord(db, n, 'staff'), staffWords(values));
    return effect ? [{ entity: 'record', entityId: `${student}${ID_SEPARATOR}staff`, ...effect }] : [];
  },
  logged: (args) => args,
};
