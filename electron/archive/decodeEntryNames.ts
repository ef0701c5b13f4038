import { TextDecoder } from 'node:util';
import { crc32 } from 'node:zlib';

/** The bytes of an entry's name with what the archive says about them. */
export interface RawEntryName {
  bytes: Buffer;
  utf8Flag: boolean;
  extraFields: readonly { id: number; data: Buffer }[];
}

export type NameEncoding = 'utf-8' | 'gb18030';

/** Info-ZIP's Unicode Path field: version 1, CRC-32 of the plain name, the name in UTF-8 (APPNOTE 4.6.9). */
const UNICODE_PATH_FIELD = 0x7075;

/**
 * Names of all entries of one archive. What an entry declares itself (UTF-8 flag, Unicode Path field) is taken;
 * the encoding of the others is decided for the archive as a whole, because every sixth common character
 * written in GBK happens to be valid UTF-8 too, but hardly a whole list of names.
 */
export function decodeEntryNames(names: readonly RawEntryName[]): {
  names: string[];
  encoding: NameEncoding;
} {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const declared = names.map(
    (name) => unicodePath(name) ?? (name.utf8Flag ? tryDecode(strict, name.bytes) : null),
  );
  const undeclared = names.map((name, index) =>
    declared[index] === null ? tryDecode(strict, name.bytes) : undefined,
  );
  if (!undeclared.includes(null)) {
    return { names: names.map((_, index) => declared[index] ?? undeclared[index] ?? ''), encoding: 'utf-8' };
  }
  const gb18030 = new TextDecoder('gb18030');
  return {
    names: names.map((name, index) => declared[index] ?? gb18030.decode(name.bytes)),
    encoding: 'gb18030',
  };
}

function unicodePath(name: RawEntryName): string | null {
  for (const field of name.extraFields) {
    if (field.id !== UNICODE_PATH_FIELD || field.data.length < 6 || field.data[0] !== 1) continue;
    if (field.data.readUInt32LE(1) !== crc32(name.bytes)) continue;
    return field.data.toString('utf8', 5);
  }
  return null;
}

function tryDecode(decoder: TextDecoder, bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
