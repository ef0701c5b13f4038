import { AppError } from '../../shared/domain/errors.ts';
import { damagedOr } from './damagedOr.ts';
import type { ReadDb, SqlValue } from './database.ts';

/** Rows between two looks at whether the work is to stop. */
const HEED_EVERY = 512;

/** Rows, and the spans of rowids of which nobody knows whether there was a row. */
export interface DamagedTable {
  rows: SqlValue[][];
  /** Spans that could not be read, both ends included. */
  holes: [number, number][];
}

/**
 * Reads what can be read of a table of which pages are damaged, by its rowids: what fails is halved until single rows
 * are left. `columns` begin with the rowid. `most`: no rowid above this is looked for. `heed` is called now and then, and
 * may throw.
 */
export function readDamaged(
  db: ReadDb,
  {
    table,
    columns,
    most,
    heed = () => undefined,
  }: { table: string; columns: readonly string[]; most: number; heed?: () => void },
): DamagedTable {
  const read: DamagedTable = { rows: [], holes: [] };
  const statement = db.read(
    `SELECT ${columns.join(', ')} FROM ${table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid`,
  );
  const spans: [number, number][] = [[1, most]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    if (from > to) continue;
    heed();
    let last = from - 1;
    const rows: SqlValue[][] = [];
    const isWhole = tryReading(() => {
      for (const row of statement.rawIterate(from, to)) {
        if (rows.push(row) % HEED_EVERY === 0) heed();
        last = Number(row[0]);
      }
    });
    // What came before the damage is good; it is not read again.
    for (const row of rows) read.rows.push(row);
    if (isWhole) continue;
    const next = last + 1;
    if (next >= to || (to - next > FAR && !isAnyNear(db, table, next, to))) {
      addHole(read.holes, next, to);
      continue;
    }
    const middle = next + Math.floor((to - next) / 2);
    spans.push([middle + 1, to], [next, middle]);
  }
  return read;
}

/** Further than this a span is not halved to its last row before somebody has looked whether there is anything in it. */
const FAR = 2 ** 16;

/**
 * Whether the table can be read anywhere behind a row, at distances that double. Where its end is damaged, every rowid up to
 * the greatest that could be leads to the damaged page: halving that would never end.
 */
function isAnyNear(db: ReadDb, table: string, from: number, to: number): boolean {
  const probe = db.read(`SELECT rowid FROM ${table} NOT INDEXED WHERE rowid = ?`);
  for (let distance = 1; from + distance <= to; distance *= 2)
    if (tryReading(() => probe.get(from + distance))) return true;
  return false;
}

/** Whether it was read to its end. Errors other than of damage are thrown. */
export function tryReading(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

export function isDamage(error: unknown): boolean {
  const known = damagedOr(error);
  return known instanceof AppError && (known.code === 'STORE_DAMAGED' || known.code === 'STORE_DISK');
}

function addHole(holes: [number, number][], from: number, to: number): void {
  const before = holes.at(-1);
  if (before && before[1] + 1 >= from) before[1] = Math.max(before[1], to);
  else holes.push([from, to]);
}
