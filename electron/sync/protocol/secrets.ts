import { z } from 'zod';

/** By what somebody is known when they sign in: a hash with its parameters, never a password. */
export const personSecretOnWire = z.strictObject({
  person: z.string().min(1).max(200),
  hash: z.string().min(1).max(1000),
  mustChange: z.boolean(),
  /** Epoch ms, by the clock of the desk where it was set. */
  setAt: z.number().int(),
});
export type PersonSecretOnWire = z.output<typeof personSecretOnWire>;

/** What was set at a desk since it last asked, and what it has of the others, by the hub’s versions. */
export const secretsAsked = z.strictObject({
  changed: z.array(personSecretOnWire).max(10_000),
  known: z.array(z.strictObject({ person: z.string(), ver: z.number().int() })).max(100_000),
});
export type SecretsAsked = z.output<typeof secretsAsked>;

export const secretsAnswer = z.object({
  /** Null: of nobody whom the device holds. */
  taken: z.array(z.object({ person: z.string(), ver: z.number().int().nullable() })),
  secrets: z.array(personSecretOnWire.extend({ ver: z.number().int() })),
});
export type SecretsAnswer = z.output<typeof secretsAnswer>;
