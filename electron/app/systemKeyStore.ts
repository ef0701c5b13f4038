import type { SafeStorage } from 'electron';
import type { SystemKeyStore } from '../security/keySlots.ts';

/**
 * The operating system's key store as Electron reaches it (DPAPI, Keychain, libsecret or KWallet); null where there is
 * none that protects: on Linux without a keyring Electron falls back to a password that is in every copy of it.
 */
export function systemKeyStore(
  safeStorage: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  >,
  platform: NodeJS.Platform,
): SystemKeyStore | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (platform === 'linux' && /^(basic_text|unknown)$/.test(safeStorage.getSelectedStorageBackend()))
    return null;
  return {
    wrap: (key) => safeStorage.encryptString(Buffer.from(key).toString('hex')).toString('base64'),
    unwrap: (wrapped) => {
      let text: string;
      try {
        text = safeStorage.decryptString(Buffer.from(wrapped, 'base64'));
      } catch {
        // Of another account or computer, or of a system that was installed anew.
        return null;
      }
      return /^[0-9a-f]{64}$/.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : null;
    },
  };
}
