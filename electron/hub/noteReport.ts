import type { DeskReport } from '../sync/protocol/deskReport.ts';
import type { HubDb, HubPorts } from './hubPorts.ts';

/** Keeps what a device last said of itself. No lock of the partition: nobody else writes its row but for its grant. */
export async function noteReport(
  db: HubDb,
  ports: Pick<HubPorts, 'now'>,
  device: string,
  report: DeskReport,
): Promise<void> {
  const { waiting, oldestAt, ...rest } = report;
  await db
    .updateTable('device')
    .set({
      ...{ outbox_depth: waiting, outbox_oldest_at: oldestAt },
      report: JSON.stringify({ at: ports.now(), ...rest }),
    })
    .where('id', '=', device)
    .execute();
}
