import { printedIdNumber } from './printedIdNumber.ts';
import type { RecordCheckStudent } from './reportData.ts';
import type { RecordCheckColumn, SheetText } from './text/sheetText.ts';

export const RECORD_CHECK_COLUMNS: readonly RecordCheckColumn[] = [
  'number',
  'studentNo',
  'name',
  'gender',
  'birthDate',
  'ethnicity',
  'idNumber',
  'majorName',
  'level',
  'duration',
  'enrolDate',
  'admissionPhoto',
  'graduationPhoto',
  'status',
  'correction',
  'signature',
];

/** Rows left empty at the end of a class for students whom the list lacks. */
export const ADDED_ROWS = 2;

/**
 * A student's row as PDF and workbook print it. `masked` hides the document number here, before anything is
 * drawn or written, so that a masked sheet holds the full number nowhere.
 */
export function recordCheckCells(
  student: RecordCheckStudent,
  index: number,
  text: SheetText,
  masked: boolean,
): Record<RecordCheckColumn, string> {
  const { values, photos } = student;
  const photo = (there: boolean) => (there ? text.photoThere : text.photoMissing);
  return {
    number: String(index + 1),
    studentNo: values.studentNo ?? '',
    name: values.name ?? '',
    gender: values.gender ?? '',
    birthDate: values.birthDate ?? '',
    ethnicity: values.ethnicity ?? '',
    idNumber: printedIdNumber(values.idNumber, masked),
    majorName: values.majorName ?? '',
    level: values.level ?? '',
    duration: values.duration ?? '',
    enrolDate: values.enrolDate ?? '',
    admissionPhoto: photo(photos.admission),
    graduationPhoto: photo(photos.graduation),
    status: text.status[student.status],
    correction: '',
    signature: '',
  };
}
