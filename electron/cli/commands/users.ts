import type { Person, Task } from '../../../shared/contract/people.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { AssignedRole, TaskRole } from '../../../shared/domain/roles.ts';
import { signInForm } from '../../../shared/domain/signInName.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { formatTime } from '../print/formatTime.ts';
import { readPassword } from '../readPassword.ts';

export interface PasswordOptions {
  newPasswordFile: string;
  keepPassword: boolean;
}
export interface AddUserOptions extends PasswordOptions {
  name: string;
  role: AssignedRole;
  college: string[];
}
export interface EditUserOptions {
  name?: string;
  signInName?: string;
  role?: AssignedRole;
  college: string[];
  wholeSchool: boolean;
}

export async function listUsers(context: CommandContext): Promise<CommandAnswer> {
  const { words, text } = context;
  const { people, tasks } = await withStore(context, (core) => core.client.people.list());
  const rows = [
    ...people.map((person) => personCells(context, person)),
    ...tasks.map(({ name, role, state, lastUsed }) => [
      words.users.isTask,
      name,
      text.trust.role(role),
      '',
      words.users.states[state],
      lastUsed === null ? '' : formatTime(lastUsed),
    ]),
  ];
  return {
    exitCode: 0,
    json: { people: people.map(personJson), tasks: tasks.map(taskJson) },
    lines: rows.length === 0 ? [words.users.nobody] : alignTable(words.users.head, rows),
  };
}

/** The first is made without signing in: who has the store then has all of it anyway. */
export async function addUser(
  context: CommandContext,
  signInName: string,
  { name, role, college, newPasswordFile, keepPassword }: AddUserOptions,
): Promise<CommandAnswer> {
  const password = await readPassword(context.words, newPasswordFile);
  const person = await withStore(context, (core) =>
    core.client.people.add({
      ...{ signInName, name, role, password },
      colleges: college.length > 0 ? college : null,
      mustChange: !keepPassword,
    }),
  );
  return personAnswer(context, person);
}

export async function editUser(
  context: CommandContext,
  signInName: string,
  options: EditUserOptions,
): Promise<CommandAnswer> {
  if (options.wholeSchool && options.college.length > 0)
    throw new AppError('USAGE', { detail: context.words.users.eitherScope });
  const person = await withStore(context, async (core) => {
    const before = await findUser(core, signInName);
    return core.client.people.edit({
      id: before.id,
      signInName: options.signInName ?? before.signInName,
      name: options.name ?? before.name,
      role: options.role ?? before.role,
      colleges: options.wholeSchool ? null : options.college.length > 0 ? options.college : before.colleges,
    });
  });
  return personAnswer(context, person);
}

export async function setUserState(
  context: CommandContext,
  signInName: string,
  what: 'disable' | 'enable' | 'remove',
): Promise<CommandAnswer> {
  return withStore(context, async (core) => {
    const { id, ...person } = await findUser(core, signInName);
    if (what === 'remove') {
      await core.client.people.remove({ id });
      return { exitCode: 0, json: { removed: id }, lines: [context.words.users.removed(person.name)] };
    }
    const state = what === 'disable' ? 'disabled' : 'active';
    return personAnswer(context, await core.client.people.setState({ id, state }));
  });
}

/** One's own, by the one that signs in; or, as an administrator, somebody else's. */
export async function setUserPassword(
  context: CommandContext,
  signInName: string | null,
  { newPasswordFile, keepPassword }: PasswordOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const next = await readPassword(words, newPasswordFile);
  return withStore(context, async (core) => {
    if (signInName !== null) {
      const { id } = await findUser(core, signInName);
      const mustChange = !keepPassword;
      return personAnswer(context, await core.client.people.setPassword({ id, password: next, mustChange }));
    }
    const { passwordFile, password } = context.signIn;
    const old = passwordFile === undefined ? password : await readPassword(words, passwordFile);
    if (old === undefined) throw new AppError('NOT_SIGNED_IN');
    const { person } = await core.client.people.changePassword({ old, next });
    return {
      exitCode: 0,
      json: { changed: person?.signInName ?? null },
      lines: [words.users.passwordChanged],
    };
  });
}

export async function setLockAfter(context: CommandContext, minutes: number): Promise<CommandAnswer> {
  const saved = await withStore(context, (core) => core.client.people.saveLockAfter({ minutes }));
  return { exitCode: 0, json: saved, lines: [context.words.users.locksAfter(saved.minutes)] };
}

/** The key stands on stdout, this once. */
export async function addTask(context: CommandContext, name: string, role: TaskRole): Promise<CommandAnswer> {
  const { words } = context;
  const { task, key } = await withStore(context, (core) => core.client.people.addTask({ name, role }));
  return { exitCode: 0, json: { task: taskJson(task), key }, lines: [words.users.taskKey(name), key] };
}

export async function revokeTask(context: CommandContext, name: string): Promise<CommandAnswer> {
  return withStore(context, async (core) => {
    const { tasks } = await core.client.people.list();
    const found = tasks.find((task) => task.id === name || task.name === name);
    if (!found) throw new AppError('NOT_FOUND', { what: 'person' });
    const task = await core.client.people.revokeTask({ id: found.id });
    return {
      exitCode: 0,
      json: { task: taskJson(task) },
      lines: [context.words.users.taskRevoked(task.name)],
    };
  });
}

async function findUser(core: Core, signInName: string): Promise<Person> {
  const { people } = await core.client.people.list();
  const found = people.find((person) => person.signInName === signInForm(signInName));
  if (!found) throw new AppError('NOT_FOUND', { what: 'person' });
  return found;
}

function personAnswer(context: CommandContext, person: Person): CommandAnswer {
  return {
    exitCode: 0,
    json: { person: personJson(person) },
    lines: alignTable(context.words.users.head, [personCells(context, person)]),
  };
}

function personCells({ words, text }: CommandContext, person: Person): string[] {
  const { signInName, name, role, colleges, state, lastSignIn } = person;
  return [
    signInName,
    name,
    text.trust.role(role),
    colleges === null ? words.users.wholeSchoolShort : colleges.join('、'),
    words.users.states[state],
    lastSignIn === null ? '' : formatTime(lastSignIn),
  ];
}

function personJson({ lastSignIn, createdAt, ...person }: Person): object {
  return { ...person, lastSignIn: iso(lastSignIn), createdAt: iso(createdAt) };
}

function taskJson({ lastUsed, createdAt, ...task }: Task): object {
  return { ...task, lastUsed: iso(lastUsed), createdAt: iso(createdAt) };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
