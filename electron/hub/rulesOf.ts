import type { Entity } from '../changes/change.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';

/** What a case goes by: whoever saw the rules of one that was refused may open another by them. */
export function rulesOf(entity: string, { rules }: Fields): { entity: Entity; id: string }[] {
  return entity === 'case' && typeof rules === 'string' ? [{ entity: 'caseRules', id: rules }] : [];
}
