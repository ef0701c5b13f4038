import type { WriteDb } from '../../db/database.ts';
import { withoutIds } from './blankLog.ts';
import type { Concerned } from './concerned.ts';

/** Tables of which every row is about the student whose number it has. */
const BY_NUMBER = [
  ...['source_record', 'other_key', 'photo', 'photo_review', 'verification', 'event', 'chase_contact'],
  'case_file',
];

/** Takes the rows about these students out of all tables, as a replay of the blanked log would leave them. */
export function eraseRows(db: WriteDb, concerned: Concerned): void {
  const { numbers, ids, events, steps, questions, mails, addresses, conflicts } = concerned;
  const remove = (sql: string, keys: Iterable<string | number>) => {
    const statement = db.write(`DELETE FROM ${sql} = ?`);
    for (const key of keys) statement.run(key);
  };
  remove('case_entry WHERE id', steps);
  remove('counter_visit WHERE event', events);
  for (const table of BY_NUMBER) remove(`${table} WHERE student_n`, numbers);
  remove('student_alias WHERE id', ids);
  remove('conflict WHERE id', conflicts);
  remove('decision WHERE subject', ids);
  remove('sheet_question WHERE id', questions);
  remove('mail_return WHERE mail', mails);
  remove('mail_return WHERE address', addresses);
  remove('mail WHERE id', mails);
  remove('student WHERE n', numbers);
  withoutThem(db, 'sheet_rows', ['students'], ids);
  withoutThem(db, 'signed_sheet', ['about', 'request', 'group_values', 'students', 'marks'], ids);
  for (const table of ['event', 'chase_contact', 'case_entry']) closeGaps(db, table);
  // Made of the tables, and kept for speed alone.
  db.write('DELETE FROM image_part').run();
}

function withoutThem(db: WriteDb, table: string, columns: readonly string[], ids: ReadonlySet<string>): void {
  const rows = db.read<Record<string, string>>(`SELECT number, ${columns.join(', ')} FROM ${table}`).all();
  for (const row of rows) {
    const after = columns.map((column) => withoutIds(row[column]!, ids));
    if (columns.every((column, at) => row[column] === after[at])) continue;
    db.write(
      `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE number = ?`,
    ).run(...after, row.number!);
  }
}

/** These are numbered in the order of the log, without gaps: as a replay numbers them. */
function closeGaps(db: WriteDb, table: string): void {
  const move = db.write(`UPDATE ${table} SET n = ? WHERE n = ?`);
  const points = db.write(
    'UPDATE verification SET event_n = ? WHERE event_n = ? AND (campaign_id, student_n) = (SELECT campaign_id, student_n FROM event WHERE n = ?)',
  );
  let next = 1;
  for (const { n } of db.read<{ n: number }>(`SELECT n FROM ${table} ORDER BY n`).all()) {
    if (n !== next) {
      move.run(next, n);
      if (table === 'event') points.run(next, n, next);
    }
    next++;
  }
}
