import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PASSWORD_PLACES } from '../../shared/contract/mail.ts';

/** Beside the store and not in it: no backup, export, log or replay ever takes it along. */
const FILE = join('secrets', 'mail-password');

export interface MailPassword {
  readonly place: (typeof PASSWORD_PLACES)[number];
  read(): string | null;
  /** `keep` false: in memory only, until the program ends. */
  save(text: string, keep: boolean): void;
  forget(): void;
}

/**
 * The password of the office's mail account. A kept one lies in the data folder in a file that only the account of the
 * operating system may read; until the store is encrypted nothing else protects it.
 */
export function mailPassword(dataDir: string): MailPassword {
  const path = join(dataDir, FILE);
  let inMemory: string | null = null;
  const inFile = (): string | null => {
    try {
      return readFileSync(path, 'utf8');
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
      writeFileSync(`${path}.part`, text, { mode: 0o600 });
      chmodSync(`${path}.part`, 0o600);
      renameSync(`${path}.part`, path);
    },
    forget,
  };
}
