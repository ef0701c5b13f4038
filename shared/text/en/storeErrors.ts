import type { Words } from '../words.ts';
import type { storeErrors as zh } from '../zh/storeErrors.ts';

export const storeErrors: Words<typeof zh> = {
  STORE_IN_USE: {
    message: 'Another program is using the data.',
    hint: 'Close the other window, or wait until its import ends, and try again.',
  },
  STORE_NEWER: {
    message: 'A newer version of the program saved these data.',
    hint: 'Install the newest version and open them again; nothing was changed.',
  },
  STORE_DAMAGED: {
    message: 'The data file is damaged.',
    hint: 'Don’t delete anything; restore the newest backup, or ask a technician.',
    message_photo: 'A photo in the store is damaged.',
    hint_photo: 'Nothing else is affected. Import the photo again, or restore a backup.',
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
