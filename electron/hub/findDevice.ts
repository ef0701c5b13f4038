import type { HubDb, HubTx } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import { keptStatement } from './keptStatement.ts';

type Device = HubTables['device'];
type Found =
  | { device: Device; refused: null }
  /** Only devices that were let in are answered, and as long as they are. */
  | { device: null; refused: { kind: 'refused'; why: 'unknown-device' | 'revoked' } };

export const deviceById = keptStatement((db, id: string) =>
  db.selectFrom('device').selectAll().where('id', '=', id),
);

/** The device that asks, or why it is not answered. */
export async function findDevice(tx: HubDb | HubTx, id: string): Promise<Found> {
  const device = await deviceById(tx, id);
  if (device?.state === 'active') return { device, refused: null };
  const why = device?.state === 'revoked' ? 'revoked' : 'unknown-device';
  return { device: null, refused: { kind: 'refused', why } };
}
