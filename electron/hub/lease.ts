import { DEFAULT_LEASE_DAYS } from '../sync/protocol/lease.ts';
import type { ActBy } from './hubAct.ts';
import { noteAct } from './hubActs.ts';
import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb, HubTx } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import { writeInTurn } from './writeInTurn.ts';

/** For how many days desks may be away from this hub before they show nothing; 0: for ever. */
export async function leaseDaysOf(db: HubDb | HubTx): Promise<number> {
  return (await readNote(db, 'leaseDays')) ?? DEFAULT_LEASE_DAYS;
}

/** Holds for a desk from the next time it greets the hub. Answers with the days of before; the same again changes nothing. */
export async function setLeaseDays(db: HubDb, days: number, act: ActBy): Promise<number> {
  return writeInTurn(db, async (tx) => {
    await lockPartition(tx);
    const before = await leaseDaysOf(tx);
    if (before === days) return before;
    await writeNote(tx, 'leaseDays', days);
    await noteAct(tx, { ...act, what: 'lease', before, days });
    return before;
  });
}
