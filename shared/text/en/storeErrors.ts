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
    message_missing: 'The database file store.sqlite is gone, while photos or backups are still there.',
    hint_missing:
      'See first whether it was moved, renamed or quarantined by a virus scanner, and put it back; if it cannot be found, restore a backup. No empty store is made.',
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
    message: 'The data are encrypted and not unlocked yet.',
    hint: 'Enter the passphrase (on the command line: --passphrase-file or the environment variable XUEJI_PASSPHRASE); if it is forgotten, use the printed recovery key.',
    message_elsewhere: 'The data are encrypted, and this account on this computer has no key to them.',
    hint_elsewhere:
      'Open them with the account (and the same program) that made them; on another computer, or after the system was installed anew, use the printed recovery key: xueji key recover.',
    message_hub: 'The hub’s data are encrypted, and this account on this computer has no key to them.',
    hint_hub:
      'Open them with the account that made the hub, or give the hub’s passphrase (XUEJI_PASSPHRASE); on another computer use the hub’s printed recovery key: xueji hub restore BACKUP --key-file for a backup, xueji hub key recover for a folder that was moved.',
  },
  KEY_WRONG: {
    message: 'The passphrase is wrong.',
    hint: 'Look at capital letters and the input method and try again; if it is forgotten, use the printed recovery key. Nothing was changed.',
    message_recovery: 'The recovery key is wrong.',
    hint_recovery:
      'See whether it is the one that was printed last for these data: when a new one is made, those printed before open nothing any more.',
    message_group: 'Group {{group}} of the recovery key is mistyped.',
    hint_group: 'A recovery key has 8 groups of 5 characters; compare this group with the printed sheet.',
  },
  KEY_PASSPHRASE: {
    message: 'This passphrase cannot be used.',
    hint: 'Choose another one.',
    message_short: 'The passphrase is too short: at least {{least}} characters.',
    hint_short: 'A sentence that is easy to remember will do; capitals or signs are not asked for.',
    message_long: 'The passphrase is too long: at most {{most}} characters.',
  },
  KEY_RING: {
    message: 'The key file keys.json of these data cannot be used.',
    hint: 'Do not delete any file; take keys.json from a backup, or ask a technician.',
    message_missing:
      'The data file is encrypted (or damaged), and there is no key file keys.json in the data folder.',
    hint_missing:
      'Take keys.json from a backup or from the folder it came from; without it nobody can open these data.',
    message_damaged: 'The key file keys.json and its copy are both damaged.',
    hint_damaged: 'Take keys.json from a backup into the data folder; the data themselves were not changed.',
    message_newer: 'The key file was written by a newer version of the program.',
    hint_newer: 'Install the newest version and open the data again; nothing was changed.',
    'message_no-recovery': 'No recovery key was ever printed for these data.',
    'hint_no-recovery': 'Open them with the passphrase, or with the account that made them.',
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
