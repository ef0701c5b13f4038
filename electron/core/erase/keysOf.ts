import type { ReadDb } from '../../db/database.ts';
import { giveWay } from '../../db/giveWay.ts';
import { numbersOfStudent } from '../../db/tables/studentAliases.ts';

/** Shorter ones can't be told from other numbers. */
const LEAST_LENGTH = 6;
const BREATHE_EVERY = 500;

/** What these students are known by everywhere: every 考生号, 学号 and identity number that any source gave, and their ids. Errors: CANCELLED. */
export async function keysOf(
  db: ReadDb,
  numbers: readonly number[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const keys = new Set<string>();
  const add = (value: unknown) => {
    if (typeof value === 'string' && value.length >= LEAST_LENGTH) keys.add(value.toUpperCase());
  };
  const own = db.read<Record<string, string | null>>(
    'SELECT id, exam_no, student_no, id_number FROM student WHERE n = ?',
  );
  const others = db.read<{ value: string }>('SELECT value FROM other_key WHERE student_n = ?');
  for (const [done, n] of numbers.entries()) {
    if (done % BREATHE_EVERY === 0) await giveWay(signal);
    const student = own.get(n);
    if (student === undefined) continue;
    for (const value of Object.values(student)) add(value);
    for (const of of numbersOfStudent(db, student.id!, n)) for (const { value } of others.all(of)) add(value);
  }
  return keys;
}
