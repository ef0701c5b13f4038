import { z } from 'zod';
import { auditQuestion } from './auditMessages.ts';
import { deskReport } from './deskReport.ts';
import { erasuresAnswer, erasuresAsked } from './erasures.ts';
import { purgeReceipt } from './purgeReceipt.ts';
import { secretsAnswer, secretsAsked } from './secrets.ts';
import { syncedMutation } from './syncedMutation.ts';

/** Versions of the protocol that this program speaks, oldest and newest. */
export const PROTO = { least: 1, most: 1 } as const;

/** Bytes. Told in `hello`; what is larger is refused before it is read whole. */
export const LIMITS = {
  /** Of a body as it travels. */
  packed: 16 * 1024 * 1024,
  /** Of a body when it is unpacked. */
  unpacked: 64 * 1024 * 1024,
  /** Of a body of somebody whom the hub does not know yet. */
  stranger: 64 * 1024,
  /** Mutations of one push. */
  mutations: 2000,
  /** Of one photo or file. */
  blob: 64 * 1024 * 1024,
} as const;

const hex128 = z.string().regex(/^[0-9a-f]{32}$/);
const text = (most: number) => z.string().min(1).max(most);
const range = z.tuple([z.number().int().min(0), z.number().int().min(0)]);

/** What every question comes in. */
export const question = z.strictObject({
  proto: z.number().int(),
  /** Null: one that has no name yet. */
  device: hex128.nullable(),
  /** Chosen anew for each question, and said again in its answer: a late or doubled answer is known as one. */
  nonce: hex128,
  body: z.unknown(),
});
export type Question = z.output<typeof question>;

/** Why a hub does not do what it was asked. A closed set: each has a sentence for people, and none says what was sent. */
export const REFUSALS = {
  'no-such-message': 404,
  method: 405,
  malformed: 400,
  encoding: 415,
  'too-large': 413,
  'unpacks-too-large': 413,
  proto: 426,
  'session-missing': 401,
  'session-wrong': 401,
  'session-ended': 401,
  'device-unknown': 403,
  'device-enrolling': 403,
  'device-revoked': 403,
  'nonce-used': 409,
  busy: 429,
  tries: 429,
  'code-wrong': 403,
  'code-used': 403,
  'code-ended': 403,
  'challenge-wrong': 403,
  'not-yours': 403,
  range: 416,
  hash: 422,
  stopping: 503,
  // The computer of the hub, or the server of its database.
  'store-full': 507,
  'store-disk': 503,
  'store-damaged': 503,
  'store-silent': 503,
  'store-busy': 503,
  internal: 500,
} as const;
export type RefusalCode = keyof typeof REFUSALS;
const refusalCode = z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]);

/** What every answer comes in. */
export const reply = z.union([
  z.object({ nonce: hex128, serverTime: z.number().int(), answer: z.unknown() }),
  z.object({
    /** Null: the question could not be read so far. */
    nonce: hex128.nullable(),
    serverTime: z.number().int(),
    refused: z.object({ code: refusalCode, incident: z.string().max(64).optional() }),
  }),
]);
export type Reply = z.output<typeof reply>;

/** Of each message: what is asked. What a hub answers is checked by whoever takes it in. */
export const asks = {
  hello: z.strictObject({ proto: range, schema: range, app: text(32) }),
  'enrol.request': z.strictObject({
    code: text(32),
    name: text(80),
    publicKey: z.string().max(200),
    signature: z.string().max(200),
  }),
  'enrol.state': z.strictObject({}),
  'session.challenge': z.strictObject({ device: hex128 }),
  'session.open': z.strictObject({
    challenge: text(600),
    signature: z.string().max(200),
    app: text(32),
    schema: z.number().int().min(0),
    /** How far the hub’s clock is ahead, ms; null: not known yet. */
    skew: z.number().int().nullable(),
  }),
  push: z.strictObject({
    token: text(600),
    mutations: z.array(syncedMutation).min(1).max(LIMITS.mutations),
    /** Files that they name and the device has no more. */
    lost: z
      .array(z.string().regex(/^[0-9a-f]{64}$/))
      .max(10_000)
      .optional(),
    /** Of which erasures the device knows (erasuresDigest). */
    erased: z.string().max(64).optional(),
  }),
  pull: z.strictObject({
    token: text(600).nullable(),
    grantVersion: z.number().int().min(0),
    limit: z.number().int().min(1).max(20_000),
  }),
  image: z.strictObject({
    acked: z.number().int().min(0),
    /** The position that the device has; null: none. */
    token: text(600).nullable().optional(),
  }),
  secrets: secretsAsked,
  /** By which key the hub’s bundles are known. */
  keys: z.strictObject({}),
  purged: purgeReceipt,
  erasures: erasuresAsked,
  wait: z.strictObject({ head: z.number().int().min(0) }),
  audit: z.strictObject({
    token: text(600),
    grantVersion: z.number().int().min(0),
    question: auditQuestion,
  }),
  report: deskReport,
  standing: z.strictObject({
    /** The instance of another hub, which refused this device as one of a third: this hub is told that it lives. */
    saw: z.string().min(1).max(64).nullable(),
  }),
} as const;
export type MessageName = keyof typeof asks;
export type Asks = { [Name in keyof typeof asks]: z.output<(typeof asks)[Name]> };

export const answers = {
  hello: z.union([
    z.object({
      kind: z.literal('welcome'),
      proto: z.number().int(),
      schema: z.number().int(),
      hub: z.string(),
      instance: z.string(),
      epoch: z.string(),
      limits: z.object({
        packed: z.number(),
        unpacked: z.number(),
        mutations: z.number(),
        blob: z.number(),
      }),
    }),
    /** Either leaves the device working by itself, with all that it has to send. */
    z.object({ kind: z.enum(['upgradeClient', 'upgradeHub']) }),
  ]),
  'enrol.request': z.object({ device: hex128 }),
  'enrol.state': z.object({
    state: z.enum(['enrolling', 'active']),
    grantVersion: z.number().int(),
    grant: z.union([z.literal('*'), z.array(z.string())]),
  }),
  'session.challenge': z.object({ challenge: z.string() }),
  'session.open': z.object({ session: z.string(), ends: z.number().int() }),
  secrets: secretsAnswer,
  keys: z.object({ hub: z.string().max(64), key: z.string().max(200) }),
  purged: z.object({ closed: z.boolean() }),
  erasures: erasuresAnswer,
  wait: z.object({ head: z.number().int() }),
  report: z.object({}),
  standing: z.object({
    /** Epoch ms; null: there is no backup. */
    backupAt: z.number().nullable(),
    twoHubs: z.boolean(),
    /** Which of the hub’s devices it is, from 1 on; absent: the hub is of a version that numbers none. */
    ordinal: z.number().int().min(1).optional(),
    /** For how many days it may be away before it shows nothing; 0 or absent: for ever. */
    leaseDays: z.number().int().min(0).optional(),
    /** What its devices are called, for whoever is shown what was done on one; absent: the hub is of a version that does not say. */
    devices: z.array(z.object({ id: z.string().max(64), name: z.string().max(80) })).optional(),
  }),
} as const;
