import type { Command } from 'commander';
import { ASSIGNED_ROLES, TASK_ROLES } from '../../shared/domain/roles.ts';
import type { Making } from './chaseProgram.ts';
import type { ResetAdminOptions } from './commands/resetAdmin.ts';
import type { AddUserOptions, EditUserOptions, PasswordOptions } from './commands/users.ts';
import type { CliWords } from './text/zh.ts';

/** `xueji users …` */
export function addUsers(
  program: Command,
  words: CliWords,
  { choose, choice, collect, whole }: Making,
): void {
  const commands = () => import('./commands/users.ts');
  const said = words.users;
  const users = program.command('users').description(said.about);
  users
    .command('list')
    .description(said.list)
    .action(() => choose(async (context) => (await commands()).listUsers(context)));
  users
    .command('add')
    .description(said.add)
    .argument('<SIGN-IN-NAME>', said.signInName)
    .requiredOption('--name <NAME>', said.name)
    .addOption(choice('--role <ROLE>', said.role, ASSIGNED_ROLES).makeOptionMandatory())
    .option('--college <NAME>', said.college, collect, [])
    .requiredOption('--new-password-file <F>', said.newPasswordFile)
    .option('--keep-password', said.keepPassword, false)
    .action((signInName: string, options: AddUserOptions) =>
      choose(async (context) => (await commands()).addUser(context, signInName, options)),
    );
  users
    .command('edit')
    .description(said.edit)
    .argument('<SIGN-IN-NAME>', said.signInName)
    .option('--name <NAME>', said.name)
    .option('--sign-in-name <NAME>', said.newSignInName)
    .addOption(choice('--role <ROLE>', said.role, ASSIGNED_ROLES))
    .option('--college <NAME>', said.college, collect, [])
    .option('--whole-school', said.wholeSchool, false)
    .action((signInName: string, options: EditUserOptions) =>
      choose(async (context) => (await commands()).editUser(context, signInName, options)),
    );
  for (const state of ['disable', 'enable', 'remove'] as const) {
    users
      .command(state)
      .description(said[state])
      .argument('<SIGN-IN-NAME>', said.signInName)
      .action((signInName: string) =>
        choose(async (context) => (await commands()).setUserState(context, signInName, state)),
      );
  }
  users
    .command('password')
    .description(said.password)
    .argument('[SIGN-IN-NAME]', said.passwordOf)
    .requiredOption('--new-password-file <F>', said.newPasswordFile)
    .option('--keep-password', said.keepPassword, false)
    .action((signInName: string | undefined, options: PasswordOptions) =>
      choose(async (context) => (await commands()).setUserPassword(context, signInName ?? null, options)),
    );
  users
    .command('reset-admin')
    .description(said.resetAdmin)
    .argument('<SIGN-IN-NAME>', said.signInName)
    .option('--key-file <F>', words.key.keyFile)
    .requiredOption('--new-password-file <F>', said.newPasswordFile)
    .action((signInName: string, options: ResetAdminOptions) =>
      choose(async (context) =>
        (await import('./commands/resetAdmin.ts')).resetAdmin(context, signInName, options),
      ),
    );
  users
    .command('lock-after')
    .description(said.lockAfter)
    .argument('<MINUTES>', said.minutes, whole(0, 480))
    .action((minutes: number) =>
      choose(async (context) => (await commands()).setLockAfter(context, minutes)),
    );

  const task = users.command('task').description(said.task);
  task
    .command('add')
    .description(said.taskAdd)
    .argument('<NAME>', said.taskName)
    .addOption(choice('--role <ROLE>', said.taskRole, TASK_ROLES).makeOptionMandatory())
    .action((name: string, { role }: { role: (typeof TASK_ROLES)[number] }) =>
      choose(async (context) => (await commands()).addTask(context, name, role)),
    );
  task
    .command('revoke')
    .description(said.taskRevoke)
    .argument('<NAME>', said.taskName)
    .action((name: string) => choose(async (context) => (await commands()).revokeTask(context, name)));
}
