import type { RefusedWork } from '../../../shared/contract/sync.ts';
import type { Entity } from '../../changes/change.ts';
import type { Outcome } from '../../sync/protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../../sync/rules/entityRules.ts';

/** Why something was refused, as people are told: what is of the whole school is another thing than another college's student. */
export function refusedWhy(why: Outcome['why']): RefusedWork['why'] {
  if (why === null) return 'unknown';
  const belongs = Object.hasOwn(ENTITY_RULES, why.entity) && ENTITY_RULES[why.entity as Entity].belongs;
  return why.code === 'scope' && (belongs === 'school' || belongs === 'person') ? 'school' : why.code;
}
