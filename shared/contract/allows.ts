import type { Permission } from '../domain/roles.ts';
import type { Access } from './access.ts';

/** Whoever asks: what their role lets them do, and whether they see the whole school. */
export interface Asker {
  may(permission: Permission): boolean;
  seesAll: boolean;
  /** Whether the computer holds the whole school, or has no hub. */
  atSchoolDesk: boolean;
}

/**
 * Whether somebody may make a call at all, whatever it names; `asker` null: nobody is signed in. The core refuses by
 * this, and the window offers nothing that would be refused.
 */
export function allows(access: Access | null, asker: Asker | null): boolean {
  if (!access) return false;
  if (access.needs === 'nobody') return true;
  if (asker === null) return false;
  if (access.scope === 'whole' && !asker.seesAll) return false;
  if (access.ofSchoolDesk && !asker.atSchoolDesk) return false;
  if (access.needs === 'signed-in') return true;
  const needs = typeof access.needs === 'string' ? [access.needs] : access.needs;
  return needs.some((permission) => asker.may(permission));
}
