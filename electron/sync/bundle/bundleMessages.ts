import { z } from 'zod';
import type { SecretTaken } from '../client/syncSecrets.ts';
import type { ErasuresTold } from '../client/toldErasures.ts';
import { erasuresAsked } from '../protocol/erasures.ts';
import { asks } from '../protocol/messages.ts';
import type { Delta, Image, ImageRow } from '../protocol/pulled.ts';
import { purgeReceipt } from '../protocol/purgeReceipt.ts';
import { type SecretsAnswer, secretsAsked } from '../protocol/secrets.ts';
import type { MessageEntry } from './bundleEntry.ts';
import { refuseBundle } from './refuseBundle.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Files that a device asks for in one bundle; what is left it asks for in the next. */
export const MOST_WANTED = 2_000;

/**
 * What a device asks, in the words of the wire, in this order: who was erased there, where it is (`pull`), what was done, each behind the
 * files that it names (`push`), what people sign in by, the receipt of a purge, the files that it still wants.
 */
export const upMessages = {
  erasures: erasuresAsked,
  pull: asks.pull,
  push: asks.push,
  secrets: secretsAsked,
  purged: purgeReceipt,
  wants: z.strictObject({ files: z.array(sha256).max(MOST_WANTED) }),
} as const;
export type UpMessage = {
  [Name in keyof typeof upMessages]: { name: Name; body: z.output<(typeof upMessages)[Name]> };
}[keyof typeof upMessages];

/**
 * What the hub answers: who was erased; `delta`s, each behind the position that it goes on from, or an `image` with its `rows` behind it;
 * then what people sign in by. Files come behind the rows that name them.
 */
export type DownMessage =
  | { name: 'erasures'; body: ErasuresTold }
  | { name: 'delta'; body: { token: string; grantVersion: number; answer: Delta } }
  /** `from`: the epoch in which the device was when it asked; null: it did not say. `erased`: of whom the hub knows that they were. */
  | { name: 'image'; body: { image: Omit<Image, 'rows'>; rows: number; from: string | null; erased: string } }
  | { name: 'rows'; body: ImageRow[] }
  | { name: 'secrets'; body: SecretsTold };

/** Of what the device sent: which of them the hub took, as which version. And all of the people whom it may hold. */
export interface SecretsTold extends Pick<SecretsAnswer, 'secrets'> {
  told: SecretTaken[];
}

const DOWN = new Set<string>([
  'erasures',
  'delta',
  'image',
  'rows',
  'secrets',
] satisfies DownMessage['name'][]);

export function messageEntry({ name, body }: UpMessage | DownMessage): MessageEntry {
  return { kind: 'message', name, text: JSON.stringify(body) };
}

/** What a device sent is checked like what comes over the network. Errors: BUNDLE_REFUSED (damaged). */
export function readUpMessage({ name, text }: MessageEntry): UpMessage {
  const schema = (upMessages as Record<string, z.ZodType | undefined>)[name];
  const read = schema?.safeParse(parsed(text));
  if (!read?.success) return refuseBundle('damaged');
  return { name, body: read.data } as UpMessage;
}

/** What the hub signed is its own word. Null: of a kind that this version does not know. Errors: BUNDLE_REFUSED (damaged). */
export function readDownMessage({ name, text }: MessageEntry): DownMessage | null {
  return DOWN.has(name) ? ({ name, body: parsed(text) } as DownMessage) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuseBundle('damaged');
  }
}
