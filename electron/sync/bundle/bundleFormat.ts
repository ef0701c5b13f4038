import { z } from 'zod';

/** Begins every file of a bundle; the number is the version of the format. */
export const MAGIC = Buffer.from('XJSYNC1\n', 'latin1');
/** What all versions of the format begin with. */
export const ANY_MAGIC = Buffer.from('XJSYNC', 'latin1');
/** Ends it. Without it the file was not written to its end. */
export const END_MAGIC = Buffer.from('XJSEND1\n', 'latin1');
export const SIGNATURE_BYTES = 64;
/** The length of a text, before the header and behind the trailer. */
export const LENGTH_BYTES = 4;
export const MOST_HEADER_BYTES = 64 * 1024;
export const MOST_TRAILER_BYTES = 1024 * 1024;
/** One file at most: sticks of FAT32 take no 4 GiB, and old ones do not like 2. */
export const PART_BYTES = 1024 ** 3;
export const MOST_PARTS = 4096;
export const EXTENSION = '.xjs';

const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));
/** What hubs and devices are called: shown before anything is verified, so nothing that a screen would take for a command. */
const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const token = z.string().min(1).max(2000);
const end = z.strictObject({ role: z.enum(['hub', 'device']), id: name });

/** Whose bundle it is, and what of: readable by whoever holds the file, so that it can be shown. Nobody’s data. */
export const bundleAbout = z.strictObject({
  /** 128 random bits. */
  bundle: hex(32),
  /** The how manieth of its kind between these two. */
  number: z.int().min(1),
  /** The number of the one that must have been taken before; null: none. */
  after: z.int().min(1).nullable(),
  kind: z.enum(['up', 'down', 'blobs']),
  hub: name,
  epoch: name,
  from: end,
  to: end,
  schema: z.int().min(1),
  /** As the clock of whoever made it said, epoch ms: shown, and nothing decided by it. */
  at: z.int(),
  /** `up`: the first and the last mutation; null: nothing waits, and it says how far its device is. */
  mids: z.tuple([z.int().min(1), z.int().min(1)]).nullable(),
  /** `down`: where it begins (null: from nothing) and ends in the hub’s log. */
  range: z
    .strictObject({
      from: z.strictObject({ token, seq: z.int().min(0) }).nullable(),
      to: z.strictObject({ token, seq: z.int().min(0) }),
    })
    .nullable(),
});
export type BundleAbout = z.output<typeof bundleAbout>;

export const bundleHeader = z.strictObject({
  about: bundleAbout,
  /** Of several files: which one this is, from 1. */
  part: z.int().min(1).max(MOST_PARTS),
  /** Whose key opens it: SHA-256 of the public key. */
  recipient: hex(64),
  /** The public half of the key that was made for this bundle alone (X25519), base64url. */
  ephemeral: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type BundleHeader = z.output<typeof bundleHeader>;

export const bundleTrailer = z.strictObject({
  /** How long the part is up to here, and SHA-256 of that. */
  bytes: z.int().min(0),
  sha256: hex(64),
  /** In the last part: `sha256` of every part in their order, this one’s among them. */
  parts: z.array(hex(64)).min(1).max(MOST_PARTS).nullable(),
});
export type BundleTrailer = z.output<typeof bundleTrailer>;

/** What the sender signs of a part: its trailer, which binds all of it. */
export function signedText(trailer: string): Buffer {
  return Buffer.from(`xueji-sync-bundle/1\n${trailer}`, 'utf8');
}

export function lengthPrefix(length: number): Buffer {
  const prefix = Buffer.alloc(LENGTH_BYTES);
  prefix.writeUInt32BE(length);
  return prefix;
}
