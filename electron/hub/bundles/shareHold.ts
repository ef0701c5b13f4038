import { join } from 'node:path';
import { sql } from 'kysely';
import { AppError } from '../../../shared/domain/errors.ts';
import { takeFileLock, type WriterLock } from '../../db/writerLock.ts';
import type { HubDb } from '../hubPorts.ts';
import type { OpenHub } from '../openHub.ts';

/** The right to write into shared folders in a hub's name: every file there has one writer. */
export interface ShareHold {
  /** Errors: HUB_REFUSED (sharing): another process has it, and nothing was done; those of `work`. */
  turn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Others may have it from now on. */
  release(): void;
}

/**
 * Nothing lies on the share for it, where locks are not to be relied on. Of a hub in a folder it is a lock in that folder,
 * kept from the first turn until it is given back; on PostgreSQL, which several computers may serve, a lock in the
 * database, for each turn alone. Either is gone with the process that had it.
 */
export function shareHold(hub: OpenHub): ShareHold {
  if (hub.engine === 'postgres')
    return { turn: (work) => inDatabase(hub.db, work), release: () => undefined };
  let lock: WriterLock | null = null;
  return {
    async turn(work) {
      lock ??= lockOf(hub.dataDir);
      return work();
    },
    release() {
      lock?.release();
      lock = null;
    },
  };
}

function lockOf(dataDir: string): WriterLock {
  try {
    return takeFileLock(join(dataDir, 'share.lock'));
  } catch (error) {
    if (error instanceof AppError && error.code === 'STORE_IN_USE') throw taken();
    throw error;
  }
}

/** A transaction that does nothing but hold it: it ends with its process, and through a pooler as well. */
function inDatabase<Result>(db: HubDb, work: () => Promise<Result>): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    await sql`SET LOCAL idle_in_transaction_session_timeout = '10min'`.execute(tx);
    const { rows } = await sql<{ got: boolean }>`SELECT pg_try_advisory_xact_lock(${LOCK}) AS got`.execute(
      tx,
    );
    if (!rows[0]!.got) throw taken();
    return work();
  });
}

/** Of all locks of this kind in a hub's database. */
const LOCK = 0x78756a69;

const taken = () => new AppError('HUB_REFUSED', { case: 'sharing' });
