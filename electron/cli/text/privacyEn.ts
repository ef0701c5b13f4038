import type { privacyZh } from './privacyZh.ts';

export const privacyEn: typeof privacyZh = {
  held: 'everything held about one student, with all files, as a zip (whole numbers; the audit tells of it)',
  heldReason: 'why it is taken out (for the audit)',
  heldAsked: 'asked for by the student',
  erase:
    'takes students out for good: records, photos, proofs, the log. Lists them only, by default; it can’t be undone',
  student: 'student or examinee number, or id',
  graduatedBefore: 'all who were to graduate before this day (YYYY-MM-DD)',
  ofCampaign: 'students of this campaign; with --where those of whom both are true',
  from: 'a list: a student, examinee or identity number a line',
  due: 'who is due by the rule of retention',
  reason: 'why they are erased (for the audit)',
  forGood: 'really erase them',
  proof: 'writes the proof into this file (.json, .pdf or .xlsx)',
  whom: 'name students, or give --graduated-before, --where, --campaign, --from or --due.',
  wrongDay: (text) => `“${text}” is no day like 2020-07-01.`,
  dueAndDay: 'give either --due or --graduated-before.',
  noRetention: 'no retention is set: xueji retention --years N.',
  heldOut: (path, files) => `Written to ${path}, with ${files} files.`,
  group: (college, grade, count) => `${college || '(no college)'} ${grade || '(no grade)'}: ${count}`,
  holds: ({ photos, proofs, cases, verdicts, contacts, entries }) =>
    `They have ${photos} photos, ${cases} cases, ${proofs} proofs, ${verdicts} verdicts, ${contacts} contacts, ${entries} entries of the log.`,
  keptByCases: (count) => `${count} have an open case, and stay.`,
  keptByCampaign: (name, count) => `${count} take part in the open campaign “${name}”, and stay.`,
  unknown: (count, first) =>
    `${count} numbers of the list mean nobody, or several: ${first}${count > 5 ? ' …' : ''}`,
  wouldErase: (count) =>
    `${count} students can be erased. Nothing was changed; to erase them add --for-good --reason TEXT.`,
  erased: (students, entries, files) =>
    `${students} students erased: ${entries} entries of the log, ${files} files.`,
  proven: (found, seq, hash) =>
    `${found === 0 ? 'The whole store was searched: none of their numbers was found' : `The whole store was searched: ${found} places still have their numbers; please tell the developers`}. Audit entry ${seq}: ${hash}`,
  backups: (count) =>
    `${count} backups of before still hold them. Make a new one, then delete the old ones, those elsewhere too.`,
  retention:
    'after how many years after graduation records are due, and which are; nothing is erased by itself',
  years: 'due so many years after graduation',
  off: 'no rule',
  yearsAndOff: 'give either --years or --off.',
  retentionOff: 'No retention is set.',
  retentionIs: (years) => `Due ${years} years after graduation.`,
  dueCohort: (year, count) => `${year}: ${count} due`,
  dueHint: 'Nothing is erased by itself: see xueji erase --due.',
};
