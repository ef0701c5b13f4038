import type { Words } from '../words.ts';
import type { rowFields as zh } from '../zh/rowFields.ts';

export const rowFields: Words<typeof zh> = {
  setting: { value: 'Setting' },
  word: { spelling: 'Written', meant: 'Meant' },
  campaign: {
    name: 'Campaign',
    type: 'Kind of campaign',
    deadline: 'Deadline',
    population: 'Who is checked',
  },
  deadline: { collegeName: 'College', className: 'Class', deadline: 'Deadline' },
  milestone: { name: 'What', from: 'From', to: 'To' },
  person: { signInName: 'Sign-in name', name: 'Name', role: 'Role', colleges: 'Colleges', state: 'State' },
  view: { name: 'View' },
  photo: { fileName: 'File' },
  review: { note: 'Note' },
  event: { verdict: 'Verdict', note: 'Note' },
  counterVisit: { comment: 'The student’s comment', signedName: 'Signed', witness: 'Witness' },
  chaseContact: { whom: 'Whom', promise: 'Promised for', note: 'Note' },
  case: { number: 'Case', due: 'Due', assignee: 'Looked after by' },
  caseEntry: { day: 'Day' },
  mailReturn: { address: 'Address', reply: 'What came back' },
  sheet: { collegeName: 'College', className: 'Class' },
  sheetHandling: { holder: 'With whom', note: 'Note', replacement: 'Replaced by' },
  sheetQuestion: { name: 'Name', studentNo: 'Student number', written: 'Written', decisionNote: 'Decision' },
  classContact: {
    ...{ collegeName: 'College', className: 'Class', counsellor: 'Counsellor' },
    ...{ phone: 'Phone', email: 'Mail', qq: 'QQ' },
  },
};
