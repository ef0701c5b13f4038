import { createHash, type KeyObject, verify } from 'node:crypto';
import { basename } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../../../shared/domain/errors.ts';
import type { BundleFiles, ReadableFile } from './bundleFiles.ts';
import {
  ANY_MAGIC,
  type BundleAbout,
  type BundleHeader,
  type BundleTrailer,
  bundleHeader,
  bundleTrailer,
  END_MAGIC,
  LENGTH_BYTES,
  MAGIC,
  MOST_HEADER_BYTES,
  MOST_TRAILER_BYTES,
  SIGNATURE_BYTES,
  signedText,
} from './bundleFormat.ts';
import { refuseBundle } from './refuseBundle.ts';

/** One file of a bundle whose every byte is what its sender signed. */
export interface VerifiedPart {
  path: string;
  header: BundleHeader;
  trailer: BundleTrailer;
  /** Where the sealed bytes begin and end. */
  from: number;
  to: number;
}

/** Who may have signed: null for somebody who is not known here. `hub`: whose bundle it says to be. */
export type SenderKey = (from: BundleAbout['from'], hub: string) => KeyObject | null;

export interface Verifying {
  signal?: AbortSignal;
  onBytes?: (bytes: number) => void;
}

/**
 * Reads one file from its beginning to its end before anybody believes it. Errors: BUNDLE_REFUSED (unknown, newer,
 * unfinished, damaged, unknown-sender, unsigned), CANCELLED, the file system’s.
 */
export async function verifyPart(
  files: BundleFiles,
  path: string,
  keyOf: SenderKey,
  running: Verifying = {},
): Promise<VerifiedPart> {
  const file = await files.open(path);
  const named = { file: basename(path) };
  try {
    const { header, from } = await readHeader(file, named);
    const { trailer, text, signature, at } = await readTrailer(file, named);
    if (trailer.bytes !== at || at < from) refuseBundle('damaged', named);
    const key = keyOf(header.about.from, header.about.hub);
    if (key === null) refuseBundle('unknown-sender', { ...named, sender: header.about.from.id });
    if (!verify(null, signedText(text), key, signature)) refuseBundle('unsigned', named);
    const hash = createHash('sha256');
    for await (const bytes of readAll(file, at, running)) hash.update(bytes);
    if (hash.digest('hex') !== trailer.sha256) refuseBundle('damaged', named);
    return { path, header, trailer, from, to: at };
  } finally {
    await file.close();
  }
}

/** Who says to have made a file, and for whom, before anything of it is verified: to be shown, not believed. */
export async function readHeader(
  file: ReadableFile,
  named: { file: string },
): Promise<{ header: BundleHeader; from: number }> {
  const before = await file.read(0, MAGIC.length + LENGTH_BYTES);
  const magic = before.subarray(0, MAGIC.length);
  if (magic.length < MAGIC.length)
    refuseBundle(MAGIC.subarray(0, magic.length).equals(magic) ? 'unfinished' : 'unknown', named);
  if (!magic.equals(MAGIC))
    refuseBundle(magic.subarray(0, ANY_MAGIC.length).equals(ANY_MAGIC) ? 'newer' : 'unknown', named);
  if (before.length < MAGIC.length + LENGTH_BYTES) refuseBundle('unfinished', named);
  const length = before.readUInt32BE(MAGIC.length);
  if (length > MOST_HEADER_BYTES) refuseBundle('damaged', named);
  const text = await file.read(before.length, length);
  if (text.length < length) refuseBundle('unfinished', named);
  return { header: parse(bundleHeader, text, named), from: before.length + length };
}

async function readTrailer(
  file: ReadableFile,
  named: { file: string },
): Promise<{ trailer: BundleTrailer; text: string; signature: Buffer; at: number }> {
  const behind = LENGTH_BYTES + END_MAGIC.length;
  const end = await file.read(Math.max(0, file.size - behind), behind);
  if (!end.subarray(-END_MAGIC.length).equals(END_MAGIC)) refuseBundle('unfinished', named);
  const length = end.readUInt32BE(0);
  const at = file.size - behind - SIGNATURE_BYTES - length;
  if (length > MOST_TRAILER_BYTES || at < 0) refuseBundle('damaged', named);
  const bytes = await file.read(at, length + SIGNATURE_BYTES);
  const text = bytes.subarray(0, length);
  const trailer = parse(bundleTrailer, text, named);
  return { trailer, text: text.toString('utf8'), signature: bytes.subarray(length), at };
}

async function* readAll(file: ReadableFile, end: number, { signal, onBytes }: Verifying) {
  for (let at = 0; at < end; ) {
    if (signal?.aborted) throw new AppError('CANCELLED');
    const bytes = await file.read(at, Math.min(READ_BYTES, end - at));
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
    onBytes?.(bytes.length);
  }
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  text: Buffer,
  named: { file: string },
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text.toString('utf8'));
  } catch {
    // What can’t be read is refused below, as what is none.
    value = null;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : refuseBundle('damaged', named);
}

const READ_BYTES = 1024 * 1024;
