import type { Words } from '../words.ts';
import type { errors as zh } from '../zh/errors.ts';

export const errors: Words<typeof zh> = {
  USAGE: {
    message: 'This can’t be done the way it was asked.',
    hint: 'Check the command or what was filled in; --help shows the usage.',
    message_detail: 'This can’t be done the way it was asked: {{detail}}',
    'message_template-password': 'The message speaks of a password or a verification code.',
    'hint_template-password': 'Take it out: no student is ever asked for one.',
    'message_picture-tall': 'There are too many classes for one image.',
    'hint_picture-tall': 'Choose one college, or save it as SVG.',
    message_signature: 'No whole signature has come.',
    message_unanswered: 'Some items are not marked correct or wrong yet.',
    'message_contact-future': 'The time of the contact is in the future.',
    'hint_contact-future': 'Give today or an earlier time.',
    'message_sheet-future': 'That time is in the future.',
    'hint_sheet-future': 'Give today or an earlier time.',
    'message_sheet-holder': 'It is not said who got the sheet.',
    'hint_sheet-holder': 'Fill in the name of whoever took it.',
    'message_sheet-replacement': 'The replacement is no other sheet of the same class.',
    'hint_sheet-replacement':
      'Print the class again, then give the number of the new sheet; only sheets of one class at a time.',
    'message_sheet-row': 'Row {{row}} is not on this sheet, or its student is no longer in the store.',
    'hint_sheet-row': 'Scan the sheet again; students written in by hand go into “added students”.',
    'message_sheet-wrong': 'Row {{row}} is marked wrong without saying what is wrong.',
    'hint_sheet-wrong': 'Fill in the corrected value, or what was written on the sheet.',
    'message_sheet-void': 'This sheet is void.',
    'hint_sheet-void':
      'Register the valid one; to take this one all the same choose “Register anyway” (--even-void on the command line).',
    'message_sheet-scan': 'It can’t be registered: {{said}}',
    'hint_sheet-scan': 'Compare the number on the sheet and the campaign, then try again.',
    'message_promise-past': 'The promised date {{promise}} is before the contact ({{day}}).',
    'hint_promise-past': 'Give the day of the contact or a later one.',
    'message_mail-settled': 'That cannot be said of this mail.',
    'hint_mail-settled':
      'Only an unclear one can be called sent; an unclear or bounced one can be sent again.',
    'message_map-heading': 'The map names the heading “{{heading}}”, which the file does not have.',
    'hint_map-heading': 'Write the heading exactly as it stands in the file, or leave it out.',
    'message_map-field': 'The map names the field “{{field}}”, which does not exist.',
    'hint_map-field': 'Use the names of the fields, for example studentNo, name, idNumber.',
    'message_map-twice': '“{{other}}” and “{{heading}}” are both mapped to {{field}}.',
    'hint_map-twice': 'A field takes one column; leave one of them out.',
    'message_map-syntax': '“{{file}}” is no map file.',
    'hint_map-syntax':
      'A map file is a text like {"heading": "field"}. Check quotes, commas and brackets, or save one anew from the remembered columns.',
    'message_map-value': 'What the map file says of “{{heading}}” is no name of a field.',
    'hint_map-value':
      'Write the name of a field, for example "学号": "studentNo"; null leaves the column out.',
    'message_map-kind': 'The map file says @kind “{{kind}}”, and there is no such import.',
    'hint_map-kind': 'Write roster, status, sheets, flags or contacts.',
    'message_map-sheet':
      '@sheet (the name of the sheet gives the class) can’t be remembered: it is a matter of one workbook.',
    'hint_map-sheet': 'Leave @sheet out; at an import, tick it among the columns.',
    'message_map-letters':
      'What the columns of a list without headings mean (A, B, C…) can’t be remembered: column A of another list may be something else.',
    'hint_map-letters': 'Say it at each import, or give this file to --map on the command line.',
    'message_map-empty': 'No column is mapped to a field.',
    'hint_map-empty': 'Map at least one column to a field; to be rid of the mapping, forget it.',
  },
  NOT_YET: {
    message: 'This version does not have “{{feature}}” yet.',
    hint: 'It comes with a later version; --help shows what there is now.',
  },
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
    hint_rights:
      'Have somebody with the right open it in Excel, lift the restriction, save it, and import that.',
    message_zip: '{{theFile}} is encrypted in a way that can’t be opened here, even with its password.',
    hint_zip: 'Unpack it first, with its password, and import the folder that comes out.',
  },
  FILE_DAMAGED: {
    message: 'The content of {{theFile}} is damaged.',
    hint: 'Open it in Excel or WPS and save it as .xlsx, or ask the sender for another copy.',
    message_photo: 'A photo in the store is damaged.',
    hint_photo: 'Restore it from a backup, or import the photo again.',
    message_checksum: 'Part of {{theFile}} fails its checksum; the download may be incomplete.',
  },
  FILE_UNKNOWN: {
    message: 'Can’t tell what kind of file {{theFile}} is.',
    hint: 'Use Excel or WPS workbooks or .csv for lists, and .jpg, a folder or a .zip for photos.',
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
    message_cards:
      '{{theFile}} holds cards, one student each with labels and values side by side, and no list.',
    hint: 'The header needs the name and one of student number, examinee number or ID number; its row can also be given by hand. If the list has no headings at all, choose “No header” (--header-row 0 on the command line) and say what each column is.',
    hint_words: 'The first row needs the columns field, written and meant; export the dictionary to see one.',
    hint_cards: 'Export a list (one student a row, the names of the columns on top) and import that.',
  },
  SHEET_NOT_FOUND: {
    message: 'There is no sheet “{{sheet}}” in {{theFile}}.',
    hint: 'Check the name of the sheet, or give none to have the first one.',
  },
  FILE_NOT_WRITABLE: {
    message: '{{theFile}} can’t be written.',
    hint: 'Check that the folder exists, that you may write there, that the disk is not full, and that the file is not open in Excel.',
  },
  STORE_IN_USE: {
    message: 'Another program is using the data.',
    hint: 'Close the other window, or wait until its import ends, and try again.',
  },
  STORE_NEWER: {
    message: 'A newer version of the program saved these data.',
    hint: 'Install the newest version and open them again; nothing was changed.',
  },
  STORE_DAMAGED: {
    message: 'The data file is damaged.',
    hint: 'Don’t delete anything; restore the newest backup, or ask a technician.',
    message_photo: 'A photo in the store is damaged.',
    hint_photo: 'Nothing else is affected. Import the photo again, or restore a backup.',
  },
  STORE_LOCKED: {
    message: 'The data are encrypted and not unlocked.',
    hint: 'Enter the passphrase; the printed recovery key serves if it is forgotten.',
  },
  STORE_NOT_EMPTY: {
    message: 'There are data here already.',
    hint: 'Demo data go into an empty data folder only; give a new one with --data.',
  },
  STORE_MISSING: {
    message: 'There are no data in this folder yet.',
    hint: 'Make them with init first, or check the folder given with --data.',
  },
  STALE_PLAN: {
    message: 'The data have changed since the preview, so nothing was imported.',
    hint: 'Preview again, and import then.',
  },
  NOT_FOUND: {
    message: 'What was asked for is not there; it may have been deleted.',
    hint: 'Refresh and try again.',
    message_campaign: 'There is no such campaign.',
    message_batch: 'There is no such import.',
    message_student: 'There is no such student.',
    message_college: 'The campaign has no such college.',
    message_class: 'The college has no such class.',
    message_roster: 'No roster has been imported yet, so there is nothing to compare.',
    message_comparable: 'This can’t be compared: only rosters of one source that were not taken back can be.',
    message_named:
      'This was imported by an earlier version, which did not note whom it named. Import the same file once more.',
  },
  CANCELLED: { message: 'Cancelled; nothing was changed.', hint: 'Start again when you like.' },
  CAMPAIGN_CLOSED: {
    message: 'This campaign is closed and can’t be changed.',
    hint: 'Open it again first if it must be.',
  },
  CAMPAIGN_OPEN: {
    message: 'The campaign is still open and can’t be archived.',
    hint: 'Close it first, then archive it.',
  },
  CAMPAIGN_CLOSING: {
    message: 'Closing a campaign and opening it again can’t be taken back here.',
    hint: 'Open the campaign and open it again with a reason, or close it once more.',
  },
  COUNTER_OUTSIDE: {
    message: 'This student is not in the chosen campaign and cannot be asked to check the record.',
    hint: 'Choose another campaign, or find out first whether the student should take part.',
  },
  COUNTER_BUSY: {
    message: 'Another student is still checking the record on the window.',
    hint: 'Wait for the signature, or call the record back first.',
  },
  COUNTER_OVER: {
    message: 'This check is over; nothing more was recorded.',
    hint: 'To go on, ask the clerk to show your record again.',
  },
  COUNTER_CHANGED: {
    message: 'The record changed while it was being checked; the answers were not recorded.',
    hint: 'The window shows the new record: check it and sign again.',
  },
  COUNTER_REFUSED: {
    message: 'The checking window is no longer valid.',
    hint: 'Ask the clerk to open the window again on the page “Counter”.',
  },
  BATCH_UNDONE: {
    message: 'This import has been undone already.',
    hint: 'Nothing needs to be done; import the file again to have it back.',
  },
  INTERNAL: {
    message: 'The program failed at this step.',
    hint: 'Try again; if it stays, tell a technician the number. Your data are not lost.',
    message_incident: 'The program failed at this step (no. {{incident}}).',
  },
};
