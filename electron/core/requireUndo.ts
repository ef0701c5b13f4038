import { AppError } from '../../shared/domain/errors.ts';
import { mayDo } from '../../shared/domain/roles.ts';
import { actingSession } from './Session.ts';

/**
 * Whoever brings files in for the whole school takes any batch back; everybody else what they did themselves since they
 * opened the window. Errors: NOT_FOUND.
 */
export function requireUndo(batch: string): void {
  const session = actingSession();
  const principal = session?.principal();
  if (!session || (principal && mayDo(principal, 'import') && principal.scope.kind === 'all')) return;
  if (!session.hasMade(batch)) throw new AppError('NOT_FOUND', { what: 'batch' });
}
