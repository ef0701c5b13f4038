import type { ReadDb } from '../database.ts';

/** Ids of students on one sheet as one text, in their order: ids hold no spaces. */
export function sheetStudentsText(ids: readonly string[]): string {
  return ids.join(' ');
}

/**
 * Ids of the students who were printed on a sheet, in that order, whatever became of them since: some may have been
 * joined to others (presentId) or taken back with their import. Null for sheets of before this was kept.
 */
export function studentsOfSheet(db: ReadDb, number: string): string[] | null {
  const row = db.read<{ students: string }>('SELECT students FROM sheet_rows WHERE number = ?').get(number);
  return row ? row.students.split(' ') : null;
}
