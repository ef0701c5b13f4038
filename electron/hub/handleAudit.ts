import type { AuditAnswer, AuditQuestion } from '../sync/protocol/auditMessages.ts';
import {
  bucketOf,
  changeBucket,
  type DigestPart,
  EMPTY_BUCKET,
  joinBuckets,
  type ListedRow,
  rowHash,
  type VersionedRow,
} from '../sync/protocol/rowDigest.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import { readToken, schemaOf } from '../sync/protocol/syncToken.ts';
import { ENTITY_RULES } from '../sync/rules/entityRules.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../sync/rules/RowSchemas.ts';
import type { RowView } from '../sync/rules/RowView.ts';
import { fence } from './fence.ts';
import { findDevice } from './findDevice.ts';
import { type Grant, grantOf, type HubDb, type HubTx, isGranted, scopesOf } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import { positionProblem } from './positionProblem.ts';
import { readAtOnce } from './readAtOnce.ts';
import { slices } from './slices.ts';

export interface AuditRequest {
  device: string;
  token: string;
  grantVersion: number;
  question: AuditQuestion;
  /** The version of rows that the device speaks. Absent: the newest. */
  schema?: number | undefined;
}

/** Rows that are looked at in one go while a bucket is listed. */
const ROWS_AT_ONCE = 5_000;

/**
 * Whether a device has what it should have: only where its position is as good as the head of the log (sync.md §5.8). Of a
 * device of an earlier version what it sees of rows is looked at, and nothing else.
 */
export async function handleAudit(
  db: HubDb,
  request: AuditRequest,
  schemas: RowSchemas = ROW_SCHEMAS,
): Promise<AuditAnswer> {
  const { schema = schemas.most, question } = request;
  const view = schemas.viewOf(schema);
  const stands = (tx: HubTx) => standing(tx, { ...request, schema });
  const answer = await readAtOnce(db, async (tx) => {
    const place = await stands(tx);
    if ('kind' in place) return place;
    const { grant } = place;
    if (question.kind === 'digest')
      return { kind: 'digest' as const, parts: await digestOf(tx, grant, view), grant };
    if (question.kind === 'bucket') {
      const { entity, bucket } = question;
      return { kind: 'bucket' as const, rows: await listBucket(tx, grant, { entity, bucket, view }) };
    }
    const { entity, ids } = question;
    return { kind: 'rows' as const, rows: await wholeRows(tx, grant, { entity, ids, view }) };
  });
  if (answer.kind !== 'digest') return answer;
  const { grant, parts } = answer;
  if (view === null) return { kind: 'digest', parts };
  // Read page by page, so that nobody waits for it: good only if nothing was written meanwhile.
  const seen = await seenDigest(db, request.device, grant, view);
  const after = await readAtOnce(db, stands);
  return 'kind' in after ? after : { kind: 'digest', parts: [...parts, ...seen] };
}

/** Where the device is let look, or why it is not. */
async function standing(
  tx: HubTx,
  request: AuditRequest & { schema: number },
): Promise<{ grant: Grant } | Extract<AuditAnswer, { kind: 'moved' | 'refused' }>> {
  const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
  const { device, refused } = await findDevice(tx, request.device);
  if (refused) return refused;
  const problem = await positionProblem(tx, partition, request.token);
  if (problem === 'token') return { kind: 'refused', why: 'token' };
  // The next pull tells what is wrong with it.
  if (problem !== null || Number(device.grant_version) !== request.grantVersion) return { kind: 'moved' };
  await fence(tx, { device: device.id });
  const grant = grantOf(device.scope);
  const position = readToken(request.token, Buffer.from(partition.secret, 'hex'))!;
  const isOther = schemaOf(position) !== request.schema;
  return isOther || (await hasMoved(tx, grant, position.seq)) ? { kind: 'moved' } : { grant };
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

/** By the digests that are kept up with the rows: of entities whose rows are seen whole. */
async function digestOf(tx: HubTx, grant: Grant, view: RowView | null): Promise<DigestPart[]> {
  const stored = await tx
    .selectFrom('digest')
    .selectAll()
    .where('rows', '>', 0)
    .orderBy('entity')
    .orderBy('bucket')
    .execute();
  const parts = new Map<string, DigestPart>();
  for (const { scope, entity, bucket, rows, sum } of stored) {
    if (!isGranted(grant, scope) || view?.seesAll(entity) === false) continue;
    const key = `${entity} ${bucket}`;
    const joined = joinBuckets(parts.get(key) ?? EMPTY_BUCKET, { count: Number(rows), sum });
    parts.set(key, { entity, bucket: Number(bucket), ...joined });
  }
  return [...parts.values()];
}

/** Of entities of which something is not seen: there is no digest of what is left, so that rows are hashed. */
async function seenDigest(db: HubDb, device: string, grant: Grant, view: RowView): Promise<DigestPart[]> {
  const parts = new Map<string, DigestPart>();
  for (const entity of Object.keys(ENTITY_RULES)) {
    if (!view.knows(entity) || view.seesAll(entity)) continue;
    const page = (after: string) =>
      readAtOnce(db, async (tx) => {
        await fence(tx, { device });
        return grantedBehind(tx, grant, entity, after);
      });
    for await (const rows of pages(page)) {
      const hashes = Map.groupBy(
        rows.flatMap((row) => seenRow(view, entity, row) ?? []),
        ({ id }) => bucketOf(id),
      );
      for (const [bucket, some] of hashes) {
        const key = `${entity} ${bucket}`;
        const before = parts.get(key) ?? EMPTY_BUCKET;
        const counted = changeBucket(before, some.map(rowHash), []);
        parts.set(key, { entity, bucket, ...counted });
      }
    }
  }
  return [...parts.values()];
}

async function listBucket(
  tx: HubTx,
  grant: Grant,
  { entity, bucket, view }: { entity: string; bucket: number; view: RowView | null },
): Promise<ListedRow[]> {
  const listed: ListedRow[] = [];
  for await (const rows of pages((after) => grantedBehind(tx, grant, entity, after))) {
    for (const stored of rows) {
      if (bucketOf(stored.row_id) !== bucket) continue;
      const row = seenRow(view, entity, stored);
      if (row) listed.push({ id: row.id, ver: row.ver, hash: rowHash(row) });
    }
  }
  return listed;
}

type Stored = Pick<HubTables['row'], 'row_id' | 'fields' | 'ver'>;

/** Some thousand rows at a time, each page behind the last one. */
async function* pages(behind: (after: string) => Promise<Stored[]>): AsyncGenerator<Stored[]> {
  for (let after = ''; ; ) {
    const found = await behind(after);
    yield found;
    if (found.length < ROWS_AT_ONCE) return;
    after = found.at(-1)!.row_id;
  }
}

/** The next rows of an entity that a grant has, by their id. */
function grantedBehind(tx: HubTx, grant: Grant, entity: string, after: string): Promise<Stored[]> {
  const scopes = scopesOf(grant);
  let query = tx
    .selectFrom('row')
    .select(['row_id', 'fields', 'ver'])
    .where('entity', '=', entity)
    .where('row_id', '>', after)
    .where('fields', '<>', 'null')
    .orderBy('row_id')
    .limit(ROWS_AT_ONCE);
  if (scopes) query = query.where('scope', 'in', scopes);
  return query.execute();
}

/** Null: in this version nothing of it is seen. */
function seenRow(
  view: RowView | null,
  entity: string,
  { row_id: id, fields: text, ver }: Stored,
): VersionedRow | null {
  const whole = JSON.parse(text) as Fields;
  const fields = view ? view.row(entity, whole) : whole;
  return fields && { entity, id, ver: Number(ver), fields };
}

async function wholeRows(
  tx: HubTx,
  grant: Grant,
  { entity, ids, view }: { entity: string; ids: readonly string[]; view: RowView | null },
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
    for (const stored of found) {
      const row = isGranted(grant, stored.scope) ? seenRow(view, entity, stored) : null;
      if (row) whole.push({ id: row.id, ver: row.ver, fields: row.fields });
    }
  }
  return whole;
}
