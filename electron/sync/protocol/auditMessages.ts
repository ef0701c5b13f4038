import { z } from 'zod';
import type { DigestPart, ListedRow } from './rowDigest.ts';
import type { Fields } from './syncedMutation.ts';

/** What a device asks for to see whether it has what the hub has: all buckets, the rows of one, or rows whole. */
export const auditQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('digest') }),
  z.strictObject({
    kind: z.literal('bucket'),
    entity: z.string().max(64),
    bucket: z.number().int().min(0).max(255),
  }),
  z.strictObject({
    kind: z.literal('rows'),
    entity: z.string().max(64),
    ids: z.array(z.string().max(500)).min(1).max(1_000),
  }),
]);
export type AuditQuestion = z.output<typeof auditQuestion>;

export type AuditAnswer =
  | { kind: 'digest'; parts: DigestPart[] }
  | { kind: 'bucket'; rows: ListedRow[] }
  /** Those that the device may hold and that are there. */
  | { kind: 'rows'; rows: { id: string; ver: number; fields: Fields }[] }
  /** There is something to be pulled first: only at the same position can two sides be compared. */
  | { kind: 'moved' }
  | { kind: 'refused'; why: 'unknown-device' | 'revoked' | 'token' };
