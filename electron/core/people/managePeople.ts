import type { Person, Profile, Task } from '../../../shared/contract/people.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { passwordProblem } from '../../../shared/domain/passwordRules.ts';
import type { AssignedRole, TaskRole } from '../../../shared/domain/roles.ts';
import { isSignInName, signInForm } from '../../../shared/domain/signInName.ts';
import { appendAudit } from '../../audit/appendAudit.ts';
import type { PersonValues } from '../../changes/mutations/savePerson.ts';
import type { ReadDb } from '../../db/database.ts';
import { forgetSecret, saveSecret, secretOf } from '../../db/tables/personSecret.ts';
import {
  hasPeople,
  personNamed,
  type StoredPerson,
  storedPeople,
  storedPerson,
  wouldLeaveNoAdmin,
} from '../../db/tables/personTable.ts';
import { hashPassword, SALT_BYTES } from '../../people/hashPassword.ts';
import { KEY_BYTES, taskKeyHash, taskKeyText } from '../../people/taskKey.ts';
import { randomSecret } from '../ports/randomSecret.ts';
import { actingSession } from '../Session.ts';
import type { Services } from '../services.ts';
import { collegesOf } from './principalOf.ts';
import type { SignIn } from './SignIn.ts';

/** Everybody, and the keys of tasks, by name. */
export function listPeople(db: ReadDb): { people: Person[]; tasks: Task[] } {
  const all = storedPeople(db);
  return {
    people: all.filter(({ kind }) => kind === 'person').map((stored) => personOf(db, stored)),
    tasks: all.filter(({ kind }) => kind === 'task').map((stored) => taskOf(db, stored)),
  };
}

/** Errors: PERSON_REFUSED, PASSWORD_REFUSED. */
export async function addPerson(
  services: Services,
  profile: Profile & { password: string; mustChange: boolean },
): Promise<Person> {
  const values = valuesOf(profile, 'active');
  const hash = await hashNew(profile.password, values);
  const { db, ids } = services;
  return services.writes.take(() => {
    refuseTaken(db, values.signInName, null);
    const isFirst = !hasPeople(db);
    if (isFirst && (values.role !== 'admin' || values.colleges !== null))
      throw new AppError('PERSON_REFUSED', { case: 'first-admin' });
    const id = ids.next();
    db.transaction(() => {
      save(services, id, values);
      // Whoever makes the first account makes it for themselves.
      const mustChange = !isFirst && profile.mustChange;
      saveSecret(db, id, { hash, mustChange, setAt: services.clock.now() });
    });
    return personOf(db, storedPerson(db, id)!);
  });
}

/** Errors: NOT_FOUND, PERSON_REFUSED. */
export function editPerson(
  services: Services,
  signIn: SignIn,
  { id, ...profile }: Profile & { id: string },
): Promise<Person> {
  const { db } = services;
  return services.writes.take(() => {
    const before = findPerson(db, id);
    const values = valuesOf(profile, before.state);
    refuseTaken(db, values.signInName, id);
    refuseLastAdmin(db, id, values);
    db.transaction(() => save(services, id, values));
    const after = storedPerson(db, id)!;
    if (after.role !== before.role || after.colleges !== before.colleges)
      signIn.endSessions(id, 'changed', null);
    else signIn.rename(after);
    return personOf(db, after);
  });
}

/** Errors: NOT_FOUND, PERSON_REFUSED last-admin. */
export async function setActive(
  services: Services,
  signIn: SignIn,
  id: string,
  state: 'active' | 'disabled',
): Promise<Person> {
  findPerson(services.db, id);
  return personOf(services.db, await setState(services, signIn, id, state));
}

function setState(
  services: Services,
  signIn: SignIn,
  id: string,
  state: 'active' | 'disabled',
): Promise<StoredPerson> {
  const { db } = services;
  return services.writes.take(() => {
    const before = storedPerson(db, id);
    if (!before) throw new AppError('NOT_FOUND');
    const values = { ...personValuesOf(before), state };
    refuseLastAdmin(db, id, values);
    db.transaction(() => save(services, id, values));
    if (state === 'disabled') signIn.endSessions(id, 'disabled', null);
    return storedPerson(db, id)!;
  });
}

/** Takes out who was added by mistake. Errors: NOT_FOUND, PERSON_REFUSED. */
export function removePerson(services: Services, id: string): Promise<void> {
  const { db } = services;
  return services.writes.take(() => {
    findPerson(db, id);
    if (lastSignIn(db, id) !== null) throw new AppError('PERSON_REFUSED', { case: 'was-here' });
    refuseLastAdmin(db, id, null);
    db.transaction(() => {
      save(services, id, null);
      forgetSecret(db, id);
    });
  });
}

/** By an administrator, or with the recovery key. Errors: NOT_FOUND, PASSWORD_REFUSED. */
export async function setPassword(
  services: Services,
  signIn: SignIn,
  given: { id: string; password: string; mustChange: boolean },
  told: 'password-set' | 'admin-reset' = 'password-set',
): Promise<Person> {
  const { db, clock } = services;
  const person = findPerson(db, given.id);
  const hash = await hashNew(given.password, person);
  return services.writes.take(() => {
    db.transaction(() => {
      saveSecret(db, given.id, { hash, mustChange: given.mustChange, setAt: clock.now() });
      appendAudit(db, services.auditActor, clock.now(), {
        action: told,
        detail: { about: given.id, name: person.name },
      });
    });
    services.committed();
    signIn.endSessions(given.id, 'password', actingSession());
    return personOf(db, findPerson(db, given.id));
  });
}

/** The key is told once and kept by its digest. Errors: PERSON_REFUSED name-taken. */
export function addTask(
  services: Services,
  { name, role }: { name: string; role: TaskRole },
): Promise<{ task: Task; key: string }> {
  const { db, ids } = services;
  return services.writes.take(() => {
    if (!hasPeople(db)) throw new AppError('PERSON_REFUSED', { case: 'no-people' });
    const id = ids.next();
    // Tasks have a name of their own among the sign-in names, which nobody can type.
    const signInName = `task ${signInForm(name)}`;
    refuseTaken(db, signInName, null);
    const secret = randomSecret(KEY_BYTES);
    db.transaction(() => {
      save(services, id, { kind: 'task', signInName, name, role, colleges: null, state: 'active' });
      saveSecret(db, id, { hash: taskKeyHash(secret), mustChange: false, setAt: services.clock.now() });
    });
    return { task: taskOf(db, storedPerson(db, id)!), key: taskKeyText(id, secret) };
  });
}

/** A key that is revoked stays so: its digest goes. */
export async function revokeTask(services: Services, signIn: SignIn, id: string): Promise<Task> {
  const { db } = services;
  if (storedPerson(db, id)?.kind !== 'task') throw new AppError('NOT_FOUND');
  const stored = await setState(services, signIn, id, 'disabled');
  await services.writes.take(() => forgetSecret(db, id));
  return taskOf(db, stored);
}

function save(services: Services, id: string, values: PersonValues | null): void {
  services.commit('people.save', { id, values, at: services.clock.now(), actor: services.actor });
}

/** Errors: PERSON_REFUSED name-bad. */
function valuesOf(profile: Profile, state: 'active' | 'disabled'): PersonValues {
  const signInName = signInForm(profile.signInName);
  if (!isSignInName(signInName)) throw new AppError('PERSON_REFUSED', { case: 'name-bad' });
  const { name, role } = profile;
  const colleges = profile.colleges && [...new Set(profile.colleges)].sort();
  return {
    kind: 'person',
    signInName,
    name: name.toWellFormed(),
    role,
    colleges: colleges && JSON.stringify(colleges),
    state,
  };
}

function personValuesOf({ kind, signInName, name, role, colleges, state }: StoredPerson): PersonValues {
  return { kind, signInName, name, role, colleges, state };
}

async function hashNew(
  password: string,
  { signInName, name }: Pick<PersonValues, 'signInName' | 'name'>,
): Promise<string> {
  const problem = passwordProblem(password, [signInName, name]);
  if (problem) throw new AppError('PASSWORD_REFUSED', { case: problem });
  return hashPassword(password, randomSecret(SALT_BYTES));
}

function findPerson(db: ReadDb, id: string): StoredPerson {
  const person = storedPerson(db, id);
  if (person?.kind !== 'person') throw new AppError('NOT_FOUND');
  return person;
}

function refuseTaken(db: ReadDb, signInName: string, id: string | null): void {
  const other = personNamed(db, signInName);
  if (other && other.id !== id) throw new AppError('PERSON_REFUSED', { case: 'name-taken' });
}

function refuseLastAdmin(db: ReadDb, id: string, next: PersonValues | null): void {
  if (wouldLeaveNoAdmin(db, id, next)) throw new AppError('PERSON_REFUSED', { case: 'last-admin' });
}

/** When somebody last signed in, epoch ms. */
function lastSignIn(db: ReadDb, person: string): number | null {
  return (
    db
      .read<{ at: number }>(
        "SELECT at FROM audit WHERE person = ? AND action = 'sign-in' ORDER BY seq DESC LIMIT 1",
      )
      .get(person)?.at ?? null
  );
}

function personOf(db: ReadDb, stored: StoredPerson): Person {
  const { id, signInName, name, state, createdAt, createdBy } = stored;
  return {
    ...{ id, signInName, name, state, createdAt, createdBy },
    role: stored.role as AssignedRole,
    colleges: collegesOf(stored),
    mustChange: secretOf(db, id)?.mustChange ?? true,
    lastSignIn: lastSignIn(db, id),
  };
}

function taskOf(db: ReadDb, stored: StoredPerson): Task {
  const { id, name, state, createdAt, createdBy } = stored;
  return {
    id,
    name,
    state,
    createdAt,
    createdBy,
    role: stored.role as TaskRole,
    lastUsed: lastSignIn(db, id),
  };
}
