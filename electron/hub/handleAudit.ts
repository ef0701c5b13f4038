import type { AuditAnswer, AuditQuestion } from '../sync/protocol/auditMessages.ts';
import {
  bucketOf,
  type DigestPart,
  EMPTY_BUCKET,
  joinBuckets,
  type ListedRow,
  rowHash,
} from '../sync/protocol/rowDigest.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import { readToken } from '../sync/protocol/syncToken.ts';
import { findDevice } from './findDevice.ts';
import { type Grant, grantOf, type HubDb, type HubTx, isGranted, SCHOOL } from './hubPorts.ts';
import { positionProblem } from './positionProblem.ts';
import { readAtOnce } from './readAtOnce.ts';
import { slices } from './slices.ts';

export interface AuditRequest {
  device: string;
  token: string;
  grantVersion: number;
  question: AuditQuestion;
}

/** Rows that are looked at in one go while a bucket is listed. */
const ROWS_AT_ONCE = 5_000;

/** Whether a device has what it should have: only where its position is as good as the head of the log (sync.md §5.8). */
export async function handleAudit(db: HubDb, request: AuditRequest): Promise<AuditAnswer> {
  return await readAtOnce(db, async (tx): Promise<AuditAnswer> => {
    const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
    const { device, refused } = await findDevice(tx, request.device);
    if (refused) return refused;
    const problem = await positionProblem(tx, partition, request.token);
    if (problem === 'token') return { kind: 'refused', why: 'token' };
    // The next pull tells what is wrong with it.
    if (problem !== null || Number(device.grant_version) !== request.grantVersion) return { kind: 'moved' };
    const grant = grantOf(device.scope);
    const { seq } = readToken(request.token, Buffer.from(partition.secret, 'hex'))!;
    if (await hasMoved(tx, grant, seq)) return { kind: 'moved' };
    const { question } = request;
    if (question.kind === 'digest') return { kind: 'digest', parts: await digestOf(tx, grant) };
    if (question.kind === 'bucket')
      return { kind: 'bucket', rows: await listBucket(tx, grant, question.entity, question.bucket) };
    return { kind: 'rows', rows: await wholeRows(tx, grant, question.entity, question.ids) };
  });
}

/** Scopes of a grant; null: all. */
function scopesOf(grant: Grant): string[] | null {
  return grant === '*' ? null : [SCHOOL, ...grant];
}

/** Whether something that the device may hold was written behind its position. */
async function hasMoved(tx: HubTx, grant: Grant, seq: number): Promise<boolean> {
  const scopes = scopesOf(grant);
  let query = tx
    .selectFrom('log')
    .select('seq')
    .where('seq', '>', seq)
    .where('kind', 'in', ['up', 'leave'])
    .limit(1);
  if (scopes) query = query.where('scope', 'in', scopes);
  return (await query.executeTakeFirst()) !== undefined;
}

async function digestOf(tx: HubTx, grant: Grant): Promise<DigestPart[]> {
  const stored = await tx
    .selectFrom('digest')
    .selectAll()
    .where('rows', '>', 0)
    .orderBy('entity')
    .orderBy('bucket')
    .execute();
  const parts = new Map<string, DigestPart>();
  for (const { scope, entity, bucket, rows, sum } of stored) {
    if (!isGranted(grant, scope)) continue;
    const key = `${entity} ${bucket}`;
    const joined = joinBuckets(parts.get(key) ?? EMPTY_BUCKET, { count: Number(rows), sum });
    parts.set(key, { entity, bucket: Number(bucket), ...joined });
  }
  return [...parts.values()];
}

async function listBucket(tx: HubTx, grant: Grant, entity: string, bucket: number): Promise<ListedRow[]> {
  const listed: ListedRow[] = [];
  const scopes = scopesOf(grant);
  for (let after = ''; ; ) {
    let query = tx
      .selectFrom('row')
      .select(['row_id', 'fields', 'ver'])
      .where('entity', '=', entity)
      .where('row_id', '>', after)
      .where('fields', '<>', 'null')
      .orderBy('row_id')
      .limit(ROWS_AT_ONCE);
    if (scopes) query = query.where('scope', 'in', scopes);
    const found = await query.execute();
    for (const { row_id: id, fields, ver } of found) {
      if (bucketOf(id) !== bucket) continue;
      const row = { entity, id, ver: Number(ver), fields: JSON.parse(fields) as Fields };
      listed.push({ id, ver: row.ver, hash: rowHash(row) });
    }
    if (found.length < ROWS_AT_ONCE) return listed;
    after = found.at(-1)!.row_id;
  }
}

async function wholeRows(
  tx: HubTx,
  grant: Grant,
  entity: string,
  ids: readonly string[],
): Promise<{ id: string; ver: number; fields: Fields }[]> {
  const whole: { id: string; ver: number; fields: Fields }[] = [];
  for (const some of slices(ids)) {
    const found = await tx
      .selectFrom('row')
      .select(['row_id', 'scope', 'fields', 'ver'])
      .where('entity', '=', entity)
      .where('row_id', 'in', some)
      .where('fields', '<>', 'null')
      .execute();
    for (const { row_id: id, scope, fields, ver } of found)
      if (isGranted(grant, scope)) whole.push({ id, ver: Number(ver), fields: JSON.parse(fields) as Fields });
  }
  return whole;
}
