import type { Words } from '../words.ts';
import type { storeErrors as zh } from '../zh/storeErrors.ts';

export const storeErrors: Words<typeof zh> = {
  STORE_IN_USE: {
    message: 'Another program is using the data.',
    hint: 'Close the other window, or wait until its import ends, and try again.',
    message_backup: 'A backup is being made.',
    hint_backup: 'Wait until it has ended, and try again.',
  },
  STORE_NEWER: {
    message: 'A newer version of the program saved these data.',
    hint: 'Install the newest version and open them again; nothing was changed.',
  },
  STORE_DAMAGED: {
    message: 'The data file is damaged.',
    hint: 'Don’t delete anything. xueji recover --explain says what is damaged; xueji recover salvages it, or restores the newest backup with --from-backup.',
    message_photo: 'A photo in the store is damaged.',
    hint_photo: 'Nothing else is affected. Import the photo again, or restore a backup.',
    message_log: 'The data and their log do not agree.',
    hint_log: 'Run xueji recover to build the data anew from the log, or restore the newest backup.',
    'message_backup-plan': 'The plan of backups, backups.json, can’t be understood.',
    'hint_backup-plan':
      'The data are not affected. Rename backups.json in the data folder and set the backups up again.',
    message_salvage: 'Not even the log of these data can be read; nothing can be salvaged.',
    hint_salvage: 'Restore the newest backup; the damaged files stay as they are, don’t delete them.',
  },
  STORE_ON_NETWORK: {
    message: 'The data folder lies on a network ({{kind}}), where it can’t be.',
    hint: 'Several computers that write a database on a network damage it. Keep the data on this computer’s own disk; backups may go to a share.',
  },
  STORE_FULL: {
    message: 'The disk is full; what was being done is not saved.',
    hint: 'What was saved before is not affected. Make room on the disk and do it again.',
  },
  STORE_READ_ONLY: {
    message: 'The data folder can be read but not written.',
    hint: 'Check the rights of the folder and its files, and whether it is on a read-only disk; or copy it to where you may write.',
  },
  STORE_DISK: {
    message: 'The disk failed; what was being done is not saved.',
    hint: 'Make another backup soon (xueji backup --to) and check the disk; see that a removable one is plugged in well.',
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
};
