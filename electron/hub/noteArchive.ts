import { sql } from 'kysely';
import { AppError } from '../../shared/domain/errors.ts';
import { noteBackup } from './backupHub.ts';
import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb } from './hubPorts.ts';

export interface ArchiveStanding {
  /** The last entry that the archive is known to hold now; null: none more than before. */
  archived: number | null;
  /** The last entry that it is to be asked for next time. */
  waiting: number;
}

/**
 * For a PostgreSQL hub whose server archives its WAL: every call notes where in the WAL the log's end is, and once the
 * archiver has passed a place that was noted before, what lies behind that place counts as backed up (sync.md §5.8). A
 * server fills a WAL file before it archives it; `archive_timeout` says how long it waits at most. Errors: HUB_REFUSED
 * (archive: the server archives nothing).
 */
export async function noteArchive(db: HubDb, at: number): Promise<ArchiveStanding> {
  const { rows } = await sql<{ mode: string; last: string | null }>`
    SELECT current_setting('archive_mode') AS mode, last_archived_wal AS last FROM pg_stat_archiver`.execute(
    db,
  );
  const { mode, last } = rows[0]!;
  if (mode === 'off') throw new AppError('HUB_REFUSED', { case: 'archive' });
  const noted = await readNote(db, 'archiving');
  const archived = noted !== null && last !== null && (await isArchived(db, noted.lsn, last)) ? noted : null;
  if (archived) await noteBackup(db, archived, { at, what: 'archive' });
  if (noted === null || archived) {
    // Of an end of the log that is committed already the WAL lies before the place that is read after it.
    const waiting = await db.transaction().execute(async (tx) => {
      const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
      const [now] = (await sql<{ lsn: string }>`SELECT pg_current_wal_lsn()::text AS lsn`.execute(tx)).rows;
      const { hub, epoch, head_seq: seq, head_chain: chain } = partition;
      await writeNote(tx, 'archiving', { at, hub, epoch, seq, chain, lsn: now!.lsn });
      return seq;
    });
    return { archived: archived?.seq ?? null, waiting };
  }
  return { archived: null, waiting: noted.seq };
}

/** Whether the WAL file that a place lies in has been archived, on the timeline that is in use. */
async function isArchived(db: HubDb, lsn: string, last: string): Promise<boolean> {
  const { rows } = await sql<{ file: string }>`SELECT pg_walfile_name(${lsn}::pg_lsn) AS file`.execute(db);
  // 24 hex digits: timeline, then place; backup labels and the like are longer.
  return last.slice(8, 24) >= rows[0]!.file.slice(8, 24);
}
