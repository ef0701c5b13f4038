import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PASSWORD_PLACES } from '../../shared/contract/mail.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { DataKey } from '../security/dataKey.ts';
import { isSealed, sealOf } from '../security/seal.ts';

/** Beside the store and not in it: no backup, export, log or replay ever takes it along. */
const FILE = join('secrets', 'mail-password');
const ABOUT = 'mail password';

export interface MailPassword {
  readonly place: (typeof PASSWORD_PLACES)[number];
  read(): string | null;
  /** `keep` false: in memory only, until the program ends. */
  save(text: string, keep: boolean): void;
  forget(): void;
}

/**
 * The password of the office's mail account. A kept one lies in the data folder in a file that only the account of the
 * operating system may read, sealed with the store's key. Errors of `read`: STORE_DAMAGED.
 */
export function mailPassword(dataDir: string, key: DataKey | null): MailPassword {
  const seal = sealOf(key, 'files');
  const path = join(dataDir, FILE);
  let inMemory: string | null = null;
  const inFile = (): string | null => {
    try {
      const stored = readFileSync(path);
      // One that an earlier version left is plain until the store is converted.
      if (seal === null || !isSealed(stored)) return stored.toString('utf8');
      const opened = seal.open(stored, ABOUT);
      if (opened === null) throw new AppError('STORE_DAMAGED', { what: 'mail password' });
      return opened.toString('utf8');
    } catch (error) {
      if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null;
      throw error;
    }
  };
  const forget = () => {
    inMemory = null;
    rmSync(path, { force: true });
  };
  return {
    get place() {
      if (inMemory !== null) return 'memory';
      return inFile() === null ? 'none' : 'file';
    },
    read: () => inMemory ?? inFile(),
    save(text, keep) {
      forget();
      if (!keep) {
        inMemory = text;
        return;
      }
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.part`, seal?.close(Buffer.from(text, 'utf8'), ABOUT) ?? text, { mode: 0o600 });
      chmodSync(`${path}.part`, 0o600);
      renameSync(`${path}.part`, path);
    },
    forget,
  };
}
