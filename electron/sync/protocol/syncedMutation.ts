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

/** What somebody did on one device, as it travels. */
export const syncedMutation = z.object({
  /** The device’s own numbers, without a gap, from 1. */
  mid: z.number().int().min(1),
  name: z.string().min(1).max(64),
  by: z.string().max(200),
  /** As the device’s clock said, epoch ms: shown, and nothing decided by it. */
  at: z.number().int(),
  schema: z.number().int(),
  changes: z.array(syncedChange).min(1).max(5000),
});
export type SyncedMutation = z.output<typeof syncedMutation>;

/** What became of a mutation, for good. */
export const outcomeKind = z.enum(['applied', 'same', 'conflict', 'rejected']);
export type OutcomeKind = z.output<typeof outcomeKind>;

export const outcome = z.object({
  kind: outcomeKind,
  /** Of what was refused: a code of the closed set below and the row that it is about. */
  why: z.object({ code: z.string(), entity: z.string(), id: z.string() }).nullable(),
  /** Ids of the conflicts that were kept for a person. */
  conflicts: z.array(z.string()),
});
export type Outcome = z.output<typeof outcome>;
