import type { ReadDb } from '../db/database.ts';

/** Whether this desk holds the whole school, or works without a hub: only from such does a hub take what is the office’s. */
export function isSchoolDesk(db: ReadDb): boolean {
  const said = db.read<{ value: string }>("SELECT value FROM sync_state WHERE key = 'whole'").get();
  return said?.value !== '0';
}
