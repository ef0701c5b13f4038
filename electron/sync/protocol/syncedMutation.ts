import { z } from 'zod';

/** What fields hold on the wire: text, whole numbers, or null for nothing. */
export const fieldValue = z.union([z.string(), z.number().int(), z.null()]);
export type Value = z.output<typeof fieldValue>;
export type Fields = Readonly<Record<string, Value>>;

const fields = z.record(z.string().min(1).max(64), fieldValue);

/**
 * One row that a mutation touched. `base`: what its author saw of every group of fields that `set` touches, nothing left
 * out; null: the row was not there.
 */
export const syncedChange = z.object({
  entity: z.string().min(1).max(32),
  id: z.string().min(1).max(512),
  set: fields,
  base: fields.nullable(),
});
export type SyncedChange = z.output<typeof syncedChange>;

/** Of what belongs to one commit, sent in parts: nothing is applied before the last of them is there. */
export const mutationPart = z.object({
  of: z.string().min(1).max(200),
  at: z.number().int().min(1),
  last: z.boolean(),
});
export type MutationPart = z.output<typeof mutationPart>;

/** What somebody did on one device, as it travels. */
export const syncedMutation = z.object({
  /** The device’s own numbers, without a gap, from 1. */
  mid: z.number().int().min(1),
  name: z.string().min(1).max(64),
  /** JSON, as the device’s log has it. */
  args: z.string().max(4_000_000),
  actor: z.string().max(200),
  /** As the device’s clock said, epoch ms: shown, and nothing decided by it. */
  at: z.number().int(),
  batch: z.string().max(200).nullable(),
  /** The version of rows in which it was made (ROW_SCHEMA then). */
  schema: z.number().int(),
  part: mutationPart.nullable(),
  changes: z.array(syncedChange).max(100_000),
  /** SHA-256 of what was sent under this number before students were erased from it: the hub may have that. */
  was: z.array(z.string().length(64)).max(100).optional(),
});
export type SyncedMutation = z.output<typeof syncedMutation>;

/** What became of a mutation, for good. `conflict`: what could be applied was, and the rest is kept for a person. */
export const outcomeKind = z.enum(['applied', 'same', 'conflict', 'rejected']);
export type OutcomeKind = z.output<typeof outcomeKind>;

/** Why a mutation was refused: codes that the catalogues have sentences for. */
export const refusalCode = z.enum([
  'taken',
  'moved',
  'gone',
  'scope',
  'changed',
  'unknown',
  'file-lost',
  'schema',
]);
export type RefusalCode = z.output<typeof refusalCode>;

export const outcome = z.object({
  kind: outcomeKind,
  /** Of what was refused: why, and the row that it is about. */
  why: z.object({ code: refusalCode, entity: z.string(), id: z.string() }).nullable(),
  /** Ids of the conflicts that were kept for a person. */
  conflicts: z.array(z.string()),
});
export type Outcome = z.output<typeof outcome>;
