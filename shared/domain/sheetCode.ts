import { findSheetNumber, parseSheetNumber } from './sheetNumber.ts';

/**
 * What the QR code of a sheet says: `XJ2:number:key:digest:signature`, in the characters of QR's alphanumeric mode
 * (capitals, figures, hyphen, colon), so that it stays small and any keyboard wedge types it. `XJ1:number:digest` is
 * what sheets carried before they were signed.
 */
export type SheetCode =
  | { version: 1; number: string; digest: string }
  | { version: 2; number: string; key: string; digest: string; signature: string };

export type SignedPart = Omit<Extract<SheetCode, { version: 2 }>, 'signature' | 'version'>;

const SIGNED = /XJ2:([^:]+):([A-Z2-7]{8}):([A-Z2-7]{16}):([A-Z2-7]{103})(?![A-Z2-7])/;
const UNSIGNED = /XJ1:([^:]+):([0-9A-F]{12})(?![0-9A-F])/;

/** The part of a code that its signature is over. */
export function signedPartOf({ number, key, digest }: SignedPart): string {
  return `XJ2:${number}:${key}:${digest}`;
}

export function sheetCodeText(part: SignedPart, signature: string): string {
  return `${signedPartOf(part)}:${signature}`;
}

/**
 * The code within a text, as a scanner or a hand typed it: any case, full width, spaces and line breaks between. Null
 * where there is none, or where the number in it fails its own check.
 */
export function findSheetCode(text: string): SheetCode | null {
  const plain = text.normalize('NFKC').toUpperCase().replace(/\s/g, '');
  const signed = SIGNED.exec(plain);
  if (signed) {
    const [, typed = '', key = '', digest = '', signature = ''] = signed;
    const number = parseSheetNumber(typed);
    return number === null ? null : { version: 2, number, key, digest, signature };
  }
  const unsigned = UNSIGNED.exec(plain);
  if (!unsigned) return null;
  const number = parseSheetNumber(unsigned[1]!);
  return number === null ? null : { version: 1, number, digest: unsigned[2]! };
}

/** A code, or at least the number of a sheet; `wrong` where one stands there and its check fails. */
export function readScanned(text: string): SheetCode | { version: 0; number: string } | 'wrong' | null {
  const code = findSheetCode(text);
  if (code) return code;
  // A code that is cut short or misread is not taken for the number alone.
  if (/XJ[12][:：]/i.test(text)) return 'wrong';
  const number = findSheetNumber(text);
  return number === null || number === 'wrong' ? number : { version: 0, number };
}
