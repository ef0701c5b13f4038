import { randomBytes } from 'node:crypto';
import { type Seal, sealWith } from '../../../electron/security/seal.ts';

/** A key store of an operating system: what it encrypted, only the same one decrypts. */
export class SafeStorageDouble {
  readonly #seal: Seal;
  available = true;
  backend: Electron.SafeStorage['getSelectedStorageBackend'] extends () => infer Name ? Name : never =
    'gnome_libsecret';

  /** `secret`: that of an account on a computer, 32 bytes; by default one of its own. */
  constructor(secret: Uint8Array = randomBytes(32)) {
    this.#seal = sealWith(secret);
  }

  isEncryptionAvailable(): boolean {
    return this.available;
  }
  getSelectedStorageBackend() {
    return this.backend;
  }
  encryptString(text: string): Buffer {
    return this.#seal.close(Buffer.from(text, 'utf8'), 'safeStorage');
  }
  decryptString(encrypted: Buffer): string {
    const text = this.#seal.open(encrypted, 'safeStorage');
    if (text === null)
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    return text.toString('utf8');
  }
}
