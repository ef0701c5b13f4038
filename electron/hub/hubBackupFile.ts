import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { AppError } from '../../shared/domain/errors.ts';
import { openByteSource } from '../archive/byteSource.ts';
import { openZip, type ZipEntry, type ZipReader } from '../archive/openZip.ts';
import { type KeyRing, keyRingText, parseKeyRing } from '../security/keyRing.ts';

/** A hub's backup is one zip: this description, the hub's database as an encrypted SQLite file, and the key ring that opens it. */
const MANIFEST = 'xueji-hub-backup.json';
const DATABASE = 'hub.sqlite';
const RING = 'keys.json';
const FORMAT = 1;
const SMALL_BYTES = 64 * 1024;

const hubManifest = z.object({
  format: z.number().int(),
  program: z.string(),
  /** Epoch ms. */
  at: z.number(),
  /** The version of the hub's tables. */
  schema: z.number().int(),
  hub: z.string(),
  epoch: z.string(),
  /** The last entry that it holds, and its link. */
  seq: z.number().int(),
  chain: z.string(),
  /** SHA-256 of the database's bytes, hex. */
  database: z.string(),
});
export type HubManifest = z.output<typeof hubManifest>;

export async function writeHubBackupFile(
  file: string,
  {
    database,
    ring,
    about,
  }: { database: string; ring: KeyRing; about: Omit<HubManifest, 'format' | 'database'> },
  signal: AbortSignal,
): Promise<HubManifest> {
  const manifest = { format: FORMAT, ...about, database: await digestOf(createReadStream(database)) };
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(JSON.stringify(manifest)), MANIFEST);
  zip.addBuffer(Buffer.from(keyRingText(ring)), RING);
  // Encrypted: it packs to nothing less.
  zip.addFile(database, DATABASE, { compress: false });
  zip.end();
  await pipeline(zip.outputStream as Readable, createWriteStream(file, { flags: 'wx', mode: 0o600 }), {
    signal,
  });
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return manifest;
}

export interface HubBackupContent {
  manifest: HubManifest;
  ring: KeyRing;
}

/**
 * Reads a backup from end to end, checks the database's digest, and puts the database where `into` says (null: nowhere).
 * Errors: FILE_NOT_FOUND, FILE_UNREADABLE, HUB_REFUSED (backup: it is none, or damaged), STORE_NEWER.
 */
export async function readHubBackupFile(
  file: string,
  into: string | null,
  signal: AbortSignal,
): Promise<HubBackupContent> {
  const source = await openByteSource(file);
  try {
    const zip = await openZip(source).catch((error: unknown) => {
      throw noBackup(error);
    });
    const found = new Map(zip.entries.map((entry) => [entry.name, entry]));
    const manifest = manifestOf(await smallText(zip, found.get(MANIFEST)));
    const ring = parseKeyRing(await smallText(zip, found.get(RING)));
    const database = found.get(DATABASE);
    if (ring === null || database === undefined || found.size !== 3) throw noBackup(null);
    const pieces = Readable.from(zip.chunks(database, { signal }));
    const digest = createHash('sha256');
    pieces.on('data', (piece: Buffer) => digest.update(piece));
    if (into === null) for await (const _ of pieces);
    else await pipeline(pieces, createWriteStream(into, { flags: 'wx', mode: 0o600 }), { signal });
    if (digest.digest('hex') !== manifest.database) throw noBackup(null);
    return { manifest, ring };
  } catch (error) {
    const isOfFile = error instanceof AppError && /^FILE_(DAMAGED|UNSAFE|FORMAT|ENCR)/.test(error.code);
    throw isOfFile ? noBackup(error) : error;
  } finally {
    await source.close();
  }
}

function manifestOf(text: string): HubManifest {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (error) {
    throw noBackup(error);
  }
  const { success, data } = hubManifest.safeParse(said);
  if (!success) throw noBackup(null);
  if (data.format > FORMAT) throw new AppError('STORE_NEWER', { found: data.format, known: FORMAT });
  return data;
}

async function smallText(zip: ZipReader, entry: ZipEntry | undefined): Promise<string> {
  if (entry === undefined || entry.size > SMALL_BYTES) throw noBackup(null);
  const pieces: Buffer[] = [];
  for await (const piece of zip.chunks(entry)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

async function digestOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of stream) digest.update(piece);
  return digest.digest('hex');
}

function noBackup(cause: unknown): AppError {
  return new AppError('HUB_REFUSED', { case: 'backup' }, cause === null ? {} : { cause });
}
