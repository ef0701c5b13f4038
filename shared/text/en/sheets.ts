import type { Words } from '../words.ts';
import type { sheets as zh } from '../zh/sheets.ts';

export const sheets: Words<typeof zh> = {
  state: {
    printed: 'Not handed out',
    out: 'Handed out',
    partly: 'Partly returned',
    returned: 'Returned',
    lost: 'Lost',
    void: 'Void',
    replaced: 'Replaced',
  },
  answer: {
    correct: 'Correct, signed',
    proxy: 'Signed by another (代)',
    wrong: 'Wrong',
    unsigned: 'Not signed',
    absent: 'Absent',
    struck: 'Crossed out',
  },
  role: { monitor: 'Class monitor', counsellor: 'Counsellor', secretary: 'Secretary', other: 'Other' },
  handling: { handed: 'Hand out', lost: 'Report lost', void: 'Make void', replaced: 'Replace by a new one' },
  question: { added: 'Student added by hand', struck: 'Student crossed out' },
  decision: {
    belongs: 'Is of this class',
    elsewhere: 'Of another class or school',
    left: 'Has left, or is to be taken off',
    unclear: 'Still to be asked about',
  },
  scan: {
    known: 'Sheet of {{className}}, {{students}} students.',
    partly:
      'Sheet of {{className}}, {{students}} students, {{answered}} of whom have their answer; register the rest.',
    returned:
      'The sheet of {{className}} came back on {{day}}; all {{students}} students have an answer. What is registered now goes before it.',
    otherCampaign: 'This sheet is of “{{campaign}}”, another campaign. Change to it above, then scan again.',
    closed: 'The campaign of this sheet, “{{campaign}}”, is closed; nothing is registered any more.',
    void: 'This sheet is void; have it replaced by the valid one. To register it all the same, press “Register anyway”.',
    void_replacement:
      'This sheet is void; {{replacement}} is valid. To register it all the same, press “Register anyway”.',
    noRows:
      'An earlier version printed this sheet and did not keep who stood on it. Import the filled-in workbook, or print it again.',
    unknown: 'Sheet {{number}} was not printed here. Check whether it is of this school and this computer.',
    wrong:
      'The check character of the number does not fit: one character was misread or mistyped. Type it again as it stands on the sheet.',
    damaged: 'No whole sheet number was read. Scan again, or type the number that stands on the sheet.',
  },
};
