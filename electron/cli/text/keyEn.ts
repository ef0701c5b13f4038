import type { KeyWords } from './keyZh.ts';

export const keyEn: KeyWords = {
  about: 'encryption of the data: passphrase, recovery key, and what opens them',
  status: 'shows what opens the data now, and what that protects against',
  setPassphrase: 'sets or changes the passphrase; the one that is there is given by --passphrase-file',
  removePassphrase: 'no passphrase any more; from then on this account on this computer opens the data',
  recovery: 'makes and prints a recovery key (shown this once; one printed before is void)',
  recover: 'opens the data by the recovery key and sets a new passphrase',
  newPassphraseFile:
    'file with the new passphrase (first line); or the environment variable XUEJI_NEW_PASSPHRASE',
  keyFile: 'file with the recovery key (first line); or the environment variable XUEJI_RECOVERY_KEY',
  out: 'as a page of PDF, to print and put in the safe; otherwise it is shown',
  noNewPassphrase: 'no new passphrase was given: --new-passphrase-file',
  noRecoveryKey: 'no recovery key was given: --key-file',
  slots: {
    passphrase: 'Passphrase',
    system: 'Key store of the operating system (this account on this computer)',
    account: 'Key file of this account (outside the data folder)',
    recovery: 'Printed recovery key',
  },
  has: 'yes',
  hasNot: 'no',
  madeOn: (day) => `yes (made on ${day})`,
  protection: {
    passphrase:
      'The data are encrypted and open with a passphrase: who finds the disk or the whole computer sees nothing.',
    system:
      'The data are encrypted, and the operating system keeps the key: who finds the disk sees nothing; who can sign in to this account can open them.',
    account:
      'The data are encrypted, and the key lies in the configuration folder of this account: who takes the data folder alone sees nothing, but a stolen disk is not protected. Set a passphrase: xueji key set-passphrase.',
  },
  noRecovery:
    'There is no recovery key yet: when the passphrase is forgotten or the system installed anew, nobody can open these data. Print one: xueji key recovery --out recovery-key.pdf.',
  passphraseSet:
    'The passphrase is set. The data open with it from now on; if it is forgotten, only the recovery key helps. Back up now: backups of before open in this data folder alone.',
  passphraseRemoved: 'The passphrase is gone; this account on this computer opens the data from now on.',
  recoveryMade:
    'Recovery key (shown this once: write it down or print it and lock it away; one printed before is void):',
  recoverySaved: (file) =>
    `The recovery key was written to ${file}: print it, lock it away, and delete this file. One printed before is void.`,
  recovered: {
    passphrase: 'Opened by the recovery key; the new passphrase is set.',
    system: 'Opened by the recovery key; this account on this computer opens the data from now on.',
  },
};
