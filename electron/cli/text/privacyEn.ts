import type { privacyZh } from './privacyZh.ts';

export const privacyEn: typeof privacyZh = {
  held: 'everything held about one student, with all files, as a zip (whole numbers; the audit tells of it)',
  erase:
    'takes students out for good: records, photos, proofs, the log. Lists them only, by default; it can’t be undone',
  student: 'student or examinee number, or id',
  graduatedBefore: 'all who were to graduate before this day (YYYY-MM-DD)',
  reason: 'why they are erased (for the audit)',
  forGood: 'really erase them',
  proof: 'writes the proof into this file',
  whom: 'name students, or a day by --graduated-before.',
  wrongDay: (text: string) => `“${text}” is no day like 2020-07-01.`,
  heldOut: (path: string, files: number) => `Written to ${path}, with ${files} files.`,
  group: (college: string, grade: string, count: number) =>
    `${college || '(no college)'} ${grade || '(no grade)'}: ${count}`,
  kept: (count: number) => `${count} of them have an open case or take part in an open campaign, and stay.`,
  wouldErase: (count: number) =>
    `${count} students can be erased. Nothing was changed; to erase them add --for-good --reason TEXT.`,
  erased: (students: number, entries: number, files: number) =>
    `${students} students erased: ${entries} entries of the log, ${files} files.`,
  proven: (found: number, seq: number, hash: string) =>
    `${found === 0 ? 'The whole store was searched: none of their numbers was found' : `The whole store was searched: ${found} places still have their numbers; please tell the developers`}. Audit entry ${seq}: ${hash}`,
  backups: (count: number) =>
    `${count} backups of before still hold them. Make a new one, then delete the old ones, those elsewhere too.`,
};
