import type { CaseAction } from '../../shared/domain/cases/caseState.ts';
import { moveOf } from '../../shared/domain/cases/caseType.ts';
import { takesStepsOf } from '../../shared/domain/cases/stepTaking.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { mayDo } from '../../shared/domain/roles.ts';
import type { ReadDb } from '../db/database.ts';
import { caseById, caseRules } from '../db/tables/caseTable.ts';
import { actingSession } from './Session.ts';

/** What whoever brings a case forward does with it, without deciding anything of it. */
const BRINGS_FORWARD: ReadonlySet<CaseAction['do']> = new Set(['fill', 'comment']);

type Acting = { do: Exclude<CaseAction['do'], 'move'> } | { do: 'move'; move: string };

/**
 * Errors: NOT_ALLOWED, when whoever asks may start cases and not decide them, and this is a decision of the office or
 * above. Steps of the student and of the college they may take: who is named as reviewer is judged by the rules.
 */
export function requireActing(db: ReadDb, cases: Iterable<string>, action: Acting): void {
  const principal = actingSession()?.principal();
  if (!principal || mayDo(principal, 'decide') || BRINGS_FORWARD.has(action.do)) return;
  if (action.do !== 'move') throw new AppError('NOT_ALLOWED');
  for (const id of cases) {
    const stored = caseById(db, id);
    if (!stored) throw new AppError('NOT_FOUND', { what: 'case' });
    const move = moveOf(caseRules(db, stored.rules)!.type, action.move);
    // A step that there is not is refused by the rules, with the reason.
    if (move && !takesStepsOf(false, move.by)) throw new AppError('NOT_ALLOWED');
  }
}
