import { AppError } from '../../../shared/domain/errors.ts';
import { passwordProblem } from '../../../shared/domain/passwordRules.ts';
import { signInForm } from '../../../shared/domain/signInName.ts';
import { type AuditActor, type AuditNote, appendAudit } from '../../audit/appendAudit.ts';
import { type PersonSecret, saveSecret, secretOf } from '../../db/tables/personSecret.ts';
import { personNamed, type StoredPerson, storedPerson } from '../../db/tables/personTable.ts';
import { hashPassword, isOutdated, isPassword, NOBODYS_HASH, SALT_BYTES } from '../../people/hashPassword.ts';
import { forgetFailures, longestWait, noteFailure, type Waiter } from '../../people/signInWaits.ts';
import { isTaskKey, parseTaskKey } from '../../people/taskKey.ts';
import { randomSecret } from '../ports/randomSecret.ts';
import type { OpenSession } from '../Session.ts';
import type { Services } from '../services.ts';
import { Turns } from '../Turns.ts';
import { auditActor } from './auditActor.ts';
import { lockAfterMinutes } from './lockAfter.ts';
import { principalOf } from './principalOf.ts';

const MINUTE_MS = 60_000;
const RECOVERY_WAITER = 'recovery-key';

type Needs = Pick<Services, 'db' | 'clock' | 'writes' | 'committed' | 'log'>;

/** Who is signed in where: proves who people are, locks and ends their sessions. */
export class SignIn {
  readonly #services: Needs;
  /** Attempts one after the other: two at once must not both get in before a wait begins. */
  readonly #attempts = new Turns();
  /** Sessions with somebody in them, and when they were last in use. */
  readonly #sessions = new Map<OpenSession, { person: string; usedAt: number }>();

  constructor(services: Needs) {
    this.#services = services;
  }

  /**
   * Whatever is wrong with name and password, the answer and the time that it takes are the same. Errors: SIGN_IN_WRONG,
   * SIGN_IN_WAIT, PERSON_REFUSED (disabled: told only to who knows the password).
   */
  async signIn(session: OpenSession, name: string, password: string): Promise<void> {
    const form = signInForm(name);
    await this.#attempts.take(async () => {
      const found = personNamed(this.#services.db, form);
      const person = found?.kind === 'person' ? found : null;
      const secret = await this.#prove(session, form, person, password, 'sign-in-refused');
      await this.#enter(session, person!, secret.mustChange, { action: 'sign-in' });
    });
  }

  /**
   * A wrong key makes its own window wait and nothing else: nobody guesses 256 bits, and a job with a revoked key that is
   * started again and again must not keep those with good ones out. Errors: TASK_KEY_WRONG, SIGN_IN_WAIT.
   */
  async signInTask(session: OpenSession, key: string): Promise<void> {
    await this.#attempts.take(async () => {
      const { db, clock } = this.#services;
      const waiters: Waiter[] = [{ session: session.id }];
      this.#refuseWaiting(waiters);
      const parsed = parseTaskKey(key);
      const task = parsed && storedPerson(db, parsed.task);
      const secret = task && secretOf(db, task.id);
      const isGood = parsed && secret && task.kind === 'task' && isTaskKey(parsed.secret, secret.hash);
      if (!isGood || task.state !== 'active') {
        const why = isGood ? 'disabled' : 'key';
        await this.#write(() => noteFailure(db, waiters, clock.now()));
        await this.#note(session, {
          action: 'sign-in-refused',
          outcome: 'refused',
          detail: { why, about: task?.id ?? null },
        });
        throw new AppError('TASK_KEY_WRONG', isGood ? { case: 'disabled' } : {});
      }
      await this.#write(() => forgetFailures(db, waiters));
      await this.#enter(session, task, false, { action: 'sign-in', detail: { task: true } });
    });
  }

  /** Whoever has the recovery key is the office; wrong ones make wait as wrong passwords do. Errors: KEY_WRONG, SIGN_IN_WAIT. */
  async proveKey(session: OpenSession, isKey: () => boolean): Promise<void> {
    await this.#attempts.take(async () => {
      const { db, clock } = this.#services;
      const waiters: Waiter[] = [{ name: RECOVERY_WAITER }, { session: session.id }];
      this.#refuseWaiting(waiters);
      await this.#write(() => noteFailure(db, waiters, clock.now()));
      if (!isKey()) {
        await this.#note(session, {
          action: 'sign-in-refused',
          outcome: 'refused',
          detail: { why: 'recovery' },
        });
        throw new AppError('KEY_WRONG', { case: 'recovery' });
      }
      await this.#write(() => forgetFailures(db, waiters));
    });
  }

  async signOut(session: OpenSession): Promise<void> {
    if (!this.#sessions.has(session)) return;
    const noted = this.#note(session, { action: 'sign-out' });
    this.#leave(session);
    await noted;
  }

  /** `why`: the person asked for it, or nobody used the window. */
  async lock(session: OpenSession, why: 'asked' | 'idle'): Promise<void> {
    if (!this.#sessions.has(session) || session.held === 'locked') return;
    session.hold('locked');
    await this.#note(session, { action: 'lock', detail: { why } });
  }

  /** Errors: SIGN_IN_WRONG, SIGN_IN_WAIT, NOT_SIGNED_IN. */
  async unlock(session: OpenSession, password: string): Promise<void> {
    await this.#attempts.take(async () => {
      const person = this.#personIn(session);
      const secret = await this.#prove(session, person.signInName, person, password, 'unlock-refused');
      await this.#note(session, { action: 'unlock' });
      session.hold(secret.mustChange ? 'must-change' : null);
      this.#use(session);
    });
  }

  /** Errors: SIGN_IN_WRONG, SIGN_IN_WAIT, PASSWORD_REFUSED, NOT_SIGNED_IN. */
  async changePassword(session: OpenSession, old: string, next: string): Promise<void> {
    await this.#attempts.take(async () => {
      const { db, clock } = this.#services;
      const person = this.#personIn(session);
      await this.#prove(session, person.signInName, person, old, 'sign-in-refused');
      const problem = old === next ? 'same' : passwordProblem(next, [person.signInName, person.name]);
      if (problem) throw new AppError('PASSWORD_REFUSED', { case: problem });
      const hash = await hashPassword(next, randomSecret(SALT_BYTES));
      await this.#write(() => {
        this.#keep(person.id, { hash, mustChange: false });
        appendAudit(db, auditActor(session), clock.now(), { action: 'password-changed' });
      });
      if (session.held === 'must-change') session.hold(null);
    });
  }

  /** A key or a click in a window that is not locked. */
  touch(session: OpenSession): void {
    if (session.held !== 'locked') this.#use(session);
  }

  /** Before anything else is answered: whoever has not used their window for so long finds it locked. */
  heed(session: OpenSession): void {
    const open = this.#sessions.get(session);
    if (!open || session.held === 'locked') return;
    const minutes = lockAfterMinutes(this.#services.db);
    const now = this.#services.clock.now();
    // A clock that was set back starts the time anew.
    if (now < open.usedAt) open.usedAt = now;
    if (minutes > 0 && now - open.usedAt >= minutes * MINUTE_MS) this.#unseen(this.lock(session, 'idle'));
  }

  /** A person was changed: whoever may no longer be here, or may do something else now, signs in anew. */
  endSessions(person: string, why: 'disabled' | 'changed' | 'password', except: OpenSession | null): void {
    for (const [session, open] of this.#sessions) {
      if (open.person !== person || session === except) continue;
      this.#unseen(this.#note(session, { action: 'session-ended', detail: { why } }));
      this.#leave(session);
    }
  }

  /** The shown name of somebody who is here has changed. */
  rename(person: StoredPerson): void {
    for (const [session, open] of this.#sessions) {
      if (open.person === person.id) session.signIn(principalOf(person));
    }
  }

  /** Everybody who is signed in somewhere, by id. */
  here(): string[] {
    return [...new Set([...this.#sessions.values()].map(({ person }) => person))];
  }

  /** Who is signed in, locked or not; null: nobody. */
  personOf(session: OpenSession): string | null {
    return this.#sessions.get(session)?.person ?? null;
  }

  /** Errors: NOT_SIGNED_IN. */
  #personIn(session: OpenSession): StoredPerson {
    const id = this.personOf(session);
    const person = id === null ? null : storedPerson(this.#services.db, id);
    if (!person) throw new AppError('NOT_SIGNED_IN');
    return person;
  }

  /** The attempt is counted before it is looked at, so that breaking it off gains nothing. */
  async #prove(
    session: OpenSession,
    name: string,
    person: StoredPerson | null,
    password: string,
    refusal: 'sign-in-refused' | 'unlock-refused',
  ): Promise<PersonSecret> {
    const { db, clock } = this.#services;
    const waiters: Waiter[] = [{ name }, { session: session.id }];
    this.#refuseWaiting(waiters);
    const secret = person && secretOf(db, person.id);
    const wait = await this.#write(() => noteFailure(db, waiters, clock.now()));
    const isGood = (await isPassword(password, secret?.hash ?? NOBODYS_HASH)) && secret !== null;
    if (!isGood || person!.state === 'disabled') {
      const why = isGood ? 'disabled' : secret ? 'password' : 'unknown';
      await this.#note(session, {
        action: refusal,
        outcome: 'refused',
        detail: { about: person?.id ?? null, why },
      });
      if (isGood) throw new AppError('PERSON_REFUSED', { case: 'disabled' });
      throw wait > 0 ? waiting(wait, 'SIGN_IN_WRONG') : new AppError('SIGN_IN_WRONG');
    }
    const newer = isOutdated(secret.hash) ? await hashPassword(password, randomSecret(SALT_BYTES)) : null;
    await this.#write(() => {
      forgetFailures(db, waiters);
      if (newer) this.#keep(person!.id, { hash: newer, mustChange: secret.mustChange });
    });
    return secret;
  }

  #refuseWaiting(waiters: readonly Waiter[]): void {
    const left = longestWait(this.#services.db, waiters, this.#services.clock.now());
    if (left > 0) throw waiting(left, 'SIGN_IN_WAIT');
  }

  async #enter(
    session: OpenSession,
    person: StoredPerson,
    mustChange: boolean,
    note: AuditNote,
  ): Promise<void> {
    // Whoever was here before leaves first.
    await this.signOut(session);
    const { id, name, role } = person;
    await this.#append({ ...auditActor(session), person: id, name, role }, note);
    session.signIn(principalOf(person));
    session.hold(mustChange ? 'must-change' : null);
    this.#sessions.set(session, { person: id, usedAt: this.#services.clock.now() });
  }

  #leave(session: OpenSession): void {
    this.#sessions.delete(session);
    session.signOut();
    session.hold(null);
    // Windows ask again who they are.
    this.#services.committed();
  }

  #use(session: OpenSession): void {
    const open = this.#sessions.get(session);
    if (open) open.usedAt = this.#services.clock.now();
  }

  #keep(person: string, secret: Pick<PersonSecret, 'hash' | 'mustChange'>): void {
    saveSecret(this.#services.db, person, { ...secret, setAt: this.#services.clock.now() });
  }

  /** As whoever is in the session now; written when its turn comes. */
  #note(session: OpenSession, note: AuditNote): Promise<unknown> {
    return this.#append(auditActor(session), note);
  }

  #append(actor: AuditActor, note: AuditNote): Promise<unknown> {
    const { db, clock } = this.#services;
    const at = clock.now();
    return this.#write(() => appendAudit(db, actor, at, note));
  }

  /** Of what nobody waits for: whoever asks has their turn, and this comes after it. */
  #unseen(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#services.log.error('not-audited', error));
  }

  #write<T>(work: () => T): Promise<T> {
    return this.#services.writes.take(() => this.#services.db.transaction(work));
  }
}

function waiting(left: number, code: 'SIGN_IN_WAIT' | 'SIGN_IN_WRONG'): AppError {
  const seconds = Math.ceil(left / 1000);
  return new AppError(code, { case: 'wait', seconds });
}
