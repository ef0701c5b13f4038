import type { KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { SEALED_CHUNK_BYTES, unsealChunk } from '../../archive/sealedChunk.ts';
import { canonicalText } from '../protocol/canonicalText.ts';
import type { BundleEntry } from './bundleEntry.ts';
import type { BundleFiles } from './bundleFiles.ts';
import type { BundleAbout } from './bundleFormat.ts';
import { readEntries } from './readEntries.ts';
import { refuseBundle } from './refuseBundle.ts';
import { partKey, recipientName, type SealKeyPair } from './sealKeys.ts';
import { type SenderKey, type VerifiedPart, type Verifying, verifyPart } from './verifyPart.ts';

/** Who reads. */
export interface BundleReader {
  role: 'hub' | 'device';
  id: string;
  hub: string;
  seal: SealKeyPair;
  keyOf: SenderKey;
}

export interface OpenBundle {
  about: BundleAbout;
  parts: number;
  /** From its first entry on, read anew; was altered meanwhile: BUNDLE_REFUSED (damaged). */
  entries(running?: Verifying): AsyncGenerator<BundleEntry>;
}

/**
 * The bundle in these files, in whatever order they are named: signed by whom it says, whole, meant for whoever reads,
 * and opened and read once to its end before the first entry is handed out. Errors: BUNDLE_REFUSED, CANCELLED, the file
 * system’s. Whether its time has come is `placeOfBundle`’s to say.
 */
export async function openBundle(
  files: BundleFiles,
  paths: readonly string[],
  reader: BundleReader,
  running: Verifying = {},
): Promise<OpenBundle> {
  const parts: VerifiedPart[] = [];
  for (const path of paths) {
    const keyOf: SenderKey = (from, hub) => {
      const key = reader.keyOf(from, hub);
      // Who is of another school is not known here either, but it is the school that a person has to be told.
      if (key === null && hub !== reader.hub) refuseBundle('other-hub', { file: basename(path) });
      return key;
    };
    parts.push(await verifyPart(files, path, keyOf, running));
  }
  const { about } = requireWhole(parts);
  requireMeant(about, parts[0]!, reader);
  async function* entries(again: Verifying = {}): AsyncGenerator<BundleEntry> {
    yield* readEntries(plainBytes(files, parts, reader.seal, again), basename(parts[0]!.path));
  }
  for await (const _ of entries(running));
  return { about, parts: parts.length, entries };
}

/** All parts of one bundle, which are put in their order. */
function requireWhole(parts: VerifiedPart[]): { about: BundleAbout } {
  parts.sort((one, other) => one.header.part - other.header.part);
  const { about } = parts[0]!.header;
  const { part: _, ...first } = parts[0]!.header;
  for (const [index, { path, header }] of parts.entries()) {
    const { part, ...rest } = header;
    if (canonicalText(rest) !== canonicalText(first)) refuseBundle('mixed', { file: basename(path) });
    if (part < index + 1) refuseBundle('mixed', { file: basename(path) });
    if (part > index + 1) refuseBundle('part', { part: index + 1, number: about.number });
  }
  const last = parts.findIndex(({ trailer }) => trailer.parts !== null);
  if (last < 0) refuseBundle('part', { part: parts.length + 1, number: about.number });
  const hashes = parts.map(({ trailer }) => trailer.sha256);
  const isWhole =
    last === parts.length - 1 && canonicalText(parts[last]!.trailer.parts!) === canonicalText(hashes);
  if (!isWhole) refuseBundle('mixed', { file: basename(parts[last]!.path) });
  return { about };
}

function requireMeant(about: BundleAbout, { header, path }: VerifiedPart, reader: BundleReader): void {
  const named = { file: basename(path) };
  if (about.hub !== reader.hub) refuseBundle('other-hub', named);
  if (about.from.role === reader.role || about.to.role !== reader.role) refuseBundle('direction', named);
  const isRight =
    about.kind === 'up'
      ? reader.role === 'hub' && (about.mids === null || about.mids[0] <= about.mids[1])
      : about.kind === 'blobs' || (reader.role === 'device' && about.range !== null);
  if (!isRight) refuseBundle('direction', named);
  if (about.to.id !== reader.id) refuseBundle('other-device', { ...named, device: about.to.id });
  if (header.recipient !== recipientName(reader.seal.publicKey)) refuseBundle('other-key', named);
}

async function* plainBytes(
  files: BundleFiles,
  parts: readonly VerifiedPart[],
  { privateKey }: SealKeyPair,
  { signal, onBytes }: Verifying,
): AsyncGenerator<Buffer> {
  for (const { path, header, from, to } of parts) {
    const named = { file: basename(path) };
    const { recipient, ephemeral, part } = header;
    const names = { recipient, ephemeral, bundle: header.about.bundle, part };
    const key = keyOfPart(privateKey, names, named);
    const file = await files.open(path);
    try {
      let number = 0;
      for (let at = from; at < to; number += 1) {
        if (signal?.aborted) throw new AppError('CANCELLED');
        const sealed = await file.read(at, Math.min(SEALED_CHUNK_BYTES, to - at));
        at += sealed.length;
        const plain = unsealChunk(key, number, at >= to, sealed);
        if (plain === null) refuseBundle('damaged', named);
        yield plain;
        onBytes?.(sealed.length);
      }
    } finally {
      await file.close();
    }
  }
}

function keyOfPart(own: KeyObject, names: Parameters<typeof partKey>[2], named: { file: string }): Buffer {
  try {
    return partKey(own, Buffer.from(names.ephemeral, 'base64url'), names);
  } catch {
    // Points of which no secret comes are nobody’s key: whoever signed them has not sealed anything.
    return refuseBundle('damaged', named);
  }
}
