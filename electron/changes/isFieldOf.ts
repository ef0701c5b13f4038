import { STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';
import type { Entity } from './change.ts';
import { ROW_TABLES } from './project/rowTables.ts';
import { CASE_ENTRY, OF_STUDENTS } from './readRow.ts';

const OTHERS: Partial<Record<Entity, readonly string[]>> = {
  record: STUDENT_FIELDS,
  photo: ['hash', 'width', 'height', 'bytes', 'dpi', 'fileName', 'matchedBy', 'findings'],
  review: ['verdict', 'reasons', 'note', 'at', 'actor'],
  caseEntry: Object.keys(CASE_ENTRY.columns),
};

const FIELDS = new Map<Entity, ReadonlySet<string>>();

/** Whether rows of an entity have such a field: what comes from elsewhere may name anything. */
export function isFieldOf(entity: Entity, field: string): boolean {
  let fields = FIELDS.get(entity);
  if (!fields) {
    const own = OF_STUDENTS[entity];
    const columns = (own ?? ROW_TABLES[entity])?.columns ?? {};
    fields = new Set([...Object.keys(columns), ...(own ? ['student'] : []), ...(OTHERS[entity] ?? [])]);
    FIELDS.set(entity, fields);
  }
  return fields.has(field);
}
