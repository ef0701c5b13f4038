import type { backupZh } from './backupZh.ts';

export const backupEn: typeof backupZh = {
  about: 'backups: everything in one file (--to), or rolling ones by a plan',
  to: 'the backup',
  now: 'makes a rolling backup now (it counts once it was opened and replayed)',
  list: 'lists the rolling backups, and whether the last try succeeded',
  schedule: 'shows or changes the plan: where to, how often, how many are kept',
  folder: 'backups go to this folder (another disk or a share, if possible)',
  besideData: 'backups go to the data folder again',
  every: 'hours from one backup to the next',
  daily: 'of so many days the last one of the day is kept',
  weekly: 'of so many weeks the last one of the week is kept',
  before: 'so many of those made by hand and before imports and undos are kept',
  on: 'backups are made by themselves',
  off: 'backups are not made by themselves',
  made: (students, photos, path) =>
    `Backed up ${students} students and ${photos} photos to ${path}; opened and replayed.`,
  lost: (photos) => `${photos} of the photos can’t be read and are not in it; check says which.`,
  none: 'There is no rolling backup yet.',
  heads: ['Time', 'Why', 'Students', 'Photos', 'MB', 'Where'],
  reason: {
    planned: 'planned',
    manual: 'by hand',
    'before-import': 'before import',
    'before-undo': 'before undo',
  },
  clockBehind: (days: number) =>
    `This computer’s clock is ${days} days behind the newest entry: most likely its date is wrong. Please put it right.`,
  copies: (copies: number, megabytes: number, keep: number) =>
    `${copies} older copies put aside before a restore or an upgrade, or because they were damaged: ${megabytes} MB; the newest ${keep} and all younger than 30 days stay.`,
  plan: (on, hours, daily, weekly, before) =>
    `By itself: ${on ? `every ${hours} hours` : 'off'}; kept are those of ${daily} days, of ${weekly} weeks, and ${before} made by hand or before changes.`,
  place: (folder) => `Where: ${folder}`,
  beside:
    'Backups are on the disk of the data: both go when it fails. Name another disk or a share with backup schedule --folder.',
  lastGood: (at) => `Last good one: ${at}`,
  neverGood: 'None has succeeded yet.',
  failed: (at, message, hint) => `The last try (${at}) failed: ${message} ${hint}`,
};
