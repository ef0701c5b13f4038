import { readToken } from '../sync/protocol/syncToken.ts';
import type { HubDb } from './hubPorts.ts';

/** So often at most it is written that a device that has seen nothing new was there. */
const AGAIN_MS = 60_000;

/** How far a device has the log, as its position says that it took: what compaction has to leave for it. */
export async function noteSeen(
  db: HubDb,
  { device, token, now }: { device: string; token: string; now: number },
): Promise<void> {
  const partition = await db.selectFrom('partition').select(['epoch', 'secret']).executeTakeFirstOrThrow();
  const position = readToken(token, Buffer.from(partition.secret, 'hex'));
  if (position?.epoch !== partition.epoch) return;
  await db
    .updateTable('device')
    .set({ seen_seq: position.seq, seen_at: now })
    .where('id', '=', device)
    .where((where) =>
      where.or([
        where('seen_seq', '<>', position.seq),
        where('seen_at', 'is', null),
        where('seen_at', '<', now - AGAIN_MS),
      ]),
    )
    .execute();
}
