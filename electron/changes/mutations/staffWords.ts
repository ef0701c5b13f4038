import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';

/** What staff say as it may be stored: never an empty text, no blanks around it, no half of a character. */
export function staffWords(values: PartialStudentValues): PartialStudentValues {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, value?.toWellFormed().trim() || null]),
  );
}
