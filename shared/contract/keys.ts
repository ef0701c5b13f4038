import { z } from 'zod';
import { access } from './access.ts';

const secret = z.string().min(1).max(4_000);

export const keyStatus = z.object({
  /** Names the store, for as long as it lives and in all its backups. */
  store: z.string(),
  /**
   * The weakest way in. `account`: a key file of this account of the computer, on the same disk: no help against a
   * stolen disk. `system`: the operating system's key store. `passphrase`: nothing opens it without.
   */
  protection: z.enum(['passphrase', 'system', 'account']),
  passphrase: z.boolean(),
  system: z.boolean(),
  account: z.boolean(),
  /**
   * The operating system's key store as this host finds it: only the desktop program can ask for one. `unusable`: it
   * should be there and does not protect now (no keyring, a profile that is locked), and the account's key file serves.
   */
  keyStore: z.enum(['usable', 'unusable', 'none']),
  /** When the recovery key was made, epoch ms; null: there is none. */
  recovery: z.number().nullable(),
});
export type KeyStatus = z.output<typeof keyStatus>;

const changes = { needs: 'admin', scope: 'whole' } as const;

/** By what the store is opened. Of a plain store of an earlier version all are refused: KEY_RING. */
export const keys = {
  status: access(changes).output(keyStatus),
  /** `current` where there is one. Errors: KEY_WRONG, KEY_PASSPHRASE, STORE_LOCKED (no current one given). */
  setPassphrase: access(changes)
    .input(z.object({ current: secret.nullable().default(null), next: secret }))
    .output(keyStatus),
  /** From then on the system's key store or the account opens it. Errors: KEY_WRONG. */
  removePassphrase: access(changes)
    .input(z.object({ current: secret }))
    .output(keyStatus),
  /** A new one, told this once; the one before opens nothing any more. */
  makeRecoveryKey: access(changes).output(z.object({ recoveryKey: z.string() })),
  /** The same on a sheet to be printed and put into the safe. It counts once the sheet is written. */
  makeRecoverySheet: access(changes)
    .input(z.object({ language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.object({ download: z.string() })),
};
