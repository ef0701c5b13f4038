import type { Image, ImageAnswer, ImageRow } from '../sync/protocol/pulled.ts';
import type { Fields, Outcome } from '../sync/protocol/syncedMutation.ts';
import { readToken, schemaOf, tokenText } from '../sync/protocol/syncToken.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../sync/rules/RowSchemas.ts';
import type { RowView } from '../sync/rules/RowView.ts';
import { fence } from './fence.ts';
import { findDevice } from './findDevice.ts';
import { grantOf, type HubDb, type HubTx, scopesOf } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import { asFile, type HubImage, type HubImages } from './images/HubImages.ts';
import { rowsAtOnce } from './images/rowsAtOnce.ts';
import { positionProblem } from './positionProblem.ts';
import { readAtOnce } from './readAtOnce.ts';

export interface ImageRequest {
  device: string;
  /** Up to which of its own mutations the device knows what became of them. */
  acked: number;
  /** The position that it has; null or absent: none. */
  token?: string | null | undefined;
  /** The version of rows that it speaks. Absent: the newest. */
  schema?: number | undefined;
}

type Partition = HubTables['partition'];
type Device = HubTables['device'];
type Asking = ImageRequest & { schema: number };
type Asked = Extract<ImageAnswer, { kind: 'refused' }> | { kind: 'large'; grant: string; least: number };

/**
 * All that a device may hold: few rows in the answer, of one reading; many in a file, if the hub makes such (`images`), which
 * devices of the same grant share.
 */
export async function handleImage(
  db: HubDb,
  request: ImageRequest,
  images: HubImages | null = null,
  schemas: RowSchemas = ROW_SCHEMAS,
): Promise<ImageAnswer> {
  const { schema = schemas.most } = request;
  const asking = { ...request, schema };
  const view = schemas.viewOf(schema);
  for (;;) {
    const asked = await readAtOnce(db, (tx) => askedFor(tx, asking, { most: images?.atOnce ?? null, view }));
    if (asked.kind !== 'large') return asked;
    const image = await images!.of(asked.grant, schema, asked.least);
    if (image === null) return { kind: 'building' };
    const answer = await readAtOnce(db, (tx) => withFile(tx, asking, image));
    // The grant was another one when it was asked for.
    if (answer !== null) return answer;
  }
}

async function askedFor(
  tx: HubTx,
  request: Asking,
  { most, view }: { most: number | null; view: RowView | null },
): Promise<Asked | Extract<ImageAnswer, { kind: 'image' }>> {
  const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
  const { device, refused } = await findDevice(tx, request.device);
  if (refused) return refused;
  const { least, follows } = await positionOf(tx, partition, request);
  await fence(tx, { device: device.id });
  if (most !== null && (await countOf(tx, device.scope)) > most)
    return { kind: 'large', grant: device.scope, least };
  const rows: ImageRow[] = (await rowsAtOnce(tx, grantOf(device.scope), view)).map(
    ({ entity, id, ver, fields }) => ({ entity, id, ver, fields: JSON.parse(fields) as Fields }),
  );
  const position = { seq: Number(partition.head_seq), chain: partition.head_chain };
  return {
    kind: 'image',
    ...(await imageAt(tx, { partition, device, request, position, follows })),
    rows,
    file: null,
  };
}

/** Null: the device has another grant than the image by now. */
async function withFile(tx: HubTx, request: Asking, image: HubImage): Promise<ImageAnswer | null> {
  const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
  const { device, refused } = await findDevice(tx, request.device);
  if (refused) return refused;
  const { least, follows } = await positionOf(tx, partition, request);
  if (device.scope !== image.grant || image.seq < least) return null;
  const said = await imageAt(tx, { partition, device, request, position: image, follows });
  return { kind: 'image', ...said, rows: [], file: asFile(image) };
}

/**
 * How far the device has this log, 0: nothing, or another. `follows`: a row that it has in the hub’s version is the same; not
 * if it was told it in another version of rows.
 */
async function positionOf(
  tx: HubTx,
  partition: Partition,
  { token, schema }: Asking,
): Promise<{ least: number; follows: boolean }> {
  if (!token || (await positionProblem(tx, partition, token)) !== null) return { least: 0, follows: false };
  const position = readToken(token, Buffer.from(partition.secret, 'hex'))!;
  return { least: position.seq, follows: schemaOf(position) === schema };
}

/** By the digests that are kept up with the rows: counting a million would take long. */
async function countOf(tx: HubTx, stored: string): Promise<number> {
  const scopes = scopesOf(grantOf(stored));
  let counted = tx.selectFrom('digest').select(({ fn }) => fn.sum<number>('rows').as('rows'));
  if (scopes !== null) counted = counted.where('scope', 'in', scopes);
  const { rows } = await counted.executeTakeFirstOrThrow();
  return Number(rows ?? 0);
}

/** What goes with the rows: what became of the device’s own work up to there, and the position to pull from. */
async function imageAt(
  tx: HubTx,
  {
    partition,
    device,
    request,
    position: { seq, chain },
    follows,
  }: {
    partition: Partition;
    device: Device;
    request: Asking;
    position: { seq: number; chain: string };
    /** What the device has is a beginning of this log, told in the same version. */
    follows: boolean;
  },
): Promise<Omit<Image, 'rows' | 'file'>> {
  const answered = await tx
    .selectFrom('mutation')
    .select(['mid', 'sha256', 'outcome', 'seq'])
    .where('device', '=', request.device)
    .where('mid', '>', request.acked)
    .where('outcome', 'is not', null)
    .where('seq', '<=', seq)
    .orderBy('mid')
    .execute();
  const { epoch, instance } = partition;
  const position = { epoch, instance, seq, chain, schema: request.schema };
  return {
    seq,
    token: tokenText(position, Buffer.from(partition.secret, 'hex')),
    grantVersion: Number(device.grant_version),
    whole: grantOf(device.scope) === '*',
    follows,
    acks: answered.map(({ mid, sha256, outcome, seq: ackSeq }) => ({
      ...{ mid: Number(mid), sha256, seq: Number(ackSeq), outcome: JSON.parse(outcome!) as Outcome },
    })),
    durableSeq: Number(partition.durable_seq),
    lastMid: Number(device.last_mid),
  };
}
