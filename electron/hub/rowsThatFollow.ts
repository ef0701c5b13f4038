import type { Entity } from '../changes/change.ts';
import { studentOfRow } from '../sync/rules/studentOfRow.ts';
import type { HubRow } from './hubRow.ts';

/** Of these, the rows that are whose another row is: the history of a case, a visit at the counter, a conflict. */
export function rowsThatFollow(
  rows: readonly HubRow[],
  { entity, id }: { entity: string; id: string },
): HubRow[] {
  return rows.filter((row) => {
    const ref = row.fields === null ? null : studentOfRow(row.entity as Entity, row.id, row.fields);
    return ref !== null && 'like' in ref && ref.like.entity === entity && ref.like.id === id;
  });
}
