import type { Author } from './conflictFields.ts';
import type { HubTx } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import type { LogWriter } from './LogWriter.ts';

/** Who wrote an entry of the log; `log` and `stored`: what is not in the tables yet. Null: compaction took it. */
export async function authorOf(
  tx: HubTx,
  { log, stored }: { log: LogWriter; stored: readonly HubTables['mutation'][] },
  seq: number,
): Promise<Author | null> {
  const entry =
    log.find(seq) ??
    (await tx.selectFrom('log').select(['device', 'mid']).where('seq', '=', seq).executeTakeFirst());
  if (!entry) return null;
  const mid = Number(entry.mid);
  const own = stored.find((one) => one.device === entry.device && one.mid === mid);
  const found =
    own ??
    (await tx
      .selectFrom('mutation')
      .select(['device', 'actor', 'at'])
      .where('device', '=', entry.device)
      .where('mid', '=', mid)
      .executeTakeFirst());
  return found ? { device: found.device, actor: found.actor, at: Number(found.at) } : null;
}
