import type { HubDb, HubTx } from './hubPorts.ts';
import type { LogState } from './verifyLog.ts';

/** What a hub notes about itself. A note, once on a disk, keeps its name. */
export interface HubNotes {
  /** Where the database was when it was last served: see hubHome. */
  home: string;
  /** The newest verified backup: epoch ms, the last entry that it holds, and its file or `archive`. */
  backup: { at: number; seq: number; what: string };
  /** The last entry that compaction has taken the content of: whoever is behind it begins anew. */
  horizon: number;
  /** Of which erasures this hub knows (erasuresDigest). */
  erased: string;
  /** What was done last beside all answers (dailyChores): when, epoch ms, and how much went. */
  chores: {
    at: number;
    horizon: number;
    entries: number;
    mutations: number;
    files: number;
    /** Files that the hub had noted and no longer has: their devices are asked for them. */
    lostFiles: number;
  };
  /** On PostgreSQL: the key ring, as a desk's folder has it in a file. */
  ring: string;
  /** A place in PostgreSQL's WAL behind which `seq` lies, until the archive has it. */
  archiving: LogState & { at: number; lsn: string };
}

export async function readNote<Name extends keyof HubNotes>(
  db: HubDb | HubTx,
  name: Name,
): Promise<HubNotes[Name] | null> {
  const row = await db.selectFrom('hub_note').select('value').where('name', '=', name).executeTakeFirst();
  return row ? (JSON.parse(row.value) as HubNotes[Name]) : null;
}

/** `once`: what is noted already stays. */
export async function writeNote<Name extends keyof HubNotes>(
  tx: HubTx,
  name: Name,
  said: HubNotes[Name],
  often: 'once' | 'anew' = 'anew',
): Promise<void> {
  const value = JSON.stringify(said);
  await tx
    .insertInto('hub_note')
    .values({ name, value })
    .onConflict((conflict) => {
      const same = conflict.column('name');
      return often === 'once' ? same.doNothing() : same.doUpdateSet({ value });
    })
    .execute();
}
