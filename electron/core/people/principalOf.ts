import { type Principal, type Role, WHOLE_SCHOOL } from '../../../shared/domain/roles.ts';
import type { StoredPerson } from '../../db/tables/personTable.ts';

/** Whoever is signed in, as everything in the core knows them. */
export function principalOf(person: StoredPerson): Principal {
  const colleges = collegesOf(person);
  return {
    user: person.id,
    name: person.name,
    role: person.role as Role,
    scope: colleges === null ? WHOLE_SCHOOL : { kind: 'colleges', colleges },
  };
}

export function collegesOf({ colleges }: Pick<StoredPerson, 'colleges'>): string[] | null {
  return colleges === null ? null : (JSON.parse(colleges) as string[]);
}
