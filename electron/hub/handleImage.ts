import type { Entity } from '../changes/change.ts';
import type { ImageAnswer, ImageRow } from '../sync/protocol/pulled.ts';
import type { Fields, Outcome } from '../sync/protocol/syncedMutation.ts';
import { tokenText } from '../sync/protocol/syncToken.ts';
import { findDevice } from './findDevice.ts';
import { grantOf, type HubDb, isGranted } from './hubPorts.ts';
import { readAtOnce } from './readAtOnce.ts';

export interface ImageRequest {
  device: string;
  /** Up to which of its own mutations the device knows what became of them. */
  acked: number;
}

/** All that a device may hold, in one reading. */
export async function handleImage(db: HubDb, request: ImageRequest): Promise<ImageAnswer> {
  return await readAtOnce(db, async (tx): Promise<ImageAnswer> => {
    const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
    const { device, refused } = await findDevice(tx, request.device);
    if (refused) return refused;
    const grant = grantOf(device.scope);
    const stored = await tx.selectFrom('row').selectAll().where('fields', '<>', 'null').execute();
    const rows: ImageRow[] = [];
    for (const row of stored) {
      if (!isGranted(grant, row.scope)) continue;
      const fields = JSON.parse(row.fields) as Fields;
      rows.push({ entity: row.entity as Entity, id: row.row_id, fields, ver: Number(row.ver) });
    }
    const answered = await tx
      .selectFrom('mutation')
      .select(['mid', 'sha256', 'outcome', 'seq'])
      .where('device', '=', request.device)
      .where('mid', '>', request.acked)
      .where('outcome', 'is not', null)
      .orderBy('mid')
      .execute();
    const position = { epoch: partition.epoch, seq: Number(partition.head_seq), chain: partition.head_chain };
    return {
      kind: 'image',
      seq: position.seq,
      token: tokenText(position, Buffer.from(partition.secret, 'hex')),
      grantVersion: Number(device.grant_version),
      whole: grant === '*',
      rows,
      acks: answered.map(({ mid, sha256, outcome, seq }) => ({
        ...{ mid: Number(mid), sha256, seq: Number(seq), outcome: JSON.parse(outcome!) as Outcome },
      })),
      durableSeq: Number(partition.durable_seq),
      lastMid: Number(device.last_mid),
    };
  });
}
