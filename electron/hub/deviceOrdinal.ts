import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb, HubTx } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import { writeInTurn } from './writeInTurn.ts';

/** Ordinals that are left out where others may have been given that this hub does not know of: as many as there are letters. */
const LEFT_OUT = 21;

/**
 * Which of this hub’s devices one is, from 1 on, for good and for it alone: it is part of the numbers of sheets and cases
 * that the device gives, so that two desks that know nothing of each other never give the same.
 */
export async function deviceOrdinal(db: HubDb, device: string): Promise<number> {
  const known = await given(db, device);
  if (known !== null) return known;
  return writeInTurn(db, async (tx) => {
    await lockPartition(tx);
    const meanwhile = await given(tx, device);
    if (meanwhile !== null) return meanwhile;
    const ordinal = (await highest(tx)) + 1;
    await tx.updateTable('device').set({ ordinal }).where('id', '=', device).execute();
    return ordinal;
  });
}

/** To be called where a hub goes on from a copy: devices that came to the other one, or since, have ordinals as well. */
export async function leaveOutOrdinals(tx: HubTx): Promise<void> {
  await writeNote(tx, 'ordinals', (await highest(tx)) + LEFT_OUT);
}

async function given(db: HubDb | HubTx, device: string): Promise<number | null> {
  const row = await db.selectFrom('device').select('ordinal').where('id', '=', device).executeTakeFirst();
  return row?.ordinal ?? null;
}

async function highest(tx: HubTx): Promise<number> {
  const { most } = await tx
    .selectFrom('device')
    .select(({ fn }) => fn.max('ordinal').as('most'))
    .executeTakeFirstOrThrow();
  return Math.max(Number(most ?? 0), (await readNote(tx, 'ordinals')) ?? 0);
}
