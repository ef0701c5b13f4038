import {
  type BucketDigest,
  bucketOf,
  changeBucket,
  EMPTY_BUCKET,
  rowHash,
} from '../sync/protocol/rowDigest.ts';
import type { HubTx } from './hubPorts.ts';
import type { HubRow } from './hubRow.ts';
import { readByKeys, writeRows } from './rowSets.ts';

interface Change {
  scope: string;
  entity: string;
  bucket: number;
  added: string[];
  removed: string[];
}

/**
 * What the digests of scopes become by rows that were written, in the transaction that writes them. Whoever calls holds
 * the partition, so nobody else counts at the same time.
 */
export async function noteDigests(
  tx: HubTx,
  written: readonly { before: HubRow | null; after: HubRow }[],
): Promise<void> {
  const changes = new Map<string, Change>();
  const changeOf = ({ scope, entity, id }: HubRow): Change => {
    const bucket = bucketOf(id);
    const key = JSON.stringify([scope, entity, bucket]);
    const change = changes.get(key) ?? { scope, entity, bucket, added: [], removed: [] };
    changes.set(key, change);
    return change;
  };
  for (const { before, after } of written) {
    if (before?.fields) changeOf(before).removed.push(rowHash({ ...before, fields: before.fields }));
    if (after.fields) changeOf(after).added.push(rowHash({ ...after, fields: after.fields }));
  }
  await count(tx, [...changes.values()]);
}

async function count(tx: HubTx, changes: readonly Change[]): Promise<void> {
  const known = new Map<string, BucketDigest>();
  for (const { scope, entity, bucket, rows, sum } of await readByKeys(tx, 'digest', KEY, changes))
    known.set(JSON.stringify([scope, entity, Number(bucket)]), { count: Number(rows), sum });
  const counted = changes.map(({ scope, entity, bucket, added, removed }) => {
    const before = known.get(JSON.stringify([scope, entity, bucket])) ?? EMPTY_BUCKET;
    const { count: rows, sum } = changeBucket(before, added, removed);
    return { scope, entity, bucket, rows, sum };
  });
  await writeRows(tx, 'digest', counted, { key: KEY, update: ['rows', 'sum'] });
}

const KEY = ['scope', 'entity', 'bucket'] as const;
