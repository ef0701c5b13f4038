import { z } from 'zod';
import { lengthPrefix } from './bundleFormat.ts';

/** A message of the protocol, in the words of the wire. */
export interface MessageEntry {
  kind: 'message';
  /** Which one: `push`, `pull` … */
  name: string;
  text: string;
}

/** A file by its content: a photo, a proof, a signature. */
export interface BlobEntry {
  kind: 'blob';
  sha256: string;
  bytes: Buffer;
}

export type BundleEntry = MessageEntry | BlobEntry;

/** The largest message, plain and packed, and the largest file: each is held in memory once. */
export const MOST_MESSAGE_BYTES = 64 * 1024 * 1024;
export const MOST_BLOB_BYTES = 64 * 1024 * 1024;
export const MOST_HEAD_BYTES = 512;

const bytes = z.int().min(0);
/** Before the bytes of each entry; `end` tells that all have come. */
export const entryHead = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('message'),
    name: z.string().regex(/^[a-z][a-zA-Z.]{0,31}$/),
    bytes: bytes.max(MOST_MESSAGE_BYTES),
    /** How long it is unpacked; null: it is not packed. */
    plain: bytes.max(MOST_MESSAGE_BYTES).nullable(),
  }),
  z.strictObject({
    kind: z.literal('blob'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: bytes.max(MOST_BLOB_BYTES),
  }),
  z.strictObject({ kind: z.literal('end'), entries: z.int().min(0) }),
]);
export type EntryHead = z.output<typeof entryHead>;

export function headBytes(head: EntryHead): Buffer {
  const text = Buffer.from(JSON.stringify(head), 'utf8');
  return Buffer.concat([lengthPrefix(text.length), text]);
}
