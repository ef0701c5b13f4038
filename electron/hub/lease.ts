import { DEFAULT_LEASE_DAYS } from '../sync/protocol/lease.ts';
import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import { writeInTurn } from './writeInTurn.ts';

/** For how many days desks may be away from this hub before they show nothing; 0: for ever. */
export async function leaseDaysOf(db: HubDb): Promise<number> {
  return (await readNote(db, 'leaseDays')) ?? DEFAULT_LEASE_DAYS;
}

/** Holds for a desk from the next time it greets the hub. */
export async function setLeaseDays(db: HubDb, days: number): Promise<void> {
  await writeInTurn(db, async (tx) => {
    await lockPartition(tx);
    await writeNote(tx, 'leaseDays', days);
  });
}
