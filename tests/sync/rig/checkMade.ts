import type { Grant } from '../../../electron/hub/hubPorts.ts';
import type { Fields } from '../../../electron/sync/protocol/syncedMutation.ts';
import { fail } from './Broken.ts';
import { placesIn } from './checkScopes.ts';
import { type Entry, type History, holds } from './History.ts';

/** What somebody made, and nobody takes to another college. */
const OF_MAKER = new Set(['batch', 'view', 'signedSheet']);
const OF_SHEET = new Set(['sheetRows', 'sheetReturn', 'sheetHandling', 'sheetQuestion']);

/** The sheet that a row is about; null: none. */
function sheetOf(entity: string, id: string, fields: Fields): string | null {
  if (!OF_SHEET.has(entity)) return null;
  return entity === 'sheetQuestion' ? String(fields.number) : id.split('/')[0]!;
}

function makers(grant: Grant): string {
  return grant === '*' ? '' : grant[0]!;
}

/** Whether a row stays where it was made. */
function isFixed(entity: string, fields: Fields | null): boolean {
  if (entity === 'sheetQuestion') return typeof fields?.student !== 'string';
  return entity === 'sheet' || OF_MAKER.has(entity) || OF_SHEET.has(entity);
}

/** I10 of what is of no student: where it is made, by whoever has this grant. Null: that is said elsewhere. */
function placeMade({ entity, row_id, patch }: Entry, grant: Grant, history: History): string | null {
  if (!isFixed(entity, patch)) return null;
  if (entity === 'sheet') {
    const college = placesIn(history).meant(patch.collegeName);
    return grant === '*' || (college !== '' && holds(grant, college)) ? college : makers(grant);
  }
  const number = sheetOf(entity, row_id, patch);
  const sheet = number === null ? null : history.rows.get(`sheet\n${number}`);
  return sheet?.fields ? sheet.scope : makers(grant);
}

/** I10: what came to the log is of its maker, or of the college that its sheet is of. */
export function checkMade(entry: Entry, grant: Grant, history: History): void {
  if (entry.kind !== 'up' || entry.ver !== 1) return;
  const place = placeMade(entry, grant, history);
  if (place !== null && place !== entry.scope)
    fail('I10 where it was made', `${entry.entity} ${entry.row_id}`, { scope: entry.scope, place });
}

/** I10: a document does not go to another college. To be asked before the entry is added. */
export function checkStays(
  { kind, entity, key, scope }: Pick<Entry, 'kind' | 'entity' | 'key' | 'scope'>,
  history: History,
): void {
  const row = history.rows.get(key);
  if (row === undefined || row.scope === null || !isFixed(entity, row.fields)) return;
  if (kind === 'leave' || row.scope !== scope)
    fail('I10 stays', key.replace('\n', ' '), { kind, scope, was: row.scope });
}

/** Whether a device of some colleges may be refused what it makes of this, as the hub is. */
export function mayRefuseMade(
  { entity, id, set }: { entity: string; id: string; set: Fields },
  grant: readonly string[],
  history: History,
): boolean {
  if (entity === 'sheet' || OF_MAKER.has(entity)) return false;
  if (entity === 'sheetQuestion' && typeof set.student === 'string')
    return !holds(grant, placesIn(history).of(set.student));
  const number = sheetOf(entity, id, set);
  if (number === null) return true;
  const sheet = history.rows.get(`sheet\n${number}`);
  return sheet?.fields != null && !holds(grant, sheet.scope);
}
