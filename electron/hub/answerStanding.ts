import type { z } from 'zod';
import type { answers } from '../sync/protocol/messages.ts';
import { deviceOrdinal } from './deviceOrdinal.ts';
import { readNote } from './hubNotes.ts';
import type { HubDb } from './hubPorts.ts';
import { noteTwin } from './instances.ts';
import { leaseDaysOf } from './lease.ts';

/** So many devices are named at most, those that were there last. */
const NAMED = 1000;

/** What desks are told of how their hub stands. `saw`: another hub that lives, as the device has found. */
export async function answerStanding(
  db: HubDb,
  { device, saw }: { device: string; saw: string | null },
): Promise<z.output<(typeof answers)['standing']>> {
  if (saw !== null) await noteTwin(db, device, saw);
  const backup = await readNote(db, 'backup');
  return {
    backupAt: backup?.at ?? null,
    twoHubs: ((await readNote(db, 'twin')) ?? null) !== null,
    leaseDays: await leaseDaysOf(db),
    ordinal: await deviceOrdinal(db, device),
    devices: await db
      .selectFrom('device')
      .select(['id', 'name'])
      .where('state', '<>', 'enrolling')
      .orderBy('seen_at', 'desc')
      .orderBy('id')
      .limit(NAMED)
      .execute(),
  };
}
