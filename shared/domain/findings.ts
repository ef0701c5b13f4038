/**
 * Findings are data: what is odd about a row, with enough to say it in any language.
 * The codes are a contract with scripts outside (docs/spec/command-line.md); the sentences are in shared/text.
 */
export const FINDING_CODES = [
  'ID_DIGITS_LOST',
  'ID_LENGTH_WRONG',
  'ID_CHECKSUM_WRONG',
  'ID_BIRTHDATE_DIFFERS',
  'ID_GENDER_DIFFERS',
  'ID_15_DIGITS',
  'ID_TYPE_OTHER',
  'ID_REGION_UNKNOWN', // the number begins with no province
  'EXAMNO_SHAPE',
  'DUPLICATE_IN_FILE',
  'SAME_ID_OTHER_NAME',
  'AMBIGUOUS_MATCH',
  'LEADING_ZERO_RESTORED',
  'LEADING_ZERO_LOST', // a number that is somebody’s once zeros stand in front
  'DATE_UNREADABLE',
  'NAME_DOT_VARIANT',
  'NAME_SPACES',
  'NAME_INVISIBLE',
  'NAME_FULL_WIDTH',
  'NAME_PRIVATE_USE',
  'NAME_LOST_CHARACTER',
  'NAME_WITH_NOTE',
  'NAME_SPLIT_CHARACTER', // two characters in place of the one that they make up
  'UNKNOWN_CODE',
  'WORD_VARIANT', // a name in a cut or other form beside the one that is known
  'REQUIRED_MISSING',
  'COLUMN_UNMAPPED',
  'COLUMN_TWICE',
  'FOOTER_DROPPED',
  'FILE_CUT_SHORT', // a page that ends before its table does: rows may be missing
  'HIDDEN_TAKEN', // rows or columns that the file hides, taken like the others
  'RECORDS_DELETED', // records of a .dbf that are marked as deleted, not taken
  'MEMO_MISSING', // memo texts of a .dbf whose memo file is not there
  'CELL_ERROR',
  'FORMULA_NO_RESULT',
  'TEXT_TOO_LONG',
  'SHEET_LEFT_OUT', // a sheet with rows that the import does not take
  'STUDENT_UNKNOWN', // a status list names a student who is not in the store
  'FLAG_GONE', // a 人像比对 result that is held and that the file no longer shows
  'SHEET_NUMBER', // a class sheet without a number, or with one that does not fit
  'SHEET_TWICE', // a class sheet that was registered before
  'SHEET_SHORT', // fewer students on a class sheet than were printed on it
  'SHEET_ADDED', // a student who was not printed on this class sheet
  'SHEET_SIGNATURE', // words in place of a signature that may mean anything
  'SHEET_STRUCK', // a student who is crossed out on a class sheet
  'SHEET_STALE', // what a class sheet prints is no longer what is held
  'SHEET_UNSIGNED',
  'CLASS_UNKNOWN', // a contact list names a class in which there is nobody, or several
  'CLASS_SPELLING', // another spelling of a class
  'CLASS_WITHOUT_CONTACT',
  'CORRECTION_PROPOSED', // what somebody wrote to be corrected: proposed, never taken
  'STATUS_SET_BY_HAND', // a list contradicts what a person registered
  'PHOTO_UNMATCHED',
  'PHOTO_AMBIGUOUS',
  'PHOTO_TWICE',
  'PHOTO_NOT_JPEG',
  'PHOTO_DAMAGED',
  'PHOTO_SIZE',
  'PHOTO_BYTES',
  'PHOTO_COLOUR',
  'PHOTO_BACKGROUND',
  'PHOTO_FACE',
  'ENTRY_UNSAFE',
  'ENTRY_ENCRYPTED',
  'ARCHIVE_BOMB',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** `block` holds back the value (or, where nothing identifies the row, the row); the others only tell. */
export type Severity = 'block' | 'warn' | 'note';

export interface Finding {
  code: FindingCode;
  severity: Severity;
  /** The row number that a person sees in Excel, 1-based; null where the finding is about the whole file. */
  row: number | null;
  /** The sheet of that row, or the sheet that is meant, where an import takes several. */
  sheet?: string | null | undefined;
  /** The heading as it stands in the file. */
  column: string | null;
  /** One of StudentField, or a field of the other kinds of import. */
  field: string | null;
  value: string | null;
  suggestion: string | null;
  /** What else the sentence names (a count, the other row, the other name). Never more personal data than needed. */
  params?: Record<string, string | number> | undefined;
}

/** What became of a row. Rows in = the sum of these, always. */
export const OUTCOMES = ['created', 'updated', 'unchanged', 'ambiguous', 'rejected', 'dropped'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type OutcomeCounts = Record<Outcome, number> & { rows: number };
