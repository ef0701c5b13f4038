import type { Words } from '../words.ts';
import type { fileErrors as zh } from '../zh/fileErrors.ts';

export const fileErrors: Words<typeof zh> = {
  FILE_NOT_FOUND: {
    message: 'Can’t find {{theFile}}.',
    hint: 'Check the path; the file may have been moved or renamed, or its stick or share is not connected.',
  },
  FILE_UNREADABLE: {
    message: 'Can’t read {{theFile}}.',
    hint: 'Make sure that no other program holds it and that you may open it, then try again.',
  },
  FILE_EMPTY: { message: 'There is nothing in {{theFile}}.', hint: 'Export or copy the file again.' },
  FILE_ENCRYPTED: {
    message: 'A password protects {{theFile}}.',
    hint: 'Type the password that opens it (--password-file on the command line), or ask the sender for it. Or remove it in Excel or WPS, save, and import again.',
    message_zip: '{{theFile}} is an archive with a password, or lies in one.',
    hint_zip:
      'Type its password (--password-file on the command line), or unpack it and import the folder that comes out.',
  },
  FILE_PASSWORD_WRONG: {
    message: 'The password of {{theFile}} is another one.',
    hint: 'Check capitals, full-width characters and spaces around it, and type it again; ask the sender if it still does not fit.',
  },
  FILE_ENCRYPTION_UNKNOWN: {
    message: '{{theFile}} is encrypted in a way that can’t be opened here, even with its password.',
    hint: 'Open it in Excel or WPS, remove the password, save it as .xlsx and import that.',
    message_rights: 'Rights management (IRM) protects {{theFile}}, which can’t be opened here.',
    hint_ods: 'Open it in LibreOffice, remove the password, save it as .xlsx and import that.',
    hint_rights: 'Have somebody with the right open it in Excel, lift the restriction, save and import that.',
    message_zip: '{{theFile}} is encrypted in a way that can’t be opened here, even with its password.',
    hint_zip: 'Unpack it first, with its password, and import the folder that comes out.',
  },
  FILE_DAMAGED: {
    message: 'The content of {{theFile}} is damaged.',
    hint: 'Open it in Excel or WPS and save it as .xlsx, or ask the sender for another copy.',
    message_photo: 'A photo in the store is damaged.',
    hint_photo: 'Restore it from a backup, or import the photo again.',
    message_evidence: '{{theFile}} is damaged.',
    hint_evidence: 'Scan or photograph it again.',
    message_checksum: 'Part of {{theFile}} fails its checksum; the download may be incomplete.',
    message_backup: '{{theFile}} is a damaged backup; nothing was restored, the data are as they were.',
    hint_backup: 'Use another backup, or the same one from another disk. Don’t delete the damaged one.',
  },
  FILE_UNKNOWN: {
    message: 'Can’t tell what kind of file {{theFile}} is.',
    hint: 'Use Excel or WPS workbooks or .csv for lists, and .jpg, a folder or a .zip for photos.',
    message_backup: '{{theFile}} is no backup of this program.',
    hint_backup:
      'Choose a file that xueji backup wrote, or the folder of an automatic backup; if it is one, it may not have been copied whole: copy it again.',
    message_evidence: '{{theFile}} is nothing that can be a proof.',
    hint_evidence: 'Pictures (JPEG, PNG, WebP, TIFF) and PDF files are taken.',
    message_pdf: '{{theFile}} is a PDF, whose tables can’t be imported.',
    hint_pdf: 'Ask the sender for the spreadsheet.',
    message_document: '{{theFile}} is a text document, not a spreadsheet.',
    hint_document: 'Copy its table to Excel, save it as .xlsx and import that.',
    message_image: '{{theFile}} is a picture, not a spreadsheet.',
    hint_image: 'If it is a student’s photo, import it as photos.',
    message_archive: '{{theFile}} is an archive that can’t be opened.',
    hint_archive: 'Unpack it first, or save it as .zip.',
    message_executable: '{{theFile}} is a program, not a spreadsheet or photo.',
    hint_executable: 'Don’t open programs of unknown origin; ask the sender.',
    message_presentation: '{{theFile}} is a presentation, not a spreadsheet.',
    hint_presentation: 'Ask the sender for the spreadsheet.',
    message_ofd: '{{theFile}} is an OFD document, whose tables can’t be imported.',
    hint_ofd: 'Ask the sender for the spreadsheet.',
    message_numbers: '{{theFile}} was made by Apple’s Numbers or Pages and can’t be read.',
    hint_numbers: 'Open it on a Mac, choose File > Export To > Excel, and import the .xlsx.',
    message_database: '{{theFile}} is a database (such as Access’s), not a spreadsheet.',
    hint_database: 'Export the table from Access as .xlsx or .csv and import that.',
    message_shortcut: '{{theFile}} is only a shortcut; the spreadsheet itself is elsewhere.',
    hint_shortcut: 'Find the file that it points to; if it was sent to you, ask for the file itself.',
    'message_lock-file':
      '{{theFile}} is what Excel or WPS leaves beside an open file; there are no data in it.',
    'hint_lock-file': 'Choose the file whose name does not begin with “~$”.',
    'message_login-page': '{{theFile}} is the sign-in page of a system, not a list.',
    'hint_login-page': 'The sign-in had probably run out. Sign in again and export once more.',
    message_xml: '{{theFile}} holds XML data, not a spreadsheet.',
    hint_xml: 'Export an Excel file from the system that made it.',
    message_folder: '{{theFile}} is a folder where a file is needed.',
    hint_folder: 'Choose a file in it; photos can be imported by the folder.',
  },
  FILE_FORMAT_UNSUPPORTED: {
    message: 'The format of {{theFile}} ({{format}}) can’t be read yet.',
    hint: 'Open it in Excel or WPS, save it as .xlsx and import again.',
  },
  FILE_TOO_LARGE: {
    message: 'There is more in {{theFile}} than can be handled.',
    hint: 'Split it (by college, for example) and import the parts.',
    message_entries: 'There are more than {{limit}} files in {{theFile}}.',
    hint_entries: 'Split it into several archives or folders and import them one by one.',
  },
  FILE_UNSAFE: {
    message: 'The content of {{theFile}} is abnormal and may be harmful; it was not read.',
    hint: 'Ask the sender where it comes from; if it is all right, save it anew in Excel or WPS and import that.',
    message_ratio: 'Unpacked, {{theFile}} would be abnormally large; it was not read.',
    message_backup:
      'There is something in {{theFile}} that no backup holds; nothing was restored, the data are as they were.',
    hint_backup:
      'It may not be a file of this program: find out where it comes from, and use another backup.',
    message_link: '{{theFile}} is a link to somewhere else; it was not read.',
  },
  FILE_NO_ROWS: {
    message: 'There are no data in {{theFile}}.',
    message_folder: 'There are no spreadsheets in {{theFile}}.',
    hint: 'Make sure that it is the right sheet and that students stand below the header; some systems export empty sheets.',
  },
  FILE_NO_HEADER: {
    message: 'No header was found in {{theFile}}.',
    message_words: 'The columns of a word list were not found in {{theFile}}.',
    message_cases: 'No column of student, examinee or document numbers was found in {{theFile}}.',
    message_cards:
      '{{theFile}} holds cards, one student each with labels and values side by side, and no list.',
    hint: 'The header needs the name and one of student number, examinee number or ID number; its row can also be given by hand. If the list has no headings at all, choose “No header” (--header-row 0 on the command line) and say what each column is.',
    hint_words: 'The first row needs the columns field, written and meant; export the dictionary to see one.',
    hint_cases:
      'The first row needs one of these numbers; other columns are called like items of the form, and what is to be corrected 更正 with the field’s name.',
    hint_cards: 'Export a list (one student a row, the names of the columns on top) and import that.',
  },
  SHEET_NOT_FOUND: {
    message: 'There is no sheet “{{sheet}}” in {{theFile}}.',
    hint: 'Check the name of the sheet, or give none to have the first one.',
  },
  FILE_NOT_WRITABLE: {
    message: '{{theFile}} can’t be written.',
    hint: 'Check that the folder exists, that you may write there, that the disk is not full, and that the file is not open in Excel.',
    message_full: 'The disk is full; {{theFile}} can’t be written.',
    hint_full: 'Make room on the disk, or take another one.',
    message_exists: '{{theFile}} is there already and was not overwritten.',
    hint_exists: 'Choose another name or folder, or delete the old one first if nobody needs it.',
    message_reread: '{{theFile}} is not what was written when it is read again.',
    hint_reread: 'This stick or disk can’t be relied on; take another one. No incomplete file was left.',
  },
};
