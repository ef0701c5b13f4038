import { AppError } from '../../shared/domain/errors.ts';
import type { Core } from '../core/core.ts';
import type { CommandContext } from './commandContext.ts';
import { readPassword } from './readPassword.ts';

/**
 * Signs the command in where the store has people: by XUEJI_TASK_KEY, or by --user or XUEJI_USER with --password-file or
 * XUEJI_PASSWORD. Errors: NOT_SIGNED_IN where nothing was said, those of signing in, USAGE.
 */
export async function signInStore(context: CommandContext, core: Core): Promise<void> {
  const { people } = core.client;
  if (!(await people.me()).signsIn) return;
  const { user, passwordFile, password, taskKey } = context.signIn;
  if (user === undefined) {
    if (taskKey === undefined) throw new AppError('NOT_SIGNED_IN');
    await people.signInTask({ key: taskKey });
    return;
  }
  const said = passwordFile === undefined ? password : await readPassword(context.words, passwordFile);
  if (said === undefined) throw new AppError('USAGE', { detail: context.words.signIn.noPassword });
  await people.signIn({ name: user, password: said });
}
