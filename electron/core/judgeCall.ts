import type { Access } from '../../shared/contract/access.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { mayDo } from '../../shared/domain/roles.ts';
import { requireScoped } from './requireScoped.ts';
import type { OpenSession } from './Session.ts';
import type { Services } from './services.ts';
import { valuesAt } from './valuesAt.ts';

/** Whether a session may make a call at all. Errors: NOT_SIGNED_IN, NOT_ALLOWED. */
export function judgeCall(session: OpenSession, access: Access | null): void {
  if (access?.needs === 'nobody') return;
  const principal = session.principal();
  if (!principal) throw new AppError('NOT_SIGNED_IN');
  if (session.held) throw new AppError('NOT_SIGNED_IN', { case: session.held });
  if (!access) {
    // Declared by nobody yet: who may do everything only.
    if (principal.role !== 'admin') throw new AppError('NOT_ALLOWED');
    return;
  }
  if (access.scope === 'whole' && principal.scope.kind !== 'all') throw new AppError('NOT_ALLOWED');
  if (access.needs === 'signed-in') return;
  const needs = typeof access.needs === 'string' ? [access.needs] : access.needs;
  if (!needs.some((permission) => mayDo(principal, permission))) throw new AppError('NOT_ALLOWED');
}

/**
 * Whether a session may ask for just this: `input` as the contract read it. Errors: NOT_FOUND for what is outside of
 * the scope, UNMASK_REFUSED for whole numbers that are not open.
 */
export function judgeInput(
  session: OpenSession,
  access: Access,
  input: unknown,
  services: Pick<Services, 'db' | 'clock'>,
): void {
  const { unmasks, scope } = access;
  if (typeof scope === 'object') {
    const held = session.principal()?.scope;
    if (held?.kind === 'colleges') {
      for (const { of, at } of scope.ids) requireScoped(services.db, held, of, valuesAt(input, at));
    }
  }
  if (!unmasks) return;
  const wanted = unmasks === 'always' || valuesAt(input, unmasks.at).some((value) => value === true);
  if (wanted && !session.mayUnmask(services.clock.now())) {
    const principal = session.principal();
    const mayAsk = principal !== null && mayDo(principal, 'ask-unmask');
    throw new AppError('UNMASK_REFUSED', { case: mayAsk ? 'ask' : 'never' });
  }
}
