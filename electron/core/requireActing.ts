import type { CaseAction } from '../../shared/domain/cases/caseState.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { mayDo } from '../../shared/domain/roles.ts';
import { actingSession } from './Session.ts';

/** What whoever brings a case forward does with it, without deciding anything of it. */
const BRINGS_FORWARD: ReadonlySet<CaseAction['do']> = new Set(['fill', 'comment']);

/** Errors: NOT_ALLOWED, when whoever asks may start cases and not decide them, and this is a decision. */
export function requireActing(action: Pick<CaseAction, 'do'>): void {
  const principal = actingSession()?.principal();
  if (principal && !mayDo(principal, 'decide') && !BRINGS_FORWARD.has(action.do)) {
    throw new AppError('NOT_ALLOWED');
  }
}
