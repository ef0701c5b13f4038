import { AsyncLocalStorage } from 'node:async_hooks';
import { mayDo, type Principal, type Scope, WHOLE_SCHOOL } from '../../shared/domain/roles.ts';

/** What every call of the contract comes with. */
export interface CallContext {
  session: OpenSession;
}

/** The window is locked, or the password is to be replaced first. */
export type Held = 'locked' | 'must-change';

/** How long whole numbers stay open once they were asked for, in milliseconds. */
export const UNMASK_FOR = 10 * 60_000;

/**
 * One window's, browser's or command's time with the core. `office` says who acts while nobody is signed in: the office
 * itself in a store without people, else null.
 */
export class OpenSession {
  readonly id: string;
  readonly #office: () => Principal | null;
  #signedIn: Principal | null = null;
  readonly #made = new Set<string>();
  #unmasked: { until: number; reason: string } | null = null;
  #held: Held | null = null;

  constructor(id: string, office: () => Principal | null) {
    this.id = id;
    this.#office = office;
  }

  /** Whose what this session makes is: the next person at the same window does not get it. */
  get owner(): string {
    return `${this.id} ${this.principal()?.user ?? ''}`;
  }

  /** null: nobody has signed in, and only what needs nobody answers. */
  principal(): Principal | null {
    return this.#signedIn ?? this.#office();
  }

  /** `principal` has proved who they are, or was changed by an administrator. What was unmasked for another ends. */
  signIn(principal: Principal): void {
    if (this.#signedIn?.user !== principal.user) {
      this.#unmasked = null;
      this.#made.clear();
    }
    this.#signedIn = principal;
  }

  /**
   * Why a person who is signed in gets no answers at the moment; null: they do. What runs already goes on as theirs: an
   * import does not end because its window locks.
   */
  get held(): Held | null {
    return this.#held;
  }

  hold(why: Held | null): void {
    this.#held = why;
  }

  signOut(): void {
    this.#signedIn = null;
    this.#unmasked = null;
  }

  /** Opens whole numbers for a while; the end, in epoch milliseconds. */
  unmask(reason: string, now: number): number {
    this.#unmasked = { until: now + UNMASK_FOR, reason };
    return this.#unmasked.until;
  }

  /** A batch was written by this session. */
  made(batch: string): void {
    this.#made.add(batch);
  }

  hasMade(batch: string): boolean {
    return this.#made.has(batch);
  }

  mask(): void {
    this.#unmasked = null;
  }

  /** Why and until when whole numbers are open; null: they are not, or the person never needs to ask. */
  unmasked(now: number): { until: number; reason: string } | null {
    const open = this.#unmasked;
    // A clock that was set back must not lengthen it.
    return open && now < open.until && open.until - now <= UNMASK_FOR ? open : null;
  }

  mayUnmask(now: number): boolean {
    const principal = this.principal();
    if (!principal) return false;
    return mayDo(principal, 'unmask') || (mayDo(principal, 'ask-unmask') && this.unmasked(now) !== null);
  }
}

const acting = new AsyncLocalStorage<OpenSession>();

/** The session of the call that runs now; null in what the program does by itself. */
export function actingSession(): OpenSession | null {
  return acting.getStore() ?? null;
}

/** Of which students the call that runs now may learn. What the program does by itself sees all. */
export function actingScope(): Scope {
  const session = actingSession();
  if (!session) return WHOLE_SCHOOL;
  return session.principal()?.scope ?? NOTHING;
}
const NOTHING: Scope = { kind: 'colleges', colleges: [] };

/** Runs what the program does by itself, though a call has set it going: it is nobody's, and sees all. */
export function asProgram<Result>(work: () => Result): Result {
  return acting.exit(work);
}

export function actAs<Result>(session: OpenSession, work: () => Result): Result {
  return acting.run(session, work);
}

/**
 * The same stream, every step of it done within the call that asked for it: a generator would otherwise go on as whoever
 * reads it.
 */
export function streamWithin<T>(
  step: <Result>(work: () => Result) => Result,
  events: AsyncIterator<T>,
): AsyncGenerator<T> {
  const stream: AsyncGenerator<T> = {
    next: () => step(() => events.next()),
    async return(value) {
      const last = await step(() => events.return?.(value));
      return last ?? { done: true, value: await value };
    },
    async throw(error) {
      if (!events.throw) throw error;
      return step(() => events.throw!(error));
    },
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => {
      await stream.return(undefined);
    },
  };
  return stream;
}
