import type { CaseRules } from '../../shared/domain/cases/caseRules.ts';
import type { MutationArgs } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';

/**
 * What keeps rules that no case went by so far; null: they are kept. By itself, and not with the case: they are right
 * whatever a hub makes of the case, and others may go by them already.
 */
export function rulesToKeep(
  db: ReadDb,
  { hash, body }: { hash: string; body: CaseRules },
): MutationArgs<'row.save'> | null {
  if (db.read('SELECT 1 FROM case_rules WHERE hash = ?').get(hash) !== undefined) return null;
  return { entity: 'caseRules', id: hash, before: null, after: { body: JSON.stringify(body) } };
}
