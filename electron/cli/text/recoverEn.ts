import type { recoverZh } from './recoverZh.ts';

export const recoverEn: typeof recoverZh = {
  about:
    'salvages damaged data: reads what can be read, rebuilds from the log; the damaged files go aside first',
  rebuild: 'rebuilds everything from the log although nothing is damaged',
  fromBackup: 'restores the newest rolling backup instead',
  explain: 'only says what is damaged and what can be done',
  sound: 'The data are whole; add --rebuild to build everything anew from the log.',
  damaged: 'The data are damaged:',
  unreadable: 'The data file can’t be opened.',
  offerBackup: (at, students) =>
    `The backup of ${at} (${students} students) can be restored: xueji recover --from-backup`,
  noBackup: 'There is no rolling backup; one that was saved as a file can be restored with xueji restore.',
  offerSalvage:
    'The data can be salvaged: xueji recover. The damaged files go aside first, nothing is overwritten.',
  salvaged: (changes, students) => `Rebuilt from the log: ${changes} changes, ${students} students.`,
  lastGood: (at) => `The last good change: ${at}`,
  fromBackups: (changes) => `${changes} of them came from a backup.`,
  nothingLost: 'No change is lost.',
  lost: (changes) => `At least ${changes} changes are lost:`,
  lostWork: (at, what, actor, changes) => `  ${at}  ${what}  ${actor}  ${changes}`,
  lostRows: (table, rows) => `Of ${table}, which is not in the log, at least ${rows} rows can’t be read.`,
  auditGap: (from: number, lost: number, enteredAnew: number) =>
    `From entry ${from} on ${lost} entries of the audit are missing, which the audit now says itself; ${enteredAnew} that could be read behind them were entered anew.`,
  lostPhotos: (photos) => `${photos} photos are gone or damaged: import them again or restore a backup.`,
};
