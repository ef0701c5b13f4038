import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/domain/errors.ts';

export const RING_FILE = 'keys.json';
/** Written after the ring itself: a store whose ring is lost is lost. */
const COPY_FILE = 'keys.copy.json';
/** The version of this layout; a reader refuses a newer one. */
const RING_FORMAT = 1;

const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/);
/** A way to the data key. `wrapped` is the data key, sealed with what the way is opened by. */
const slot = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('passphrase'),
    wrapped: base64,
    salt: base64,
    /** Of argon2id, as they were when it was made. The limits keep a forged ring from taking all memory. */
    memoryKiB: z.number().int().min(1024).max(1_048_576),
    passes: z.number().int().min(1).max(64),
    lanes: z.number().int().min(1).max(16),
  }),
  z.object({ kind: z.literal('recovery'), wrapped: base64, at: z.number() }),
  /** Wrapped by the operating system's key store; only the desktop program can ask it. */
  z.object({ kind: z.literal('system'), wrapped: base64 }),
  /** Wrapped by the key file of an account of the operating system: see accountKey. */
  z.object({ kind: z.literal('account'), wrapped: base64 }),
]);
export type KeySlot = z.output<typeof slot>;
export type KeySlotKind = KeySlot['kind'];
export type PassphraseSlot = Extract<KeySlot, { kind: 'passphrase' }>;

const keyRing = z.object({
  format: z.number().int(),
  /** Names the store, for as long as it lives and in all its backups. */
  store: z.string().regex(/^[0-9a-f-]{36}$/),
  /** True while a plain store of an earlier version is being encrypted. */
  converting: z.boolean(),
  slots: z.array(slot).min(1).max(16),
});
export type KeyRing = z.output<typeof keyRing>;

/**
 * The ring of a data folder; null when there is none. A ring that can't be read is replaced by its copy. Errors:
 * KEY_RING damaged (neither can be read), KEY_RING newer, FILE_UNREADABLE.
 */
export function readKeyRing(dataDir: string): KeyRing | null {
  const texts = [RING_FILE, COPY_FILE].map((name) => textOf(join(dataDir, name)));
  if (texts.every((text) => text === null)) return null;
  for (const text of texts) {
    const ring = text === null ? null : parseKeyRing(text);
    if (ring === null) continue;
    if (text !== texts[0] || text !== texts[1]) writeKeyRing(dataDir, ring);
    return ring;
  }
  throw new AppError('KEY_RING', { case: 'damaged' });
}

/** Null when the text is no whole ring. Errors: KEY_RING newer. */
export function parseKeyRing(text: string): KeyRing | null {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof said !== 'object' || said === null) return null;
  const { check, ...rest } = said as Record<string, unknown>;
  if (check !== checkOf(rest)) return null;
  if (typeof rest.format === 'number' && rest.format > RING_FORMAT)
    throw new AppError('KEY_RING', { case: 'newer' });
  return keyRing.safeParse(rest).data ?? null;
}

export function keyRingText(ring: KeyRing): string {
  return `${JSON.stringify({ ...ring, check: checkOf(ring) }, null, 1)}\n`;
}

/** Wholly there or as it was before, however it ends: first the ring, then its copy. */
export function writeKeyRing(dataDir: string, ring: KeyRing): void {
  mkdirSync(dataDir, { recursive: true });
  for (const name of [RING_FILE, COPY_FILE]) writeWhole(join(dataDir, name), keyRingText(ring));
}

/** What a kill left of a ring that was being written. To be called by whoever holds the data folder. */
export function dropUnfinishedRings(dataDir: string): void {
  for (const name of readdirSync(dataDir))
    if (UNFINISHED.test(name)) rmSync(join(dataDir, name), { force: true });
}
const UNFINISHED = /^keys(\.copy)?\.json\.\d+\.part$/;

export function slotOf<Kind extends KeySlotKind>(
  ring: KeyRing,
  kind: Kind,
): Extract<KeySlot, { kind: Kind }> | null {
  return (ring.slots.find((one) => one.kind === kind) as Extract<KeySlot, { kind: Kind }>) ?? null;
}

/** A small file of mode 0600, flushed before it takes its name. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.part`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, path);
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Null: there is no such file. Errors: FILE_UNREADABLE. */
export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null;
    throw new AppError('FILE_UNREADABLE', { file: basename(path) }, { cause: error });
  }
}

/** No secret and no signature: it tells a flipped bit from a wrong passphrase. */
function checkOf(ring: object): string {
  return createHash('sha256').update(JSON.stringify(ring)).digest('hex');
}
