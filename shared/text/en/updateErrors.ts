import type { Words } from '../words.ts';
import type { updateErrors as zh } from '../zh/updateErrors.ts';

export const updateErrors: Words<typeof zh> = {
  UPDATE_REFUSED: {
    message: 'This update can’t be used.',
    hint: 'The program works as before; tell whoever looks after it.',
    'message_no-key': 'This program holds no release key and can’t tell a genuine update.',
    'hint_no-key': 'Use an official installer that has one; until then nothing is installed.',
    message_folder: 'The folder of updates must be a whole path.',
    hint_folder: 'Such as \\\\server\\share\\xueji or D:\\updates.',
    message_missing: 'No latest.json can be read in {{folder}}.',
    hint_missing: 'Check that the share is there, the path is right and you may read it.',
    message_form: 'The description latest.json is incomplete or not of this program.',
    hint_form: 'Have the whole set of files of the release put there again.',
    message_signature: 'The description latest.json has no valid signature and was refused.',
    hint_signature:
      'It may have been changed or be somebody else’s. Do not run the installer of the folder by hand; tell whoever looks after it.',
    message_older:
      'The folder has version {{version}}, older than {{running}} in use; nothing was installed.',
    hint_older: 'To go back to the version before, run xueji update rollback.',
    message_same: 'Version {{running}} in use is the newest in the folder.',
    hint_same: 'There is nothing to do.',
    message_platform: 'Version {{version}} has no installer for this kind of computer.',
    hint_platform: 'Have the installer for this system added.',
    'message_file-missing': 'The folder of updates has no {{file}}.',
    'hint_file-missing': 'It may still be copied there; try later, or tell whoever looks after it.',
    'message_file-changed': 'The installer {{file}} is not what was signed and was refused.',
    'hint_file-changed':
      'It may be incomplete or changed; have it put there again, and do not run it by hand.',
    message_none: 'No update is ready.',
    hint_none: 'Look for updates first.',
    'message_no-previous': 'This computer has kept no installer of the version before.',
    'hint_no-previous': 'Ask for it; restore the backup of before the update first.',
  },
};
