import { NOT_COMPARED } from '../../shared/domain/comparedFields.ts';
import {
  type PartialStudentValues,
  SOURCE_PRECEDENCE,
  type Source,
  STUDENT_FIELDS,
  type StudentField,
  type StudentValues,
} from '../../shared/domain/studentFields.ts';
import { NO_MEANINGS, type WordMeanings } from '../../shared/domain/wordMeanings.ts';

/** Names that 学信网 cuts off after 24 bytes of UTF-8, which is eight characters (domain notes §1.2, §1.3). */
const CUT_FIELDS: ReadonlySet<StudentField> = new Set<StudentField>([
  'collegeName',
  'departmentName',
  'className',
]);
const CUT_LENGTH = 8;

/** Whether one name is only the beginning of the other because it was cut off. */
function isCutOff(short: string, whole: string): boolean {
  return short.length === CUT_LENGTH && whole.length > CUT_LENGTH && whole.startsWith(short);
}

export interface ChosenView {
  /** What the words in use mean. */
  values: StudentValues;
  /** The words in use themselves, of the fields in which they mean something else; which these are does not depend on what they mean. */
  received: PartialStudentValues;
  differing: boolean;
}

/**
 * The school's view of a student: per field the word of the first source, in the stated precedence, that says
 * anything, and what the dictionary says that it means. `differing` tells that two sources say different things
 * of one field on which staff have not decided; neither source's record is ever overwritten.
 */
export function chooseView(
  records: readonly { source: Source; values: PartialStudentValues }[],
  meanings: WordMeanings = NO_MEANINGS,
): ChosenView {
  const values = {} as StudentValues;
  const received: PartialStudentValues = {};
  const ordered =
    records.length === 1
      ? records
      : SOURCE_PRECEDENCE.flatMap((source) => records.filter((record) => record.source === source));
  let differing = false;
  for (const field of STUDENT_FIELDS) {
    let chosen: string | null = null;
    let decided = false;
    for (const record of ordered) {
      const value = record.values[field] ?? null;
      if (value === null) continue;
      if (chosen === null) {
        chosen = value;
        decided = record.source === 'staff';
        continue;
      }
      if (CUT_FIELDS.has(field) && isCutOff(value, chosen)) continue;
      if (!decided && CUT_FIELDS.has(field) && isCutOff(chosen, value)) chosen = value;
      else if (
        value !== chosen &&
        !decided &&
        !NOT_COMPARED.has(field) &&
        meanings.of(field, value) !== meanings.of(field, chosen)
      )
        differing = true;
    }
    const meant = chosen === null ? null : meanings.find(field, chosen);
    if (meant !== null && meant !== chosen) received[field] = chosen;
    values[field] = meant ?? chosen;
  }
  return { values, received, differing };
}
