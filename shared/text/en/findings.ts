import type { Words } from '../words.ts';
import type { findings as zh } from '../zh/findings.ts';

export const findings: Words<typeof zh> = {
  ID_DIGITS_LOST:
    '“{{column}}” became a number in the spreadsheet and lost its digits after the fifteenth, so it was not taken. Format the column as text and fill it in again, or export it anew.',
  ID_DIGITS_LOST_plausible:
    '“{{column}}” ends in 000 and fails its check: a spreadsheet has probably rounded it, so it was not taken. Export it anew with the column formatted as text.',
  ID_DIGITS_LOST_column:
    '{{count}} of the {{total}} numbers in “{{column}}” end in 000: the column has probably lost digits in a spreadsheet, and those that pass their check can’t be trusted either. Export it anew with the column formatted as text.',
  ID_DIGITS_LOST_distrusted:
    '“{{column}}” ends in 000, in a column of which many numbers have lost digits: that it passes its check does not prove it whole, so it was not taken. Export it anew with the column formatted as text.',
  ID_DIGITS_LOST_repaired:
    '“{{column}}” had lost its last digits in a spreadsheet; it was completed from {{sourceName}} by the only match (the first 15 digits and the {{byName}}), and the change log says so.',
  ID_LENGTH_WRONG:
    '“{{column}}” is not 18 digits as a resident ID number is, so it was not taken. Correct it from the document and import again.',
  ID_LENGTH_WRONG_masked:
    'Some digits of “{{column}}” are hidden by asterisks, so it was not taken. Import a list with the whole numbers.',
  ID_LENGTH_WRONG_document:
    '“{{column}}” is not how a {{typeName}} is usually numbered. It is kept as received; check it against the document.',
  ID_CHECKSUM_WRONG:
    'The check digit of “{{column}}” is wrong, so at least one digit is. It was not taken; correct it from the ID card and import again.',
  ID_BIRTHDATE_DIFFERS:
    'The date of birth {{value}} differs from {{suggestion}} in the ID number. Both are kept; check against the document which is wrong.',
  ID_BIRTHDATE_DIFFERS_impossible:
    'The date of birth inside “{{column}}” does not exist, so the number is probably wrong. It is kept as received; check it against the document.',
  ID_BIRTHDATE_DIFFERS_enrolled:
    'The date of birth in the ID number is {{born}}, the enrolment date is {{value}}: one of them is wrong. Both are kept; check against the document and the admission list.',
  ID_GENDER_DIFFERS:
    'The gender “{{value}}” differs from “{{suggestion}}” in the ID number. Both are kept; check against the document which is wrong.',
  ID_15_DIGITS:
    '“{{column}}” is an old number of 15 digits, where CHSI has 18. It is kept as received; check it and replace it by the 18-digit number.',
  ID_TYPE_OTHER:
    '“{{column}}” is not a resident ID number; it is taken as {{typeName}}, without a check digit. Make sure that the type is right.',
  ID_TYPE_OTHER_checked:
    '“{{column}}” is not a resident ID number; it is taken as {{typeName}}, and its check digit is right. Make sure that the type is right.',
  ID_TYPE_OTHER_military:
    '“{{column}}” is taken as {{typeName}}, which has no check digit. Students who register on CHSI with a military or police paper are often not found; make sure that their record does not hold a resident ID number.',
  ID_TYPE_OTHER_declared:
    'The ID type says {{typeName}}, but the number looks like {{inferredName}}. Check the type.',
  ID_REGION_UNKNOWN:
    '“{{column}}” begins with no province although its check digit is right: it may be made up, or somebody else’s. It is kept as received; check it against the document.',
  EXAMNO_SHAPE:
    'The examinee number “{{value}}” is not the usual 14 digits with a province in the third and fourth place. It is kept as received; ignore this for numbers that schools make up, check the others.',
  DUPLICATE_IN_FILE:
    'This row has the same {{field}} as row {{other}} and says something else{{differing}}; which of them counts can’t be told, so neither was imported. Leave one of them, or correct a number, and import again.',
  DUPLICATE_IN_FILE_split:
    'This row has the same {{field}} as row {{other}}, and the names differ in one character taken apart: “{{parts}}” and “{{whole}}” are the same, so it is one student. Which writing counts is for you to say, so neither was imported. Compare with the ID card, leave the right row (most likely the one with the whole character), and import again.',
  DUPLICATE_IN_FILE_same:
    'This row is the student of row {{other}} again without contradicting it; it counts once. Nothing needs to be done.',
  SAME_ID_OTHER_NAME:
    'The {{field}} is the same but the name is not: “{{name}}” here, “{{known}}” elsewhere. The number may be wrong or the name may have changed, so the row was not imported; please find out.',
  SAME_ID_OTHER_NAME_renamed:
    'Several numbers agree but the name does not: “{{name}}” here, “{{known}}” before. Both are kept, by source; find out whether the name changed.',
  AMBIGUOUS_MATCH:
    'Which student this row is can’t be told, so it was not imported. Check the examinee number, student number and ID number.',
  AMBIGUOUS_MATCH_several:
    'The numbers of this row belong to {{count}} different students, so it was not imported. Find out which of the numbers is wrong.',
  STUDENT_UNKNOWN:
    'The student of this row has no record here yet, so the status was not recorded. Import the roster first, or check the number.',
  STUDENT_UNKNOWN_flag:
    'The student of this row has no record here yet, so the result was not recorded. Import the roster first, or check the number.',
  'STUDENT_UNKNOWN_no-flag':
    'The student of this row has no record here; the list has no objection, so nothing needs to be done.',
  FLAG_GONE:
    '“{{value}}” is held here and the file no longer shows it. A blank does not clear it, so nothing was changed. If the review has been accepted, write 通过, or choose that a blank means cleared (--clear-blank-flags) and import again.',
  FLAG_GONE_cleared: '“{{value}}” was held here and the file no longer shows it; cleared, as you chose.',
  'FLAG_GONE_not-named': '{{name}} ({{key}}) holds “{{value}}” and is not in this file; it stays.',
  STATUS_SET_BY_HAND_remark:
    'The result is recorded, but the remark that shows here, “{{value}}”, is another source’s or staff’s and says otherwise. Check the remark with the student.',
  SHEET_NUMBER:
    'This sheet carries no sheet number, so it can’t be told when it was printed; its students were found by their numbers.',
  SHEET_NUMBER_wrong:
    'The number of this sheet is wrong (its check fails) and may have been altered; its students were found by their numbers. Compare it with the original.',
  SHEET_NUMBER_unknown: 'Sheet {{value}} was not printed here; its students were found by their numbers.',
  SHEET_NUMBER_campaign:
    'Sheet {{value}} belongs to the campaign “{{own}}” and “{{chosen}}” was chosen, so it was not imported. Choose “{{own}}” and import again.',
  SHEET_NUMBER_closed:
    'The campaign of sheet {{value}}, “{{own}}”, is over, so it was not imported. Reopen the campaign if it has to be.',
  SHEET_TWICE:
    'Sheet {{value}} was registered before ({{file}}). It is registered anew; what is the same counts once.',
  SHEET_TWICE_file: 'Sheet {{value}} comes twice in this file.',
  SHEET_SHORT:
    'Sheet {{value}} ({{class}}) was printed with {{total}} students and has {{count}} now; rows may have been deleted.',
  SHEET_STALE:
    'The {{field}} on the sheet is “{{value}}”, held is “{{now}}”: it changed after printing, or on the sheet. What was signed is not what is held; print and verify again.',
  SHEET_ADDED:
    '“{{value}}” was not on this sheet when it was printed; decide under “Sheets out and back” whether the student is of this class.',
  SHEET_SIGNATURE:
    'In place of a signature stands “{{value}}”: it can’t be told whether the student signed or another did; nothing was recorded. Ask, and register it under “Sheets out and back”; a proxy is marked “（代）”.',
  SHEET_STRUCK: '“{{value}}” is crossed out; no answer was recorded. Decide under “Sheets out and back”.',
  SHEET_UNSIGNED: 'Neither a signature nor a correction: nothing was recorded.',
  SHEET_UNSIGNED_verdict: '“Correct” without a signature: recorded as correct; have it signed.',
  SHEET_UNSIGNED_contradicts:
    'The result says “correct” and a correction is written too, so nothing was recorded. Find out.',
  CORRECTION_PROPOSED:
    'The sheet wants the {{field}} corrected; held is “{{value}}”. Nothing was changed; look into it.',
  CORRECTION_PROPOSED_text: 'The sheet says: “{{value}}”. Nothing was changed; look into it.',
  STUDENT_UNKNOWN_contact:
    'The student of this row has no record here yet, so the contact was not recorded. Import the roster first, or check the number.',
  CLASS_UNKNOWN:
    'There is no class “{{value}}” here, so nothing was recorded. Check its name, or import the roster first.',
  CLASS_UNKNOWN_several:
    'There are several classes “{{value}}” ({{colleges}}), so nothing was recorded. Add a column with the college.',
  CLASS_SPELLING: '“{{value}}” was taken for “{{suggestion}}”.',
  CLASS_WITHOUT_CONTACT: 'Nobody is known yet who looks after {{value}}, {{college}}.',
  UNKNOWN_CODE_phone: '“{{value}}” does not look like a phone number and was not taken.',
  UNKNOWN_CODE_email: '“{{value}}” does not look like an e-mail address and was not taken.',
  REQUIRED_MISSING_class: 'This row has neither a class nor a number of a student, so it was not imported.',
  REQUIRED_MISSING_contact: 'This row has no usable name, phone or e-mail, so it was not imported.',
  DUPLICATE_IN_FILE_class:
    'This row and row {{other}} say different things of who looks after “{{value}}”; neither was imported. Leave one of them.',
  'DUPLICATE_IN_FILE_same-class': 'This row says of the class what row {{other}} says; it counts once.',
  STATUS_SET_BY_HAND:
    'The list says “{{value}}”, staff registered “{{held}}”; the registered status stands. Check it, and register a change with the student if it is needed.',
  LEADING_ZERO_RESTORED:
    '“{{column}}” was a number in the spreadsheet and lost its leading zero: {{value}} became {{suggestion}}. If that is wrong, format the column as text and import again.',
  LEADING_ZERO_RESTORED_code:
    '“{{column}}” holds the code {{value}} (that is, {{suggestion}}), taken as “{{meaning}}”. Make sure that it is right.',
  LEADING_ZERO_RESTORED_matched:
    '{{value}} in “{{column}}” became {{suggestion}}: with its zeros in front it is this student’s number by {{sourceName}} (same {{byName}}). The change log says so.',
  LEADING_ZERO_RESTORED_column:
    '{{value}} in “{{column}}” became {{suggestion}}: the texts of this column all begin with 0 and are equally long, and this cell is a number, without its zeros. The change log says so.',
  LEADING_ZERO_RESTORED_class:
    '{{value}} in “{{column}}” became {{suggestion}}: the school has no class {{value}}, and has this one with zeros in front. The change log says so.',
  LEADING_ZERO_LOST:
    '{{value}} in “{{column}}” is nobody’s number; with its zeros in front, as {{suggestion}}, it is this student’s by {{sourceName}} (same {{byName}}), so a spreadsheet has probably lost them. It was not taken: take the whole number, or format the column as text and import again.',
  LEADING_ZERO_LOST_class:
    '{{value}} in “{{column}}” is no class of the school; with its zeros in front, as {{suggestion}}, it is one, so a spreadsheet has probably lost them. The class was not taken, the rest of the row is: take the whole number, or format the column as text and import again.',
  LEADING_ZERO_LOST_classes:
    '{{value}} in “{{column}}” is no class of the school, and with zeros in front it is several, so none was chosen. The class was not taken, the rest of the row is: format the column as text, put in the whole number and import again.',
  LEADING_ZERO_LOST_column:
    '{{value}} in “{{column}}” is a number, shorter than the texts of this column, which begin with 0: it has probably lost its zeros, so it was not taken. Take the whole number, or format the column as text and import again.',
  'LEADING_ZERO_LOST_of-column':
    '{{count}} numbers of “{{column}}” have lost the zeros in front (Excel and WPS took them for numbers). Take the whole numbers in one go, or export anew with the column formatted as text.',
  DATE_UNREADABLE:
    '“{{value}}” in “{{column}}” can’t be read as a day, so it was not taken. Write it like 20260301 or 2026-03-01 and import again.',
  DATE_UNREADABLE_month:
    '“{{value}}” in “{{column}}” has a month but no day, and none is made up, so it was not taken. Complete it, for example {{suggestion}}.',
  NAME_DOT_VARIANT:
    'The dot in the name “{{value}}” is not the standard “·”. It is kept as received; compare with CHSI and apply for a correction if needed.',
  NAME_SPACES:
    'The name “{{value}}” has spaces inside. It is kept as received; compare with CHSI and remove them at the source.',
  NAME_INVISIBLE:
    'The name “{{value}}” contains invisible characters that spoil comparisons. It is kept as received; type the name again at the source.',
  NAME_FULL_WIDTH:
    'The name “{{value}}” has full-width letters or digits. It is kept as received; compare with CHSI.',
  NAME_FULL_WIDTH_compatibility:
    'The name “{{value}}” has a radical or a compatibility form: it looks the same but is another character and spoils comparisons. It is kept as received; type the name again at the source.',
  NAME_PRIVATE_USE:
    'The name “{{value}}” has a character that an old system made up and other computers may not show. It is kept as received; replace it by the standard one at the source.',
  NAME_LOST_CHARACTER:
    'A character of the name “{{value}}” is lost (shown as ? or a box). Fill it in from the ID card and import again.',
  NAME_LOST_CHARACTER_masked:
    'The name “{{value}}” has an asterisk: most likely the list was exported with names hidden, or some system marks it so. It is kept as received; use a list with whole names, or take the asterisk away at the source.',
  NAME_LOST_CHARACTER_digits:
    'The name “{{value}}” has no letter in it: most likely the column is another one, or the name stands elsewhere. It is kept as received; check the columns and this row.',
  NAME_LOST_CHARACTER_pinyin:
    'The name “{{value}}” has pinyin among its characters, most likely for a rare one that an old system lacked. It is kept as received; look the character up from the ID card (“Rare characters”) and correct it at the source.',
  NAME_WITH_NOTE:
    'The name “{{value}}” has brackets, digits or signs in it, which look like a remark. It is kept as received; put the remark into a column of its own and go by the ID card.',
  NAME_SPLIT_CHARACTER:
    'In the name “{{value}}” one character is taken apart: “{{parts}}” for {{whole}}, as what is held has it (“{{other}}”). It counts as the same person and the source keeps its writing; the whole character can become the office’s, and the source needs correcting.',
  NAME_SPLIT_CHARACTER_elsewhere:
    'The name “{{value}}” has {{whole}}, for which what is held has “{{parts}}” (“{{other}}”). It counts as the same person; the other source needs correcting (Compare, “a character taken apart”).',
  NAME_SPLIT_CHARACTER_alone:
    'In the name “{{value}}”, “{{parts}}” is most likely {{whole}} taken apart by whoever could not type it. It is kept as received; compare with the ID card (“Rare characters”) and correct it at the source.',
  UNKNOWN_CODE:
    '“{{value}}” in “{{column}}” is not in the national list of {{field}}. It is kept as received; check the spelling.',
  'UNKNOWN_CODE_open-list':
    '“{{value}}” in “{{column}}” is not a usual {{field}}. It is kept as received; ignore this if your school says so.',
  WORD_VARIANT:
    '“{{value}}” in “{{column}}” ({{rows}} rows) is only another writing of “{{suggestion}}” and makes a group of its own. If they are one, take it under Words; it is understood so from then on.',
  WORD_VARIANT_cut:
    '“{{value}}” in “{{column}}” ({{rows}} rows) looks like a name that a system cut off and makes a group of its own. Say under Words which one it is; it is understood so from then on.',
  UNKNOWN_CODE_gender:
    '“{{value}}” in “{{column}}” is neither 男 nor 女, so it was not taken. Correct it and import again.',
  'UNKNOWN_CODE_id-type':
    'The ID type “{{value}}” is not known; the number itself was gone by. Check the type.',
  UNKNOWN_CODE_verdict:
    'The verification “{{value}}” is not understood and was not recorded. Say what it means (above the findings, or Settings → Dictionary), or write 正确, 有误 or 未核对 and import again.',
  UNKNOWN_CODE_flag:
    'The result “{{value}}” is not understood and was not recorded. 学信网 writes 身份核验未通过, 身份核验不确定 or 身份核验异常; write one of these and import again.',
  REQUIRED_MISSING:
    'Something that is needed is missing in this row, so it was not imported. Fill it in and import again.',
  REQUIRED_MISSING_name: 'This row has no name, so it was not imported. Fill in the name and import again.',
  REQUIRED_MISSING_key:
    'This row has no usable examinee number, student number or ID number, so the student can’t be told and it was not imported. Fill in any one of them and import again.',
  REQUIRED_MISSING_verdict:
    'This row says no verification, so nothing was recorded. Write 正确, 有误 or 未核对 and import again.',
  COLUMN_UNMAPPED:
    'The column “{{column}}” belongs to no field and is not imported. Choose one under Columns if you need it.',
  COLUMN_UNMAPPED_unnamed:
    'There is something in columns without a heading too ({{names}}; {{count}} rows, the first is row {{at}}); it is not imported. Give them headings in the file if it is needed, and import again.',
  COLUMN_TWICE:
    '“{{column}}” and “{{other}}” both look like {{field}}; only “{{other}}” is used for now. Choose under Columns which one it should be.',
  COLUMN_TWICE_same:
    '“{{column}}” and “{{other}}” are both {{field}} and say the same in every row, so one is taken. Nothing needs to be done.',
  COLUMN_TWICE_differs:
    '“{{column}}” and “{{other}}” both look like {{field}} but differ in rows ({{count}} of them, first in row {{at}}); only “{{other}}” is used for now. Choose under Columns which one it should be.',
  FILE_CUT_SHORT:
    'The file breaks off behind row {{at}} before it says that it ends; the download may be incomplete. Check the last row and the number of students, and export it again if they are wrong.',
  HIDDEN_TAKEN: 'The file hides something, which was taken too.',
  HIDDEN_TAKEN_rows:
    'Hidden rows in the file: {{count}} (most likely left by a filter). They were taken like the others. Delete them in the file and import again if they are not wanted.',
  HIDDEN_TAKEN_columns:
    'Hidden columns in the file: {{count}} ({{names}}). They were read like the others. Leave them out under Columns if they are not wanted.',
  'FOOTER_DROPPED_empty-row': 'A row left empty; skipped.',
  RECORDS_DELETED:
    '{{count}} records are marked as deleted in the file. They are not taken, nor counted as rows. If they are needed, restore them in the program that keeps the table and export it again.',
  MEMO_MISSING:
    'The texts of {{count}} memo cells are in another file of the same name (.dbt or .fpt), which is not there; the cells are taken as empty. Find it, go back to Files and drop it there (command line: put both in one folder or zip), then import again; if it is lost, export the table to Excel in the program that keeps it.',
  FOOTER_DROPPED:
    'This row is a total, a signature or a note (“{{value}}”) and no student, so it was passed over. If it is a student, correct the row and import again.',
  FOOTER_DROPPED_header:
    'This row is the title or the header again and was passed over. Nothing needs to be done.',
  CELL_ERROR:
    'This cell of “{{column}}” holds the error {{value}}, so it was not taken. Repair the formula in Excel or WPS and import again.',
  FORMULA_NO_RESULT:
    'This cell of “{{column}}” is a formula, and the file holds no result for it. Open and save the file in Excel or WPS once, then import again.',
  TEXT_TOO_LONG:
    '{{field}} “{{value}}” has {{bytes}} bytes, more than the {{limit}} of CHSI’s upload template, which would cut it. It is kept whole here; use a short form when reporting.',
  SHEET_LEFT_OUT:
    'The sheet “{{value}}” has other headings than the sheets chosen and was not imported. Choose it under Sheet and header, or import it by itself.',
  SHEET_LEFT_OUT_hidden:
    'The sheet “{{value}}” is hidden and was not imported. Choose it under Sheet and header if it is needed.',
  'SHEET_LEFT_OUT_no-header':
    'No header was found in the sheet “{{value}}”, so it was not imported. If there are students in it, import it by itself and say where its header is.',
  PHOTO_UNMATCHED:
    'The photo “{{value}}” belongs to no known student. Name the file by ID number, student number or examinee number and import again.',
  'PHOTO_UNMATCHED_name-only':
    'Only the name in “{{value}}” matches, and names are shared, so it was not imported. Add the ID number or student number to the file name.',
  PHOTO_AMBIGUOUS:
    'The photo “{{value}}” may belong to more than one student, so it was not imported. Check the number and name in the file name.',
  'PHOTO_AMBIGUOUS_two-keys':
    'The numbers in “{{value}}” belong to different students, so it was not imported. Check the file name.',
  'PHOTO_AMBIGUOUS_key-of-several':
    'The number in “{{value}}” belongs to more than one student, so it was not imported. Name the file by ID number.',
  'PHOTO_AMBIGUOUS_other-id-number':
    'The ID number in “{{value}}” is not the one held for this student, so it was not imported. Check the ID number.',
  'PHOTO_AMBIGUOUS_name-differs':
    'The name in “{{value}}” is not that of the student with this number, so it was not imported. Check whose photo it is.',
  PHOTO_TWICE: 'The photos “{{value}}” and “{{other}}” are the same. Keep the right one.',
  'PHOTO_TWICE_two-photos':
    '“{{value}}” and “{{other}}” are two different photos of one student, so neither was imported. Keep the right one.',
  'PHOTO_TWICE_two-students':
    '“{{value}}” and “{{other}}” are one photo for two students. Check whose photo it is.',
  'PHOTO_TWICE_same-photo':
    '“{{value}}” is the same photo as “{{other}}” and kept once. Nothing needs to be done.',
  'PHOTO_TWICE_looks-like':
    '“{{value}}” looks like the photo of {{count}} other student(s), saved anew. It is kept as received; compare them and check whose photo it is.',
  'PHOTO_TWICE_own-other-role':
    '“{{value}}” looks like the photo that this student has in the other role. The admission photo can’t stand for the graduation photo; make sure that the right kind was chosen.',
  PHOTO_TWICE_held:
    '“{{value}}” is the very photo that another student has already. Check whose photo it is.',
  PHOTO_NOT_JPEG: '“{{value}}” is not a JPEG photo. Save it as .jpg and import again.',
  'PHOTO_NOT_JPEG_other-format':
    '“{{value}}” is {{format}}, where CHSI asks for JPG. It is kept; save it as .jpg before reporting.',
  PHOTO_NOT_JPEG_unreadable:
    '“{{value}}” is {{format}}, which can’t be opened here. Save it as .jpg and import again.',
  'PHOTO_NOT_JPEG_not-an-image':
    '“{{value}}” is not a picture and was not imported. Make sure that it is the right file.',
  PHOTO_DAMAGED:
    'The photo “{{value}}” is damaged and was not imported. Ask the photographer for a sound file.',
  PHOTO_DAMAGED_doubtful:
    'The data of the photo “{{value}}” are doubtful; part of it may be missing. It is kept as received; look at it and replace it if needed.',
  PHOTO_SIZE:
    'The photo “{{value}}” has not the size that is asked for. Replace it by one of 480×640 pixels.',
  'PHOTO_SIZE_too-large':
    'The photo “{{value}}” has too many pixels and was not imported. Reduce it to 480×640 pixels and import again.',
  'PHOTO_SIZE_other-size':
    'The photo “{{value}}” has {{width}}×{{height}} pixels instead of {{wantedWidth}}×{{wantedHeight}}, in the same shape. It is kept as received; resize it before reporting.',
  'PHOTO_SIZE_other-shape':
    'The photo “{{value}}” has {{width}}×{{height}} pixels, another shape than {{wantedWidth}}×{{wantedHeight}}. It is kept as received; have the photographer make it anew.',
  PHOTO_SIZE_orientation:
    'The photo “{{value}}” carries a rotation mark and lies on its side in some programs. It is kept as received; turn it upright and save it again.',
  PHOTO_BYTES:
    'The photo “{{value}}” has {{kilobytes}} KB, where {{least}}–{{most}} KB are usual. It is kept as received; check what your school asks for.',
  'PHOTO_BYTES_too-large':
    'The photo “{{value}}” has more than {{most}} KB and was not imported. Compress it and import again.',
  PHOTO_COLOUR:
    'The photo “{{value}}” is not 24-bit true colour. It is kept as received; have the photographer make it anew.',
  PHOTO_BACKGROUND:
    'The background of the photo “{{value}}” is not as asked for. It is kept as received; ask the photographer.',
  PHOTO_BACKGROUND_uneven:
    'The background of the photo “{{value}}” is uneven or not empty. It is kept as received; ask the photographer.',
  'PHOTO_BACKGROUND_other-colour':
    'The background of the photo “{{value}}” is RGB {{colour}} where {{wanted}} is asked for. It is kept as received; ask the photographer.',
  PHOTO_FACE:
    'No single clear face was found in the photo “{{value}}”. It is kept as received; please look at it.',
  PHOTO_FACE_none:
    'No face was found in the photo “{{value}}” (told by the program, which may be wrong). It is kept as received; please look at it.',
  PHOTO_FACE_several:
    'There seem to be {{count}} faces in the photo “{{value}}” (told by the program, which may be wrong). It is kept as received; please look at it.',
  PHOTO_FACE_eyes:
    'In the photo “{{value}}” the eyes are about {{found}} pixels below the upper edge; the standard says {{least}}–{{most}} (measured by the program, a hint). Please look at it.',
  PHOTO_FACE_width:
    'In the photo “{{value}}” the face is about {{found}} pixels wide; the standard says {{least}}–{{most}} (measured by the program, a hint). Please look at it.',
  PHOTO_FACE_hair:
    'In the photo “{{value}}” the hair begins about {{found}} pixels below the upper edge; the standard says {{least}}–{{most}} (measured by the program, a hint). Please look at it.',
  PHOTO_FACE_centre:
    'In the photo “{{value}}” the head seems not to be in the middle (measured by the program, a hint). Please look at it.',
  PHOTO_FACE_tilt:
    'In the photo “{{value}}” the head seems to lean by some {{degrees}} degrees (measured by the program, a hint). Please look at it.',
  PHOTO_FACE_turn:
    'In the photo “{{value}}” the face seems not to look straight at the camera (measured by the program, a hint). Please look at it.',
  ENTRY_UNSAFE:
    'The path of “{{value}}” in the archive would leave its folder, so it was not read. Ask where the archive comes from.',
  ENTRY_UNSAFE_link:
    '“{{value}}” is a link to somewhere else and was not read. Put the real file there and import again.',
  ENTRY_ENCRYPTED:
    '“{{value}}” has a password and can’t be opened. Unpack it or remove the password, then import again.',
  ARCHIVE_BOMB:
    '“{{value}}” would unpack to an abnormal size and was not read, for safety. Unpack it by hand and look at it first.',
};
