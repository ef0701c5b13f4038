import type { Words } from '../words.ts';
import type { errors as zh } from '../zh/errors.ts';
import { bundleErrors } from './bundleErrors.ts';
import { caseErrors } from './caseErrors.ts';
import { fileErrors } from './fileErrors.ts';
import { hubErrors } from './hubErrors.ts';
import { storeErrors } from './storeErrors.ts';
import { syncErrors } from './syncErrors.ts';
import { trustErrors } from './trustErrors.ts';
import { updateErrors } from './updateErrors.ts';
import { wireErrors } from './wireErrors.ts';

export const errors: Words<typeof zh> = {
  ...fileErrors,
  ...storeErrors,
  ...trustErrors,
  ...updateErrors,
  ...caseErrors,
  ...hubErrors,
  ...bundleErrors,
  ...syncErrors,
  ...wireErrors,
  USAGE: {
    message: 'This can’t be done the way it was asked.',
    hint: 'Check the command or what was filled in; --help shows the usage.',
    message_input: 'One part of what was given cannot be taken: {{field}}.',
    hint_input: 'Check whether it is empty, too long or of another form; no data were changed.',
    message_detail: 'This can’t be done the way it was asked: {{detail}}',
    'message_template-password': 'The message speaks of a password or a verification code.',
    'hint_template-password': 'Take it out: no student is ever asked for one.',
    'message_picture-tall': 'There are too many classes for one image.',
    'hint_picture-tall': 'Choose one college, or save it as SVG.',
    'message_keys-none': 'There is no signing key in it.',
    'hint_keys-none':
      'A key is a line that begins with XJKEY1:; copy it from “Verify a sheet” on the other computer, and paste the whole line here.',
    'message_keys-damaged': 'The key {{name}} is not whole or was changed; none was added.',
    'hint_keys-damaged': 'Copy the whole line again, and change nothing in it.',
    'message_keys-school': 'This is a key of the school {{code}}, not of yours; none was added.',
    'hint_keys-school': 'Add keys of other computers of your own school only.',
    'message_keys-own': 'This key is this computer’s, or came with the data: it can’t be removed.',
    'hint_keys-own': 'Only keys that were added by hand can be removed.',
    message_signature: 'No whole signature has come.',
    'message_backup-folder': 'The folder for backups needs its whole path.',
    'hint_backup-folder': 'For instance D:\\backups, or a folder on a share.',
    message_unanswered: 'Some items are not marked correct or wrong yet.',
    'message_milestone-order': '“{{name}}” begins on {{from}}, after its end {{to}}.',
    'hint_milestone-order': 'Change one of them; of a single day give the end only.',
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
    'hint_mail-settled': 'Only an unclear one can be called sent; that or a bounced one can be sent again.',
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
  STALE_PLAN: {
    message: 'The data have changed since the preview, so nothing was imported.',
    hint: 'Preview again, and import then.',
    message_erase: 'Since the preview others are meant than those who were shown, so nobody was erased.',
    hint_erase: 'Preview again, and erase then.',
  },
  NOT_FOUND: {
    message: 'What was asked for is not there; it may have been deleted.',
    hint: 'Refresh and try again.',
    message_campaign: 'There is no such campaign.',
    message_batch: 'There is no such import.',
    message_student: 'There is no such student.',
    message_erasure:
      'There is no proof of this erasure: it was not searched through afterwards, or never done.',
    message_person: 'There is no such person or task key.',
    message_conflict: 'There is no such conflict.',
    message_visit: 'No such check at the counter, or it was taken back: no slip is printed.',
    hint_cases: 'A case is put on it once it has come to the step at which it is due.',
    message_cases: 'There is no case to put on it.',
    'message_case-letter': 'There is no such letter: {{name}}.',
    'message_upload-layout': 'There is no such layout: {{name}}.',
    message_students: 'There is no student in this choice.',
    message_sheetsOut: 'No check sheet is out: all that were printed have come back, or none was printed.',
    'message_signing-key': 'There is no such signing key: {{name}}.',
    message_college: 'The campaign has no such college.',
    message_case: 'There is no such case.',
    'message_case-type': 'There is no type of case “{{name}}”.',
    'message_case-rule': 'There are no rules “{{name}}”, or not in that version.',
    message_profile: 'There are no such rules of a province.',
    message_milestone: 'The timetable has no such step.',
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
  CAMPAIGN_FIXED: {
    message: 'This part of the campaign can no longer be changed.',
    hint: 'See how far the campaign has come.',
    'message_type-running':
      'Sheets were printed or students were contacted, so the type of the campaign stays: it decides which photo students are asked about.',
    'hint_type-running': 'If the type is wrong, make another campaign; this one can be closed.',
    'message_type-gathered': '{{verdicts}} students have a result, so the type of the campaign stays.',
    'hint_type-gathered': 'If the type is wrong, make another campaign; this one can be closed.',
    'message_coverage-gathered':
      '{{verdicts}} students have a result, so what is checked stays: it is what they confirmed.',
    'hint_coverage-gathered':
      'Results that are wrong can be taken back in the import history; to check something else, make another campaign.',
    'message_lockRule-gathered':
      '{{verdicts}} students have a result, so the lock rule stays: it is the one they confirmed under.',
    'hint_lockRule-gathered':
      'Results that are wrong can be taken back in the import history; otherwise make another campaign.',
    'message_population-answered': '{{verdicts}} students who have a result would no longer take part.',
    'hint_population-answered': 'Leave them in: students may be added, and those without a result taken out.',
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
  BATCH_ELSEWHERE: {
    message:
      'This computer does not know what was there before: it has got the result from the hub, as a whole.',
    hint: 'Undo it on the computer where it was done, or on one that was connected at that time. Nothing was changed here.',
  },
  INTERNAL: {
    message: 'The program failed at this step.',
    hint: 'Try again; if it stays, tell a technician the number. Your data are not lost.',
    message_incident: 'The program failed at this step (no. {{incident}}).',
  },
};
