import { hash } from 'node:crypto';
import type { Entity } from '../changes/change.ts';
import { isBlobHash } from '../photos/blobStore.ts';
import type { SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import { blobsOf } from '../sync/rules/blobsOf.ts';
import type { BlobUploads } from './BlobUploads.ts';
import type { HubBlobs } from './baseBlobs.ts';
import { fence } from './fence.ts';
import { findDevice } from './findDevice.ts';
import { type Grant, grantOf, type HubDb, type HubPorts, type HubTx, scopesOf } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import { readAtOnce } from './readAtOnce.ts';
import { slices } from './slices.ts';
import { writeInTurn } from './writeInTurn.ts';

/** The largest file that is taken, bytes: what the product itself takes for a proof, and some room. */
export const MOST_BLOB_BYTES = 64 * 1024 * 1024;

export type BlobState =
  /** The hub has it, and knows that this device has it. */
  | { kind: 'have' }
  /** So many bytes of it have come from this device; the next ones go on there. */
  | { kind: 'want'; offset: number }
  | { kind: 'refused'; why: 'unknown-device' | 'revoked' | 'name' };

/** Whether a device need send a file. Of what it may not know it learns nothing: it is asked for it like for a new one. */
export async function askBlob(
  db: HubDb,
  uploads: BlobUploads,
  { device, sha256 }: { device: string; sha256: string },
): Promise<BlobState> {
  if (!isBlobHash(sha256)) return { kind: 'refused', why: 'name' };
  return readAtOnce(db, async (tx) => {
    const grant = await activeGrant(tx, device);
    if (typeof grant === 'object' && 'kind' in grant) return grant;
    await fence(tx, { device });
    const known = await provenBlobs(tx, device, grant, [sha256]);
    return known.has(sha256) ? { kind: 'have' } : { kind: 'want', offset: uploads.offset(device, sha256) };
  });
}

export type BlobTaken =
  | BlobState
  /** Not the bytes of that name: nothing of it was kept. */
  | { kind: 'mismatch' }
  | { kind: 'too-large' };

export interface BlobPiece {
  device: string;
  sha256: string;
  /** Where these bytes begin, and how long the whole is. */
  from: number;
  total: number;
  bytes: Buffer;
}

/**
 * Takes a file from a device, whole or the next piece of it. Hashed anew when it is whole; the file is written before the
 * row that says that it is there.
 */
export async function takeBlob(
  db: HubDb,
  { blobs, uploads, now }: { blobs: HubBlobs; uploads: BlobUploads; now: HubPorts['now'] },
  piece: BlobPiece,
): Promise<BlobTaken> {
  const { device, sha256, from, total, bytes } = piece;
  if (!isBlobHash(sha256)) return { kind: 'refused', why: 'name' };
  const grant = await activeGrant(db, device);
  if (typeof grant === 'object' && 'kind' in grant) return grant;
  if (total > MOST_BLOB_BYTES) return { kind: 'too-large' };
  const whole = uploads.add(device, sha256, { from, total, bytes });
  if (whole === null) return { kind: 'want', offset: uploads.offset(device, sha256) };
  if (hash('sha256', whole, 'hex') !== sha256) return { kind: 'mismatch' };
  await blobs.put(whole);
  await writeInTurn(db, async (tx) => {
    await lockPartition(tx);
    // A sweep that did not know of it may have been first.
    if (!(await blobs.has(sha256))) await blobs.put(whole);
    await tx
      .insertInto('blob')
      .values({ sha256, size: whole.length, stored_at: now() })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute();
    await tx
      .insertInto('blob_sender')
      .values({ sha256, device })
      .onConflict((conflict) => conflict.columns(['sha256', 'device']).doNothing())
      .execute();
  });
  return { kind: 'have' };
}

/** A file’s bytes for a device that may have a row that names it; null for what is not there and what is not its alike. */
export async function giveBlob(
  db: HubDb,
  blobs: HubBlobs,
  { device, sha256 }: { device: string; sha256: string },
): Promise<Buffer | null> {
  if (!isBlobHash(sha256)) return null;
  const isNamed = await readAtOnce(db, async (tx) => {
    const grant = await activeGrant(tx, device);
    if (typeof grant === 'object' && 'kind' in grant) return false;
    await fence(tx, { device });
    return (await namedWithin(tx, grant, [sha256])).has(sha256);
  });
  return isNamed ? blobs.read(sha256) : null;
}

/**
 * Files that these mutations name and whose bytes the device has not shown the hub, by mutation. Whoever knows no more of
 * a file than its hash must not get it by naming it in a row of its own.
 */
export async function missingBlobs(
  tx: HubTx | HubDb,
  device: string,
  grant: Grant,
  mutations: readonly SyncedMutation[],
): Promise<Map<number, string[]>> {
  const named = new Map<number, string[]>();
  for (const { mid, changes } of mutations) {
    const hashes = changes.flatMap(({ entity, set }) => blobsOf(entity as Entity, set));
    if (hashes.length > 0) named.set(mid, hashes);
  }
  const missing = new Map<number, string[]>();
  const known = await provenBlobs(tx, device, grant, [...new Set([...named.values()].flat())]);
  for (const [mid, hashes] of named) {
    const absent = hashes.filter((one) => !known.has(one));
    if (absent.length > 0) missing.set(mid, absent);
  }
  return missing;
}

/** Of these, those that the hub has and that the device has sent, or has of a row that it may hold. */
async function provenBlobs(
  db: HubTx | HubDb,
  device: string,
  grant: Grant,
  hashes: readonly string[],
): Promise<Set<string>> {
  const stored = new Set<string>();
  const proven = await namedWithin(db, grant, hashes);
  for (const some of slices(hashes)) {
    const found = await db.selectFrom('blob').select('sha256').where('sha256', 'in', some).execute();
    for (const { sha256 } of found) stored.add(sha256);
    const sent = await db
      .selectFrom('blob_sender')
      .select('sha256')
      .where('device', '=', device)
      .where('sha256', 'in', some)
      .execute();
    for (const { sha256 } of sent) proven.add(sha256);
  }
  return new Set([...proven].filter((one) => stored.has(one)));
}

async function namedWithin(db: HubTx | HubDb, grant: Grant, hashes: readonly string[]): Promise<Set<string>> {
  const named = new Set<string>();
  const scopes = scopesOf(grant);
  for (const some of slices(hashes)) {
    let query = db.selectFrom('blob_ref').select('sha256').distinct().where('sha256', 'in', some);
    if (scopes !== null) query = query.where('scope', 'in', scopes);
    for (const { sha256 } of await query.execute()) named.add(sha256);
  }
  return named;
}

async function activeGrant(
  db: HubDb | HubTx,
  id: string,
): Promise<Grant | { kind: 'refused'; why: 'unknown-device' | 'revoked' }> {
  const { device, refused } = await findDevice(db, id);
  return refused ?? grantOf(device.scope);
}
