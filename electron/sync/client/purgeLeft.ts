import { createHash } from 'node:crypto';
import { type Purged, purgeRows } from '../../changes/erase/purgeRows.ts';
import type { WriteDb } from '../../db/database.ts';
import type { PurgeReceipt } from '../protocol/purgeReceipt.ts';
import { remakeStranded } from './remakeStranded.ts';
import { setState, stateOf } from './syncState.ts';

/**
 * Takes what this desk may no longer hold off its disk: out of the log, then the files, then what was overwritten in the
 * write-ahead log and in free pages. Goes on where it was broken off. The receipt for the hub, once nothing is left of a
 * grant that was changed (`at`: epoch ms); null: nothing is owed, or something still waits for what was done here to be settled.
 */
export async function purgeLeft(
  db: WriteDb,
  {
    removeFile,
    purgeMany = async () => purgeRounds(db, at),
    purged,
  }: {
    removeFile(sha256: string): Promise<unknown>;
    purgeMany?: ((at: number) => Promise<Purged>) | undefined;
    purged?: (() => void) | undefined;
  },
  at: number,
): Promise<PurgeReceipt | null> {
  const { many } = db
    .read<{ many: number }>('SELECT count(*) AS many FROM (SELECT 1 FROM purge_row LIMIT ?)')
    .get(MANY)!;
  const now = many < MANY ? purgeRounds(db, at) : await purgeMany(at);
  if (now.rows > 0) purged?.();
  for (const { sha256 } of db.read<{ sha256: string }>('SELECT sha256 FROM purge_file').all()) {
    await removeFile(sha256);
    db.write('DELETE FROM purge_file WHERE sha256 = ?').run(sha256);
  }
  const owed = stateOf(db, 'purgeOwed');
  const counts = countsOf(db);
  if (counts.rows === 0 && owed === null) return null;
  if (stateOf(db, 'overwritten') === null) {
    // What was freed by earlier versions of this program was not overwritten.
    db.raw.exec('VACUUM');
    setState(db, 'overwritten', '1');
  }
  const [left] = db.raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  const waits = db.read('SELECT 1 FROM purge_row LIMIT 1').get() !== undefined;
  // Whoever went by another way than by a grant is in no receipt.
  if (owed === null) forgetCounts(db);
  if (owed === null || waits || left?.busy === 1) return null;
  return { grantVersion: Number(owed), counts, digest: digestOfHeld(db) };
}

/** From so many rows on they are taken out beside the thread that answers people. */
const MANY = 200;

/** Takes out of the log what left, some thousand rows a transaction, but for files. `heed` may throw between two of them. */
export function purgeRounds(db: WriteDb, at: number, heed: (rows: number) => void = () => undefined): Purged {
  let counts = NOTHING;
  for (;;) {
    const done = oneRound(db, at);
    counts = added(counts, done);
    if (done.rows === 0) return counts;
    heed(counts.rows);
  }
}

/** The hub knows it. */
export function purgeTold(db: WriteDb, { grantVersion }: PurgeReceipt): void {
  db.transaction(() => {
    if (stateOf(db, 'purgeOwed') !== String(grantVersion)) return;
    db.write("DELETE FROM sync_state WHERE key = 'purgeOwed'").run();
    forgetCounts(db);
  });
}

const NOTHING: Purged = { rows: 0, students: 0, entries: 0, files: 0 };

/** What was taken out since the hub was last told of it: also where its answer was lost, or the program ended before. */
function countsOf(db: WriteDb): Purged {
  const counts = stateOf(db, 'purgeCounts');
  return counts === null ? NOTHING : (JSON.parse(counts) as Purged);
}

function forgetCounts(db: WriteDb): void {
  db.write("DELETE FROM sync_state WHERE key = 'purgeCounts'").run();
}

function added(one: Purged, other: Purged): Purged {
  const sum = (key: keyof Purged) => one[key] + other[key];
  return { rows: sum('rows'), students: sum('students'), entries: sum('entries'), files: sum('files') };
}

function oneRound(db: WriteDb, at: number): Purged {
  if (db.read('SELECT 1 FROM purge_row LIMIT 1').get() === undefined) return NOTHING;
  return db.transaction(() => {
    remakeStranded(db, at);
    const steps = purgeRows(db);
    for (;;) {
      const step = steps.next();
      if (!step.done) continue;
      setState(db, 'purgeCounts', JSON.stringify(added(countsOf(db), step.value)));
      return step.value;
    }
  });
}

function digestOfHeld(db: WriteDb): string {
  const digest = createHash('sha256');
  const rows = db.read<{ entity: string; id: string; ver: number }>(
    'SELECT entity, entity_id AS id, ver FROM sync_row ORDER BY entity, entity_id',
  );
  for (const { entity, id, ver } of rows.iterate()) digest.update(`${entity}\n${id}\n${ver}\n`);
  return digest.digest('hex');
}
