import type { ErrorCode } from '../../shared/domain/errors.ts';
import type { CommandContext } from './commandContext.ts';
import { withStore } from './openStore.ts';
import { toAppError } from './toAppError.ts';

const UNREADABLE: ReadonlySet<ErrorCode> = new Set(['STORE_DAMAGED', 'STORE_DISK', 'STORE_NEWER']);

/**
 * Signs the command in before the whole store is replaced, by a backup or by what was salvaged: only who may restore in
 * the window may here. Of a store that can't be read, or not by this program, nobody can ask: there whoever holds its
 * key goes on, as decision 0036 says. Errors: those of signing in, NOT_ALLOWED, STORE_IN_USE, those of the key.
 */
export async function signInToReplace(context: CommandContext): Promise<void> {
  const { hasStore } = await import('../core/hasStore.ts');
  if (!hasStore(context.dataDir)) return;
  try {
    await withStore(context, (core) => core.client.backups.list());
  } catch (error) {
    const known = toAppError(error);
    if (!known || !UNREADABLE.has(known.code)) throw error;
  }
}
