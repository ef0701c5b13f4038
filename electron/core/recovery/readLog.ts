import type { ReadDb, SqlValue } from '../../db/database.ts';
import { readDamaged, tryReading } from '../../db/readDamaged.ts';
import { heed } from '../heed.ts';

export const CHANGE_COLUMNS = [
  'seq',
  'mutation',
  'entity',
  'entity_id',
  'student_n',
  'kind',
  'patch',
] as const;
export const MUTATION_COLUMNS = ['mid', 'name', 'args', 'device', 'actor', 'at', 'batch', 'schema'] as const;

/** A log as far as it can be read: entries by `seq`, what they are part of by `mid`. */
export interface ReadableLog {
  changes: Map<number, SqlValue[]>;
  mutations: Map<number, SqlValue[]>;
  /** The newest entry that is known to be, or to have been, there. */
  newest: number;
}

/** A change needs at most so many bytes' worth of guesses when even the number of the newest can't be read. */
const MOST_ENTRIES = 2 ** 40;

export function readLog(db: ReadDb, signal: AbortSignal): ReadableLog {
  const changes = readTable(db, 'change', CHANGE_COLUMNS, signal);
  const mutations = readTable(db, 'mutation', MUTATION_COLUMNS, signal);
  return { changes: changes.rows, mutations: mutations.rows, newest: changes.newest };
}

function readTable(
  db: ReadDb,
  table: string,
  columns: readonly string[],
  signal: AbortSignal,
): { rows: Map<number, SqlValue[]>; newest: number } {
  const most = newestOf(db, table) ?? MOST_ENTRIES;
  const { rows, holes } = readDamaged(db, { table, columns, most, heed: () => heed(signal) });
  const byId = new Map(rows.map((row) => [Number(row[0]), row]));
  const newestRead = rows.length === 0 ? 0 : Number(rows.at(-1)![0]);
  // A hole without a known end says nothing of how much was in it.
  const inHoles = holes.filter(([, to]) => to < MOST_ENTRIES).map(([, to]) => to);
  return { rows: byId, newest: Math.max(newestRead, most < MOST_ENTRIES ? most : 0, ...inHoles) };
}

/** Null: it can't be read. */
function newestOf(db: ReadDb, table: string): number | null {
  let newest: number | null = null;
  tryReading(() => {
    newest =
      db.read<{ newest: number | null }>(`SELECT max(rowid) AS newest FROM ${table}`).get()!.newest ?? 0;
  });
  return newest;
}
