import type { TextDecoder } from 'node:util';
import { AppError } from '../../../../shared/domain/errors.ts';

export interface DbfField {
  name: string;
  /** One letter, as in the file. */
  type: string;
  /** Within the record, whose first byte says whether it is deleted. */
  start: number;
  length: number;
}

/** Language drivers that Chinese and western programs write, by code page. 0 is what 录取 programs leave. */
const CODE_PAGES: Readonly<Record<number, number>> = {
  1: 437,
  2: 850,
  3: 1252,
  19: 932,
  77: 936,
  78: 949,
  79: 950,
  87: 1252,
  120: 950,
  121: 949,
  122: 936,
  123: 932,
  200: 1250,
  201: 1251,
};
const HEADER_BYTES = 32;
const DESCRIPTOR_BYTES = 32;
const LANGUAGE_AT = 29;
const END_OF_FIELDS = 0x0d;
/** A hidden column of Visual FoxPro with a bit for each empty value. */
const NULL_FLAGS = '0';

/** Code page of byte strings; 0 when the file does not say. */
export function codePageOf(header: Buffer): number {
  return CODE_PAGES[header[LANGUAGE_AT]!] ?? 0;
}

/** The columns of dBASE III to Visual FoxPro. Throws FILE_DAMAGED when they do not fill the record. */
export function dbfFields(header: Buffer, decoder: TextDecoder): DbfField[] {
  const recordBytes = header.readUInt16LE(10);
  const fields: DbfField[] = [];
  let start = 1;
  for (let at = HEADER_BYTES; at + DESCRIPTOR_BYTES <= header.length; at += DESCRIPTOR_BYTES) {
    if (header[at] === END_OF_FIELDS) break;
    const nameBytes = header.subarray(at, at + 11);
    const end = nameBytes.indexOf(0);
    const type = String.fromCharCode(header[at + 11]!);
    const longText = type === 'C' ? header[at + 17]! << 8 : 0;
    const length = header[at + 16]! + longText;
    if (type !== NULL_FLAGS) {
      const name = decoder.decode(end === -1 ? nameBytes : nameBytes.subarray(0, end)).trim();
      fields.push({ name, type, start, length });
    }
    start += length;
  }
  if (fields.length === 0 || start > recordBytes) throw new AppError('FILE_DAMAGED', { what: 'dbf' });
  return fields;
}
