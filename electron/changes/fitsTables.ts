import { migrate } from '../db/migrate.ts';
import { connect } from '../db/openDatabase.ts';
import type { Entity, PatchValue } from './change.ts';
import { ROW_TABLES } from './project/rowTables.ts';
import { CASE_ENTRY, OF_STUDENTS } from './readRow.ts';

interface Column {
  type: 'text' | 'whole';
  isNeeded: boolean;
}

/** Tables that are filled by code of their own, with what they can't be without. */
const NEEDED: Partial<Record<Entity, readonly string[]>> = {
  photo: ['hash', 'width', 'height', 'bytes', 'fileName', 'matchedBy'],
  review: ['verdict', 'reasons', 'at', 'actor'],
};
const WHOLE_NUMBERS: Partial<Record<Entity, readonly string[]>> = {
  photo: ['width', 'height', 'bytes', 'dpi'],
  review: ['at'],
};
/** Written as empty where nothing was said. */
const OPTIONAL = new Set(['note']);

let shapes: Map<Entity, Map<string, Column>> | null = null;

/**
 * Whether the tables of a desk take such a row: nothing is missing that they need, and every value is of their kind. What
 * comes from other desks is looked at by this before it is in everybody’s log. Read once from tables that are made for it.
 */
export function fitsTables(entity: Entity, fields: Readonly<Record<string, PatchValue>>): boolean {
  shapes ??= readShapes();
  const shape = shapes.get(entity);
  for (const [field, value] of Object.entries(fields)) {
    const isWhole = shape
      ? shape.get(field)?.type === 'whole'
      : WHOLE_NUMBERS[entity]?.includes(field) === true;
    if (isWhole ? !Number.isSafeInteger(value) : typeof value !== 'string') return false;
  }
  const needed = shape
    ? [...shape].filter(([field, { isNeeded }]) => isNeeded && !OPTIONAL.has(field)).map(([field]) => field)
    : (NEEDED[entity] ?? []);
  return needed.every((field) => fields[field] !== undefined && fields[field] !== null);
}

function readShapes(): Map<Entity, Map<string, Column>> {
  const db = connect(':memory:', null);
  migrate(db, { isNew: true, backupDir: '' });
  const tables = { ...ROW_TABLES, ...OF_STUDENTS, caseEntry: CASE_ENTRY };
  const found = new Map<Entity, Map<string, Column>>();
  for (const [entity, { table, columns }] of Object.entries(tables) as [Entity, typeof CASE_ENTRY][]) {
    const info = db
      .read<{ name: string; type: string; notnull: number; dflt_value: string | null }>(
        'SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)',
      )
      .all(table);
    const shape = new Map<string, Column>();
    for (const [field, column] of Object.entries(columns)) {
      const { type, notnull, dflt_value } = info.find(({ name }) => name === column)!;
      shape.set(field, {
        type: type === 'INTEGER' ? 'whole' : 'text',
        isNeeded: notnull === 1 && dflt_value === null,
      });
    }
    if (entity in OF_STUDENTS) shape.set('student', { type: 'text', isNeeded: true });
    found.set(entity, shape);
  }
  db.raw.close();
  return found;
}
