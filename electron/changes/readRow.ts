import type { Source } from '../../shared/domain/studentFields.ts';
import type { ReadDb, SqlValue } from '../db/database.ts';
import { sourceRecord, studentNumberOf } from '../db/tables/studentTable.ts';
import {
  type Effect,
  type Entity,
  leftBy,
  NAMED_AFTER_STUDENT,
  type PatchValue,
  parseEffect,
  splitId,
} from './change.ts';
import { reviewValues } from './mutations/reviewPhotos.ts';
import { photoValues } from './mutations/setPhotos.ts';
import { CASE_COLUMNS, ROW_TABLES, type RowTable } from './project/rowTables.ts';

type Row = Record<string, PatchValue>;

/** Said of a student, kept by number: its table, its fields, and under which field the student is named. */
export const OF_STUDENTS: Partial<Record<Entity, RowTable>> = {
  event: {
    table: 'event',
    key: ['id'],
    columns: {
      campaign: 'campaign_id',
      source: 'source',
      verdict: 'verdict',
      saidAt: 'said_at',
      recordedAt: 'recorded_at',
      note: 'note',
      batch: 'batch',
      fieldsHash: 'fields_hash',
      photoHash: 'photo_hash',
      voidedBy: 'voided_by',
    },
  },
  chaseContact: {
    table: 'chase_contact',
    key: ['id'],
    columns: {
      campaign: 'campaign_id',
      at: 'at',
      whom: 'whom',
      way: 'way',
      outcome: 'outcome',
      promise: 'promise',
      note: 'note',
      actor: 'actor',
      batch: 'batch',
      voidedBy: 'voided_by',
    },
  },
  case: {
    table: 'case_file',
    key: ['id'],
    columns: CASE_COLUMNS,
  },
};

export const CASE_ENTRY: RowTable = {
  table: 'case_entry',
  key: ['id'],
  columns: {
    case: 'case_id',
    at: 'at',
    actor: 'actor',
    action: 'action',
    day: 'day',
    version: 'version',
    batch: 'batch',
    voidedBy: 'voided_by',
  },
};

/**
 * What a row holds now, in the words of changes, empty fields left out; null: it is not there. The same as what its
 * changes in the log add up to.
 */
export function readRow(db: ReadDb, entity: Entity, id: string): Row | null {
  switch (entity) {
    case 'record': {
      const [student, source] = splitId(id) as [string, Source];
      const n = studentNumberOf(db, student);
      return n === null ? null : said(sourceRecord(db, n, source));
    }
    case 'photo': {
      const [student, role] = splitId(id);
      const n = studentNumberOf(db, student);
      return n === null ? null : said(photoValues(db, n, role));
    }
    case 'review': {
      const [student, rest] = splitId(id);
      const n = studentNumberOf(db, student);
      return n === null ? null : said(reviewValues(db, n, ...splitId(rest)));
    }
    case 'erased':
      return null;
    case 'caseEntry':
      return ofTable(db, CASE_ENTRY, id);
    default: {
      const own = OF_STUDENTS[entity];
      return own ? ofStudent(db, own, id) : ofTable(db, ROW_TABLES[entity]!, id);
    }
  }
}

function ofTable(db: ReadDb, { table, key, columns }: RowTable, id: string): Row | null {
  const values = key.length === 1 ? [id] : splitId(id);
  const where = key.map((column) => `${column} = ?`).join(' AND ');
  const row = db.read<Record<string, SqlValue>>(`SELECT * FROM ${table} WHERE ${where}`).get(...values);
  return row ? fieldsOf(row, columns) : null;
}

function ofStudent(db: ReadDb, { table, columns }: RowTable, id: string): Row | null {
  const row = db
    .read<Record<string, SqlValue>>(
      `SELECT ${table}.*, student.id AS of_student FROM ${table} LEFT JOIN student ON student.n = student_n WHERE ${table}.id = ?`,
    )
    .get(id);
  if (!row) return null;
  row.of_student ??= studentOfBefore(db, row.student_n as number);
  return fieldsOf(row, { student: 'of_student', ...columns });
}

/** The id of a student who is no longer there: what was taken back of one is still said of them. */
function studentOfBefore(db: ReadDb, n: number): string | null {
  const said = db.read<{ entity: Entity; id: string; kind: Effect['kind']; patch: string }>(
    'SELECT entity, entity_id AS id, kind, patch FROM change WHERE student_n = ? ORDER BY seq',
  );
  for (const { entity, id, kind, patch } of said.iterate(n)) {
    if (NAMED_AFTER_STUDENT.has(entity)) return splitId(id)[0];
    const student = leftBy(parseEffect(kind, patch)).student;
    if (typeof student === 'string') return student;
  }
  return null;
}

function fieldsOf(row: Record<string, SqlValue>, columns: Record<string, string>): Row | null {
  return said(
    Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, row[column] as PatchValue])),
  );
}

function said(row: Readonly<Record<string, PatchValue | undefined>> | null): Row | null {
  if (row === null) return null;
  const fields: Row = {};
  for (const [field, value] of Object.entries(row))
    if (value !== null && value !== undefined) fields[field] = value;
  return Object.keys(fields).length === 0 ? null : fields;
}
