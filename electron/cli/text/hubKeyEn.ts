import type { HubKeyWords } from './hubKeyZh.ts';

export const hubKeyEn: HubKeyWords = {
  about: 'encryption of the hub: passphrase, recovery key, and what opens it; it may be being served',
  setPassphrase:
    'set or change the hub’s passphrase; where there is one, give it by --passphrase-file. From then on the hub is started with it (XUEJI_PASSPHRASE)',
  recover:
    'open the hub by its recovery key (stop it first) and set a new passphrase; without one this account opens it',
  restoreKey:
    'a backup of another computer: file with the hub’s recovery key (first line); also XUEJI_RECOVERY_KEY',
  passphraseSet:
    'The hub has its passphrase. It is needed to start the hub and for commands from now on; when it is forgotten, only the recovery key helps. Back up at once: backups of before open by what opened them then.',
  protection: {
    passphrase:
      'The hub’s data are encrypted and need a passphrase: whoever finds the disk or the whole computer sees nothing.',
    system:
      'The hub’s data are encrypted, the operating system keeps the key: whoever finds the disk sees nothing; whoever can sign in to this account opens them.',
    account:
      'The hub’s data are encrypted, the key lies in this account’s configuration: whoever takes the hub’s folder or a backup alone sees nothing, but a stolen disk is not covered. For that, set a passphrase: xueji hub key set-passphrase.',
  },
  changes: {
    'passphrase-set': 'set the passphrase',
    'passphrase-removed': 'removed the passphrase',
    'recovery-made': 'made a recovery key',
    recovered: 'opened it by the recovery key',
  },
  noRecovery:
    'There is no recovery key of the hub: if its computer breaks, no other one opens its backups. Print one: xueji hub key recovery --out hub-recovery.pdf.',
};
