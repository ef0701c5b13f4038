import { readToken } from '../sync/protocol/syncToken.ts';
import type { HubDb, HubTx } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import { writeInTurn } from './writeInTurn.ts';

/** So often at most it is written that a device that has seen nothing new was there. */
const AGAIN_MS = 60_000;

/** What a device showed, and when. */
export interface Seen {
  device: string;
  token: string;
  now: number;
}

/** How far devices have the log, as their positions say that they took: what compaction has to leave for them. */
export async function noteSeen(db: HubDb, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return;
  const note = async (tx: HubTx) => {
    // Pushes that are committed together change the rows of several devices, too: without the lock they and this could
    // wait for each other in a circle.
    const partition = await lockPartition(tx);
    const secret = Buffer.from(partition.secret, 'hex');
    for (const { device, token, now } of seen) {
      const position = readToken(token, secret);
      if (position?.epoch !== partition.epoch) continue;
      await tx
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
  };
  await writeInTurn(db, note, seen.length);
}
