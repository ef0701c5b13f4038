import type { ReadDb } from '../../db/database.ts';
import { giveWay } from '../../db/giveWay.ts';
import type { Running } from '../writeBatch.ts';

/** Runs of digits and letters that can be a number of a student, or an id. */
const TOKEN = /[0-9A-Za-z-]{6,64}/g;
const BREATHE_EVERY = 1_000;

/**
 * How many texts of the store still hold one of these keys: every text of every table is read. A number that another
 * student has too is theirs, and not counted.
 */
export async function stillFound(
  db: ReadDb,
  keys: Set<string>,
  { signal, onProgress }: Running,
): Promise<number> {
  await withoutLiving(db, keys, signal);
  const tables = db
    .read<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('image_part') ORDER BY name",
    )
    .all();
  let found = 0;
  let read = 0;
  for (const { name } of tables) {
    const columns = db
      .read<{ name: string }>(`SELECT name FROM pragma_table_info('${name}') WHERE type = 'TEXT'`)
      .all()
      .map((column) => `"${column.name}"`);
    if (columns.length === 0) continue;
    const rows = db.read(`SELECT ${columns.join(', ')} FROM ${name}`).rawIterate();
    for (const row of rows) {
      for (const text of row) if (typeof text === 'string' && holds(text, keys)) found += 1;
      if (++read % BREATHE_EVERY === 0) {
        onProgress({ stage: 'check', done: read, total: null });
        await giveWay(signal);
      }
    }
  }
  return found;
}

function holds(text: string, keys: ReadonlySet<string>): boolean {
  for (const [token] of text.matchAll(TOKEN)) if (keys.has(token.toUpperCase())) return true;
  return false;
}

async function withoutLiving(db: ReadDb, keys: Set<string>, signal: AbortSignal): Promise<void> {
  const living = db.read(
    'SELECT 1 FROM student WHERE exam_no = ? OR student_no = ? OR id_number = ? LIMIT 1',
  );
  const other = db.read('SELECT 1 FROM other_key WHERE value = ? LIMIT 1');
  let asked = 0;
  for (const key of [...keys]) {
    if (++asked % BREATHE_EVERY === 0) await giveWay(signal);
    if (living.get(key, key, key) !== undefined || other.get(key) !== undefined) keys.delete(key);
  }
}
