import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import type { Mutation } from './mutation.ts';
import { staffChange } from './staffWords.ts';

export interface SetFieldsArgs {
  student: string;
  /** Staff's own word; null withdraws it, and the sources' word shows again. */
  values: PartialStudentValues;
  reason: string;
}

/** `student.setFields`: a person in the office says what a field is. */
export const setFields: Mutation<SetFieldsArgs> = {
  run(db, { student, values }) {
    const change = staffChange(db, student, values);
    return change ? [change] : [];
  },
  logged: (args) => args,
};
