import { AppError } from '../../../shared/domain/errors.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { readPassword } from '../readPassword.ts';

export interface ResetAdminOptions {
  keyFile?: string;
  newPasswordFile: string;
}

/** A new password for an administrator who forgot it, to whoever has the printed recovery key. Nobody signs in. */
export async function resetAdmin(
  context: CommandContext,
  name: string,
  { keyFile, newPasswordFile }: ResetAdminOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const recoveryKey =
    keyFile === undefined ? process.env.XUEJI_RECOVERY_KEY : await readPassword(words, keyFile);
  if (!recoveryKey) throw new AppError('USAGE', { detail: words.key.noRecoveryKey });
  const password = await readPassword(words, newPasswordFile);
  const person = await withStore(
    context,
    (core) => core.client.people.resetAdmin({ name, password, recoveryKey }),
    { signsIn: false },
  );
  return { exitCode: 0, json: { person }, lines: [words.users.adminReset(person.name)] };
}
