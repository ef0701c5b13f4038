import type { Twin } from '../twin.ts';
import type { start as zh } from '../zh/start.ts';

export const start: Twin<typeof zh> = {
  language: '中文',
  place: 'Data folder',
  copyPath: 'Copy the path',
  copied: 'Copied',
  openFolder: 'Open the folder',
  tryAgain: 'Try again',
  unlock: {
    title: 'Type the passphrase',
    help: 'The data are encrypted and open with the passphrase.',
    passphrase: 'Passphrase',
    capsLock: 'Caps Lock is on.',
    open: 'Open',
    wait: 'Wait {{time}}',
    byRecovery: 'Forgotten: use the recovery key instead',
    noRecovery: 'No recovery key was ever printed for these data: without the passphrase they stay shut.',
  },
  recovery: {
    title: 'Open with the recovery key',
    help: 'The recovery key is the 8 groups of characters on the sheet in the safe. Set a new passphrase with it; the old one is void from then on.',
    key: 'Recovery key',
    next: 'New passphrase',
    again: 'New passphrase again',
    differs: 'The two are not the same.',
    open: 'Set the passphrase and open',
    back: 'Back to the passphrase',
  },
  encrypting: {
    title: 'Encrypting the data of an earlier version',
    help: 'First an encrypted backup is made and read back, then each file takes the plain one’s place. This is done once; if the computer goes off, it goes on at the next start.',
  },
  stillShut: 'It still does not open.',
  saveReport: 'Save a report',
  reportHelp:
    'The report is for whoever maintains the program: versions, sizes, counts and error codes, nothing of any person.',
  damagedHint:
    'Don’t delete or move any file. See first what is damaged, then salvage it or restore a backup; either way the damaged files stay as they are.',
  explain: {
    title: '1. See what is damaged',
    help: 'Reads a copy; the files themselves are not touched.',
    button: 'Check',
    again: 'Check again',
    task: 'Check',
    nothing:
      'Not even the first page of the data file can be read, so it can’t be salvaged. Restore a backup.',
    logWhole: 'The log of changes is whole: {{total}} changes, the last at {{time}}.',
    logBackup:
      'The log of changes has gaps, but the newest backup has all {{total}} that are missing; the last change is of {{time}}.',
    logLost:
      'The log of changes is whole up to change {{total}} ({{time}}); {{lost}} behind it can’t all be read:',
    logNone: 'Not one change of the log is whole. Restore a backup.',
    lostWork: '{{time}}, {{changes}} changes',
    tablesWhole: 'All {{total}} tables can be read.',
    tablesDamaged:
      '{{damaged}} of {{total}} tables can’t be read whole; all of them can be built anew from the log.',
    tablesOutside:
      '{{damaged}} of {{total}} tables can’t be read whole; {{outside}} of them are not in the log, so only rows that can be read come back; the others can be built anew.',
    auditWhole: 'The audit is whole: {{total}} entries.',
    auditDamaged: 'The audit is whole up to entry {{total}}; some behind it can’t be read.',
  },
  salvage: {
    title: '2. Salvage',
    task: 'Salvage',
    helpRebuild: 'Builds all data anew from the log of changes; nothing is lost.',
    helpLose:
      'Builds all data anew up to the last good change; the {{lost}} above will be gone, the rest stays.',
    rebuild: 'Rebuild from the log',
    lose: 'Salvage to the last good change',
  },
  restore: {
    title: '3. Restore a backup',
    titleOnly: 'Restore a backup',
    none: 'No rolling backup was found. A backup in a file can be restored with xueji restore.',
    help: 'What was changed after the backup will be gone. The backup is checked from end to end first, and what would be lost is told.',
    preview: 'Restore the backup of {{time}}: {{students}} students.',
    sinceNone: 'Nothing was changed after this backup.',
    since: '{{changes}} changes after the backup will be gone, these imports among them:',
    sinceNoBatch: '{{changes}} changes after the backup will be gone, no import among them.',
    unknown:
      'The present data can’t be read, so what came after the backup can’t be listed; everything done after {{time}} will be gone.',
    task: 'Restore',
    checkTask: 'Check the backup',
    apply: 'Restore this backup',
    back: 'Back',
  },
  done: {
    title: 'The data are back',
    students: 'There are {{students}} students now.',
    nothingLost: 'No change was lost.',
    lost: '{{lost}} changes were lost.',
    lostRows: '{{rows}} rows of {{tables}} tables outside the log could not be read.',
    lostAudit: '{{lost}} entries of the audit are missing, which the audit says itself.',
    lostPhotos: '{{photos}} photos are missing or damaged; import them again.',
    aside: 'The files as they were are kept in {{path}} of the data folder.',
    open: 'Open Xueji Desk',
  },
};
