import type { DigestPart, ListedRow } from './rowDigest.ts';
import type { Fields } from './syncedMutation.ts';

/** What a device asks for to see whether it has what the hub has: all buckets, the rows of one, or rows whole. */
export type AuditQuestion =
  | { kind: 'digest' }
  | { kind: 'bucket'; entity: string; bucket: number }
  | { kind: 'rows'; entity: string; ids: string[] };

export type AuditAnswer =
  | { kind: 'digest'; parts: DigestPart[] }
  | { kind: 'bucket'; rows: ListedRow[] }
  /** Those that the device may hold and that are there. */
  | { kind: 'rows'; rows: { id: string; ver: number; fields: Fields }[] }
  /** There is something to be pulled first: only at the same position can two sides be compared. */
  | { kind: 'moved' }
  | { kind: 'refused'; why: 'unknown-device' | 'revoked' | 'token' };
