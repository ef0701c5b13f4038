import { type Entity, ID_SEPARATOR, NAMED_AFTER_STUDENT, splitId } from '../../changes/change.ts';
import { readRow } from '../../changes/readRow.ts';
import type { WriteDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { noteLeft } from './leftRows.ts';
import { stateOf } from './syncState.ts';
import { type Shown, writeShown } from './writeShown.ts';

interface RowKey {
  entity: Entity;
  id: string;
}

/**
 * Whoever was another is themselves again, and not here: what was said of them while they were the other one, who stays,
 * is to leave the disk. To be called before it is written. The rows that stay, of which only some fields were theirs: to
 * be made anew, so that what the log says of them before can go (`remakeRows`). To a desk of the whole school nobody is lost.
 */
export function noteParted(db: WriteDb, shown: readonly Shown[]): RowKey[] {
  const stay: RowKey[] = [];
  for (const { entity, id, from, to } of shown) {
    if (entity !== 'alias' || from === null || to !== null || isBack(db, id, shown)) continue;
    const kept = String(from.into);
    noteLeft(db, 'alias', id);
    for (const row of shown) {
      if (!NAMED_AFTER_STUDENT.has(row.entity) || row.from === null || splitId(row.id)[0] !== kept) continue;
      noteLeft(db, row.entity, row.id);
      if (row.to !== null) stay.push({ entity: row.entity, id: row.id });
    }
  }
  return stay;
}

/** The same where an image tells it, in which nothing says what was changed: corrections are what the two may share. */
export function notePartedByImage(db: WriteDb, aliases: readonly Shown[]): RowKey[] {
  const shared = aliases.flatMap(({ from, to }): Shown[] => {
    const id = from === null || to !== null ? null : `${String(from.into)}${ID_SEPARATOR}staff`;
    const fields = id === null ? null : readRow(db, 'record', id);
    return id === null || fields === null ? [] : [{ entity: 'record', id, from: fields, to: fields }];
  });
  return noteParted(db, [...aliases, ...shared]);
}

function isBack(db: WriteDb, student: string, shown: readonly Shown[]): boolean {
  if (studentNumberOf(db, student) !== null) return true;
  return shown.some((row) => row.entity === 'record' && row.to !== null && splitId(row.id)[0] === student);
}

/** Takes rows away and makes them again as they are, which the log tells as two things. */
export function remakeRows(db: WriteDb, rows: readonly RowKey[], at: number): void {
  const device = stateOf(db, 'device')!;
  const entry = { name: 'sync.reset', args: '{}', device, actor: '', at, batch: null };
  const there = rows.flatMap((row) => {
    const fields = readRow(db, row.entity, row.id);
    return fields === null ? [] : [{ ...row, fields }];
  });
  for (const { fields, ...row } of there) writeShown(db, entry, [{ ...row, from: fields, to: null }]);
  for (const { fields, ...row } of there) writeShown(db, entry, [{ ...row, from: null, to: fields }]);
}
