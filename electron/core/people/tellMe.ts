import type { Me } from '../../../shared/contract/people.ts';
import { mayDo, PERMISSIONS } from '../../../shared/domain/roles.ts';
import { isSchoolDesk } from '../../changes/isSchoolDesk.ts';
import { hasPeople, storedPerson } from '../../db/tables/personTable.ts';
import type { OpenSession } from '../Session.ts';
import type { Services } from '../services.ts';
import { lockAfterMinutes } from './lockAfter.ts';

/** What a window is told of who looks at it. */
export function tellMe({ db, clock }: Pick<Services, 'db' | 'clock'>, session: OpenSession): Me {
  const principal = session.principal();
  const person = principal?.user ? storedPerson(db, principal.user) : null;
  const { id = '', signInName = '', name = '' } = person ?? {};
  return {
    signsIn: hasPeople(db),
    person: person && { id, signInName, name },
    role: principal?.role ?? null,
    colleges: principal?.scope.kind === 'colleges' ? principal.scope.colleges : null,
    permissions: principal ? PERMISSIONS.filter((permission) => mayDo(principal, permission)) : [],
    atSchoolDesk: isSchoolDesk(db),
    held: session.held,
    lockAfter: lockAfterMinutes(db),
    unmaskedUntil: session.unmasked(clock.now())?.until ?? null,
  };
}
