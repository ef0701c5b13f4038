import { hash } from 'node:crypto';
import { canonicalText } from './canonicalText.ts';
import type { Fields } from './syncedMutation.ts';

/** Rows of an entity are told apart by so many buckets, so that what differs is found among few. */
export const BUCKETS = 256;
const MODULUS = 1n << 64n;

export interface VersionedRow {
  entity: string;
  id: string;
  ver: number;
  fields: Fields;
}

/** Which bucket an id falls into: the first byte of its SHA-256. */
export function bucketOf(id: string): number {
  return Number.parseInt(hash('sha256', id, 'hex').slice(0, 2), 16);
}

/** A row with its version, as 64 bits: the first 8 bytes of SHA-256 of its canonical text, 16 hex digits. */
export function rowHash({ entity, id, ver, fields }: VersionedRow): string {
  return hash('sha256', canonicalText([entity, id, ver, fields]), 'hex').slice(0, 16);
}

/** Of a bucket: how many rows, and the sum of their hashes mod 2^64, whatever order they came in; 16 hex digits. */
export interface BucketDigest {
  count: number;
  sum: string;
}

export const EMPTY_BUCKET: BucketDigest = { count: 0, sum: '0'.repeat(16) };

/** The bucket with these rows more, and those less. */
export function changeBucket(
  { count, sum }: BucketDigest,
  added: readonly string[],
  removed: readonly string[],
): BucketDigest {
  let total = BigInt(`0x${sum}`);
  for (const one of added) total += BigInt(`0x${one}`);
  for (const one of removed) total -= BigInt(`0x${one}`);
  return { count: count + added.length - removed.length, sum: sumText(total) };
}

/** Buckets of several scopes as one. */
export function joinBuckets({ count, sum }: BucketDigest, other: BucketDigest): BucketDigest {
  return { count: count + other.count, sum: sumText(BigInt(`0x${sum}`) + BigInt(`0x${other.sum}`)) };
}

function sumText(total: bigint): string {
  return (((total % MODULUS) + MODULUS) % MODULUS).toString(16).padStart(16, '0');
}

/** Buckets by entity and number; one of no rows is left out. */
export interface DigestPart extends BucketDigest {
  entity: string;
  bucket: number;
}

/** The buckets in which two sides do not have the same rows, in order. Neither ever takes the other’s word for its own. */
export function differingBuckets(
  mine: readonly DigestPart[],
  theirs: readonly DigestPart[],
): { entity: string; bucket: number }[] {
  const own = new Map(mine.map((part) => [keyOf(part), part]));
  const differing = new Map<string, { entity: string; bucket: number }>();
  for (const part of [...mine, ...theirs])
    differing.set(keyOf(part), { entity: part.entity, bucket: part.bucket });
  for (const part of theirs) {
    const held = own.get(keyOf(part));
    if (held && held.count === part.count && held.sum === part.sum) differing.delete(keyOf(part));
  }
  for (const part of mine)
    if (part.count === 0 && part.sum === EMPTY_BUCKET.sum) differing.delete(keyOf(part));
  return [...differing.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, part]) => part);
}

function keyOf({ entity, bucket }: { entity: string; bucket: number }): string {
  return `${entity} ${String(bucket).padStart(3, '0')}`;
}

/** A row of a bucket, by what tells two apart. */
export interface ListedRow {
  id: string;
  ver: number;
  hash: string;
}

/** Ids of rows that one side has otherwise, or not at all, in order. */
export function differingRows(mine: readonly ListedRow[], theirs: readonly ListedRow[]): string[] {
  const own = new Map(mine.map((row) => [row.id, row]));
  const differing = new Set(own.keys());
  for (const { id, ver, hash: said } of theirs) {
    const held = own.get(id);
    if (held && held.ver === ver && held.hash === said) differing.delete(id);
    else differing.add(id);
  }
  return [...differing].sort();
}
