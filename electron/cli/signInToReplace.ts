import type { ErrorCode } from '../../shared/domain/errors.ts';
import type { Core } from '../core/core.ts';
import { programActor } from '../core/people/auditActor.ts';
import type { CommandContext } from './commandContext.ts';
import { actorName, withStore } from './openStore.ts';
import { toAppError } from './toAppError.ts';

/** As the audit names them. */
type Acting = ReturnType<typeof programActor>;

const UNREADABLE: ReadonlySet<ErrorCode> = new Set(['STORE_DAMAGED', 'STORE_DISK', 'STORE_NEWER']);

/**
 * Signs the command in before the whole store is replaced, by a backup or by what was salvaged: only who may restore in
 * the window may here. Of a store that can't be read, or not by this program, nobody can ask: there whoever holds its
 * key goes on, as decision 0036 says. Errors: those of signing in, NOT_ALLOWED, STORE_IN_USE, those of the key.
 */
export async function signInToReplace(context: CommandContext): Promise<Acting> {
  const { hasStore } = await import('../core/hasStore.ts');
  const nobody = programActor(actorName());
  if (!hasStore(context.dataDir)) return nobody;
  try {
    return await withStore(context, async (core) => {
      await core.client.backups.list();
      return actorOf(core);
    });
  } catch (error) {
    const known = toAppError(error);
    if (!known || !UNREADABLE.has(known.code)) throw error;
    return nobody;
  }
}

/** Whoever the command is signed in as; in a store without people the account of the computer. */
export async function actorOf(core: Core): Promise<Acting> {
  const { person, role } = await core.client.people.me();
  const named = programActor(person?.name ?? actorName());
  return person === null ? named : { ...named, person: person.id, role: role ?? '' };
}
