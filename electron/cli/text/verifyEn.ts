import type { verifyZh } from './verifyZh.ts';

/** See verifyZh. */
export const verifyEn: typeof verifyZh = {
  keys: 'list the public keys that sheets are verified by; add those of another computer of the school',
  keysAdd: 'add the keys in a file that verify-keys --out wrote on the other computer',
  keysRemove: 'remove a key that was added by hand',
  keysOut: 'write the public keys to a text file, for another computer',
  keysTaken: (added: number, known: number) => `${added} added, ${known} known before`,
  keyOf: (isOwn: boolean, isImported: boolean): string =>
    isOwn ? 'this computer' : isImported ? 'added by hand' : 'came with the data',
  about: 'verifies printed sheets: original or not, changed or not, and what the data say since',
  what: 'what the QR code says, a sheet number, or a PDF or Excel file',
};
