import type { FindingCode, Severity } from '../../../shared/domain/findings.ts';

/**
 * How grave each finding is. `block` holds the value back (the student is still taken when something else
 * identifies the row); `warn` asks a person to look, the value is taken; `note` only tells what was done.
 */
export const SEVERITY: Record<FindingCode, Severity> = {
  // A number that can't be its holder's: as a key it would join two students or lose one.
  ID_DIGITS_LOST: 'block',
  ID_LENGTH_WRONG: 'block',
  ID_CHECKSUM_WRONG: 'block',
  // The number is sound and another column disagrees with it: which of the two is wrong, a person must find out.
  ID_BIRTHDATE_DIFFERS: 'warn',
  ID_GENDER_DIFFERS: 'warn',
  // Sound, but no longer issued: 学信网 will hold the 18-digit form.
  ID_15_DIGITS: 'warn',
  // Legitimate for students from Hong Kong, Macao, Taiwan and abroad.
  ID_TYPE_OTHER: 'note',
  // The check is right, so somebody may have made the number up; the list of provinces is old and whole.
  ID_REGION_UNKNOWN: 'warn',
  // Provinces and schools number differently (domain notes §1.6), so a shape is never proof.
  EXAMNO_SHAPE: 'warn',
  // Taken as it stands; until a person says that it is the same, it makes a second group of one.
  WORD_VARIANT: 'warn',
  // Two rows claim one key: taking either would be a choice made for the person.
  DUPLICATE_IN_FILE: 'block',
  SAME_ID_OTHER_NAME: 'block',
  AMBIGUOUS_MATCH: 'block',
  LEADING_ZERO_RESTORED: 'note',
  // As it stands it is nobody's: taken, it would make a second student of one.
  LEADING_ZERO_LOST: 'block',
  // There is no date to store; "never drop a row for a bad date" (domain notes §9).
  DATE_UNREADABLE: 'block',
  // A name is stored as received: the odd writing may be what stands on 学信网 and has to be corrected there.
  NAME_DOT_VARIANT: 'warn',
  NAME_SPACES: 'warn',
  NAME_INVISIBLE: 'warn',
  NAME_FULL_WIDTH: 'warn',
  NAME_PRIVATE_USE: 'warn',
  NAME_LOST_CHARACTER: 'warn',
  NAME_WITH_NOTE: 'warn',
  NAME_SPLIT_CHARACTER: 'warn',
  // Kept as received: a school may have words that no table knows.
  UNKNOWN_CODE: 'warn',
  // Nothing identifies the student.
  REQUIRED_MISSING: 'block',
  COLUMN_UNMAPPED: 'note',
  // A column of data is left out until a person says which of the two is right.
  COLUMN_TWICE: 'warn',
  FOOTER_DROPPED: 'note',
  // What is hidden is part of the list; only the eye misses it.
  FILE_CUT_SHORT: 'warn',
  HIDDEN_TAKEN: 'note',
  // Whoever keeps the table has deleted them.
  RECORDS_DELETED: 'note',
  // The texts are in another file, which a person has.
  MEMO_MISSING: 'warn',
  // The file holds an error in place of the value.
  CELL_ERROR: 'block',
  // The file holds no value; opening and saving it in Excel or WPS brings it.
  FORMULA_NO_RESULT: 'warn',
  // Ours takes it, 学信网's upload template does not (domain notes §1.3).
  TEXT_TOO_LONG: 'warn',
  // A status can't make a student: the roster does.
  STUDENT_UNKNOWN: 'block',
  // What a person registered is not overwritten by a list; somebody has to look.
  // There is nobody to be looked after.
  CLASS_UNKNOWN: 'block',
  CLASS_SPELLING: 'note',
  CLASS_WITHOUT_CONTACT: 'note',
  STATUS_SET_BY_HAND: 'warn',
  // A sheet can be typed anew; its students are found all the same.
  SHEET_NUMBER: 'warn',
  SHEET_TWICE: 'warn',
  SHEET_SHORT: 'warn',
  // What was signed is not what is held: with a signature the row waits for a person.
  SHEET_STALE: 'warn',
  SHEET_ADDED: 'warn',
  SHEET_SIGNATURE: 'warn',
  SHEET_STRUCK: 'warn',
  SHEET_UNSIGNED: 'note',
  // Nothing of it is taken for a value: somebody has to look into it.
  CORRECTION_PROPOSED: 'warn',
  // A blank does not erase by itself: a person says so.
  FLAG_GONE: 'warn',
  // Without a student there is nothing to attach a photo to; with two, a person decides.
  PHOTO_UNMATCHED: 'block',
  PHOTO_AMBIGUOUS: 'block',
  PHOTO_TWICE: 'block',
  PHOTO_NOT_JPEG: 'block',
  PHOTO_DAMAGED: 'block',
  // The photo standard (domain notes §2) is applied by the photo company; here it only asks for a look.
  PHOTO_SIZE: 'warn',
  PHOTO_BYTES: 'warn',
  PHOTO_COLOUR: 'warn',
  PHOTO_BACKGROUND: 'warn',
  PHOTO_FACE: 'warn',
  SHEET_LEFT_OUT: 'warn',
  ENTRY_UNSAFE: 'block',
  ENTRY_ENCRYPTED: 'block',
  ARCHIVE_BOMB: 'block',
};

/** Where one code covers several situations, those that weigh differently. */
export const CASE_SEVERITY: Readonly<Record<string, Severity>> = {
  // The two say the same, so nothing is lost by taking one.
  'COLUMN_TWICE/same': 'note',
  // A cover or a note on how to fill in the list, as a rule.
  'SHEET_LEFT_OUT/no-header': 'note',
  // This list has the character; it is for the other source to be corrected.
  'NAME_SPLIT_CHARACTER/elsewhere': 'note',
  // Two keys agree, so it is the same student under another name; both names are kept, by source.
  'SAME_ID_OTHER_NAME/renamed': 'warn',
  // The same row twice is taken once.
  'DUPLICATE_IN_FILE/same': 'warn',
  // A verdict in words that nobody knows can't be taken for one.
  'UNKNOWN_CODE/verdict': 'block',
  // A phone or an address by which nobody can be reached.
  'UNKNOWN_CODE/phone': 'block',
  'UNKNOWN_CODE/email': 'block',
  'DUPLICATE_IN_FILE/same-class': 'warn',
  // Nor a result of the comparison of portraits.
  'UNKNOWN_CODE/flag': 'block',
  // Nothing is lost: there is no flag to write down.
  'STUDENT_UNKNOWN/no-flag': 'note',
  'FLAG_GONE/cleared': 'note',
  // Rows of another campaign, or of one that is over, are not taken.
  'SHEET_NUMBER/campaign': 'block',
  'SHEET_NUMBER/closed': 'block',
  'SHEET_UNSIGNED/contradicts': 'block',
  'SHEET_UNSIGNED/verdict': 'warn',
  'FLAG_GONE/not-named': 'note',
  // Said of a whole column; the rows concerned are blocked one by one.
  'ID_DIGITS_LOST/column': 'warn',
  // Said of a whole column; the rows concerned are held back one by one.
  'LEADING_ZERO_LOST/of-column': 'warn',
  // The whole number was found with another source, and a person asked for it.
  'ID_DIGITS_LOST/repaired': 'note',
  // Documents other than the resident card are numbered by custom: no proof of an error.
  'ID_LENGTH_WRONG/document': 'warn',
  // The number is sound; the column that names its type is wrong.
  'ID_TYPE_OTHER/declared': 'warn',
  // Gender is 男, 女 or nothing, so another word can't be kept.
  'UNKNOWN_CODE/gender': 'block',
  // Lists that every school lengthens as it needs.
  'UNKNOWN_CODE/open-list': 'note',
};

export function severityOf(code: FindingCode, situation: string | null): Severity {
  return (situation === null ? undefined : CASE_SEVERITY[`${code}/${situation}`]) ?? SEVERITY[code];
}
