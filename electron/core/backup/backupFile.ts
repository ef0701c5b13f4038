import { z } from 'zod';

/** A backup is one zip: this description, the store, and every photo under its own hash. */
export const MANIFEST_ENTRY = 'xueji-backup.json';
export const STORE_ENTRY = 'store.sqlite';
/** The key ring of the store that it was made of, with which the backup is opened elsewhere. */
export const RING_ENTRY = 'keys.json';
export const BLOB_ENTRY = /^blobs\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/;

export function blobEntry(hash: string): string {
  return `blobs/${hash.slice(0, 2)}/${hash}`;
}

/** The version of this layout; a reader refuses a newer one. */
export const BACKUP_FORMAT = 1;

export const backupManifest = z.object({
  format: z.number().int(),
  /** The program that wrote it. */
  program: z.string(),
  /** Epoch ms. */
  at: z.number(),
  students: z.number(),
  photos: z.number(),
  /** Whether the store and the photos are as they lie in an encrypted data folder; absent: plain, of an earlier version. */
  sealed: z.boolean().default(false),
  /** SHA-256 of the store's bytes, hex. */
  store: z.string(),
  /** The end of the audit then (headText): what is cut off later is noticed by it. Absent: of an earlier version. */
  audit: z.string().optional(),
});
export type BackupManifest = z.output<typeof backupManifest>;
