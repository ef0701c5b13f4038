import type { Entity } from '../changes/change.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../sync/rules/entityRules.ts';
import { sheetOfRow } from '../sync/rules/sheetOfRow.ts';
import type { HubRows } from './HubRows.ts';
import { type Grant, makersScope, mayChange, OFFICE, SCHOOL } from './hubPorts.ts';
import type { HubRow } from './hubRow.ts';
import { personScope } from './personScope.ts';
import type { StudentScopes } from './StudentScopes.ts';

/** Whose a row is that is of no student. `said`: its fields, also of one that is to go; `before`: as it is, or was. */
export function scopeOfOthers(
  { before, entity, id, said }: { before: HubRow | null; entity: Entity; id: string; said: Fields },
  { rows, scopes, grant }: { rows: HubRows; scopes: StudentScopes; grant: Grant },
): string {
  switch (ENTITY_RULES[entity].belongs) {
    case 'school':
    case 'content':
      return SCHOOL;
    case 'person':
      return personScope(said);
    case 'maker':
    case 'subject':
      return before?.scope ?? makersScope(grant);
    case 'sheet': {
      // A sheet is a document: it does not go with its students, and a college that is called otherwise keeps it.
      if (before !== null) return before.scope;
      if (entity === 'sheet') return printedFor(said, scopes, grant);
      const number = sheetOfRow(entity, id, said);
      const sheet = number === null ? null : rows.find('sheet', number);
      return sheet?.fields ? sheet.scope : makersScope(grant);
    }
    default:
      // A conflict about a row of no student is settled by whoever may see it.
      return entity === 'conflict' && before ? before.scope : OFFICE;
  }
}

/**
 * The college that stands on a sheet, by what its name means. Paper that is there is not refused: of a college that the
 * device does not hold (any more), or of none, it is its maker’s.
 */
function printedFor({ collegeName }: Fields, scopes: StudentScopes, grant: Grant): string {
  const college = typeof collegeName === 'string' ? scopes.ofCollege(collegeName) : OFFICE;
  return mayChange(grant, college) ? college : makersScope(grant);
}
