import type { Person } from '../../../shared/contract/people.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { signInForm } from '../../../shared/domain/signInName.ts';
import { personNamed } from '../../db/tables/personTable.ts';
import { isRecoveryKey } from '../../security/isRecoveryKey.ts';
import type { OpenSession } from '../Session.ts';
import type { Services } from '../services.ts';
import { setPassword } from './managePeople.ts';
import type { SignIn } from './SignIn.ts';

/**
 * Gives an administrator a new password to whoever has the printed recovery key: with it the store could be taken away
 * and opened elsewhere anyway. Wrong keys make wait like wrong passwords. Errors: see the contract.
 */
export async function resetAdmin(
  services: Services,
  signIn: SignIn,
  session: OpenSession,
  { name, password, recoveryKey }: { name: string; password: string; recoveryKey: string },
): Promise<Person> {
  const { db, dataDir, key } = services;
  await signIn.proveKey(session, () => key !== null && isRecoveryKey(dataDir, key, recoveryKey));
  const person = personNamed(db, signInForm(name));
  if (person?.kind !== 'person' || person.role !== 'admin')
    throw new AppError('NOT_FOUND', { what: 'person', name });
  return setPassword(services, signIn, { id: person.id, password, mustChange: false }, 'admin-reset');
}
