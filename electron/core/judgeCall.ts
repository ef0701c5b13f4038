import type { Access } from '../../shared/contract/access.ts';
import { allows } from '../../shared/contract/allows.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { mayDo, type Permission, type Principal } from '../../shared/domain/roles.ts';
import { isSchoolDesk } from '../changes/isSchoolDesk.ts';
import type { ReadDb } from '../db/database.ts';
import { requireScoped } from './requireScoped.ts';
import type { OpenSession } from './Session.ts';
import type { Services } from './services.ts';
import { valuesAt } from './valuesAt.ts';

/** Whether a session may make a call at all. Errors: NOT_SIGNED_IN, NOT_ALLOWED. */
export function judgeCall(session: OpenSession, access: Access | null, db: ReadDb): void {
  if (!access) throw new AppError('NOT_ALLOWED');
  if (access.needs === 'nobody') return;
  const principal = requirePerson(session);
  const may = (permission: Permission) => mayDo(principal, permission);
  const seesAll = principal.scope.kind === 'all';
  if (!allows(access, { may, seesAll, atSchoolDesk: true })) throw new AppError('NOT_ALLOWED');
  if (access.ofSchoolDesk && !isSchoolDesk(db)) throw new AppError('NOT_ALLOWED', { case: 'desk' });
}

/** Errors: NOT_SIGNED_IN. */
export function requirePerson(session: OpenSession): Principal {
  const principal = session.principal();
  if (!principal) throw new AppError('NOT_SIGNED_IN');
  if (session.held) throw new AppError('NOT_SIGNED_IN', { case: session.held });
  return principal;
}

/** Errors: UNMASK_REFUSED where whole numbers are not open to a session. */
export function requireUnmask(session: OpenSession, now: number): void {
  if (session.mayUnmask(now)) return;
  const principal = session.principal();
  const mayAsk = principal !== null && mayDo(principal, 'ask-unmask');
  throw new AppError('UNMASK_REFUSED', { case: mayAsk ? 'ask' : 'never' });
}

/** Whether a call that may show whole numbers is asked to. */
export function asksUnmasked({ unmasks }: Access, input: unknown): boolean {
  if (!unmasks) return false;
  return unmasks === 'always' || valuesAt(input, unmasks.at).some((value) => value === true);
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
  const { scope } = access;
  if (typeof scope === 'object') {
    const held = session.principal()?.scope;
    if (held?.kind === 'colleges') {
      for (const { of, at } of scope.ids) requireScoped(services.db, held, of, valuesAt(input, at));
    }
  }
  if (asksUnmasked(access, input)) requireUnmask(session, services.clock.now());
}
