import { createHash } from 'node:crypto';
import { z } from 'zod';

const hex128 = z.string().regex(/^[0-9a-f]{32}$/);

/** Students who were erased for good, as hub and desks tell each other: by keys (erasedKey), never by id. */
export const erasureOnWire = z.strictObject({
  id: hex128,
  /** Epoch ms, by the clock of the desk where it was done. */
  at: z.number().int(),
  students: z.array(hex128).max(200_000),
  /** The hub’s word that it took it once; null: it has not yet. */
  seal: z.string().max(600).nullable(),
});
export type ErasureOnWire = z.output<typeof erasureOnWire>;

/** What a desk knows of, and whether nothing is left of it there; and what the hub may not have. */
export const erasuresAsked = z.strictObject({
  /** How far the device has the hub’s log; null: nothing of it. */
  token: z.string().min(1).max(600).nullable(),
  known: z.array(z.strictObject({ id: hex128, done: z.boolean() })).max(10_000),
  brought: z.array(erasureOnWire).max(1),
});
export type ErasuresAsked = z.output<typeof erasuresAsked>;

/** Which devices have said that nothing is left of it on them. */
export const erasureStanding = z.object({
  id: hex128,
  devices: z.array(z.object({ name: z.string(), isRevoked: z.boolean(), doneAt: z.number().nullable() })),
});
export type ErasureStanding = z.output<typeof erasureStanding>;

export const erasuresAnswer = z.union([
  z.object({
    kind: z.literal('erasures'),
    /** The device does not know of it: one at a time. */
    missing: z.array(erasureOnWire),
    /** Of those that were brought, and those of which the device has no seal. */
    sealed: z.array(z.object({ id: hex128, seal: z.string() })),
    /** The hub has lost them, and wants them brought. */
    wanted: z.array(hex128),
    /** Brought by a device that is not of the whole school, and never taken before. */
    refused: z.array(hex128),
    standing: z.array(erasureStanding),
  }),
  z.object({ kind: z.literal('refused'), why: z.enum(['unknown-device', 'revoked', 'token']) }),
]);
export type ErasuresAnswer = z.output<typeof erasuresAnswer>;

/** Of which erasures somebody knows, in few letters: two who have the same need not tell each other anything. */
export function erasuresDigest(ids: Iterable<string>): string {
  return createHash('sha256')
    .update([...ids].sort().join('\n'), 'utf8')
    .digest('hex');
}
