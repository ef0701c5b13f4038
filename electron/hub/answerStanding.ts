import type { z } from 'zod';
import type { answers } from '../sync/protocol/messages.ts';
import { readNote } from './hubNotes.ts';
import type { HubDb } from './hubPorts.ts';

/** What desks are told of how their hub stands. */
export async function answerStanding(db: HubDb): Promise<z.output<(typeof answers)['standing']>> {
  const backup = await readNote(db, 'backup');
  return { backupAt: backup?.at ?? null, twoHubs: false };
}
