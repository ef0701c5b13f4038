import type { WriteDb } from '../../db/database.ts';
import { setState, stateOf } from '../../sync/client/syncState.ts';
import { noteComputers } from './computerNames.ts';
import type { HubStanding } from './HubDoor.ts';

/** Keeps what a hub said when it was greeted, for as long as it can’t be asked. `saw`: the instance of another one that refused this desk. */
export function noteGreeting(
  db: WriteDb,
  { saw, instance, standing }: { saw: string | null; instance: string; standing: HubStanding | null },
): void {
  if (saw && saw !== instance) setState(db, 'sawHub', '');
  if (standing) setState(db, 'leaseDays', String(standing.leaseDays ?? 0));
  if (standing?.devices) noteComputers(db, standing.devices);
  const ordinal = standing?.ordinal === undefined ? null : String(standing.ordinal);
  if (ordinal !== null && ordinal !== stateOf(db, 'ordinal')) setState(db, 'ordinal', ordinal);
}
