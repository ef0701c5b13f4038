import type { MailServer, Sending, Trouble } from '../../shared/contract/mail.ts';
import {
  isPassing,
  type MailProblem,
  type MailState,
  retryPause,
  serverPause,
} from '../../shared/domain/mailStates.ts';
import type { WriteDb } from '../db/database.ts';
import type { MailPassword } from './mailPassword.ts';
import { mailServer } from './mailServer.ts';
import { dropUnfinished, moveMail, nextMail, type StoredMail, unloggedMails } from './mailTable.ts';
import { openSmtpLink, type SendOutcome, SmtpFailure, type SmtpLink } from './smtpLink.ts';

export interface QueueNeeds {
  db: WriteDb;
  clock: { now(): number };
  password: MailPassword;
  log: { error(event: string, error: unknown): void };
  /** Waits for whoever writes before, then writes. */
  take<T>(work: () => T): Promise<T>;
  /** Why a mail is not to go any more; null: it is. */
  isMoot(mail: StoredMail): MailProblem | null;
  /** Enters mails that were sent into the log as contacts, within a transaction. */
  logSent(mails: readonly StoredMail[]): void;
}

/** A connection is not kept open for longer than this between two mails: servers close it themselves before long. */
const LINK_IDLE_MS = 15_000;
/** Mails that were sent go into the log together: each entry makes every list anew. */
const LOG_TOGETHER = 200;
const LOG_AFTER_MS = 120_000;
const LONGEST_SLEEP_MS = 60_000;

/**
 * Sends what is queued, one mail after the other, as fast as the office allows. While somebody `runs` it. What is on
 * the disk says at every moment whether a mail may have gone.
 */
export class MailQueue {
  readonly #needs: QueueNeeds;
  #runners = 0;
  #loop: Promise<void> | null = null;
  #closing = false;
  #link: SmtpLink | null = null;
  #linkUsedAt = 0;
  /** Epoch ms of the last mail that was offered, for the rate; of before the program started it is read. */
  #lastAt: number;
  #failures = 0;
  #trouble: Trouble | null = null;
  #notBefore = 0;
  #isNudged = false;
  /** Mails sent since the log was last told, and when that was. */
  #unlogged = 0;
  #loggedAt: number;
  #sending: Sending = { state: 'idle', until: null, trouble: null };
  #wake: () => void = () => undefined;
  readonly #watchers = new Set<() => void>();

  constructor(needs: QueueNeeds) {
    this.#needs = needs;
    const { db, clock } = needs;
    dropUnfinished(db);
    // Whatever was on its way when the program ended may have arrived.
    const found = db
      .read<{ n: number; attempts: number }>("SELECT n, attempts FROM mail WHERE state = 'sending'")
      .all();
    for (const { n, attempts } of found)
      moveMail(db, n, { state: 'unclear', at: clock.now(), attempts, problem: 'unclear' });
    this.#loggedAt = clock.now();
    this.#lastAt =
      db
        .read<{ at: number | null }>(
          "SELECT max(changed_at) AS at FROM mail WHERE state IN ('sent', 'unclear', 'bounced')",
        )
        .get()?.at ?? 0;
  }

  get sending(): Sending {
    return this.#sending;
  }

  /** Starts sending and goes on until the answer is called, by everybody who started it. */
  run(): () => void {
    this.#runners++;
    this.#start();
    let stopped = false;
    return () => {
      if (stopped) return;
      stopped = true;
      this.#runners--;
      this.#wake();
    };
  }

  /** Something was queued, let go, or set anew: whatever stood in the way is tried again at once. */
  nudge(): void {
    this.#trouble = null;
    this.#failures = 0;
    this.#notBefore = 0;
    this.#isNudged = true;
    this.#start();
    this.#wake();
  }

  /** Resolves when `isDone` says so, or the signal is aborted; `told` after every step. */
  async follow(isDone: (sending: Sending) => boolean, signal: AbortSignal, told: () => void): Promise<void> {
    for (;;) {
      told();
      if (signal.aborted || isDone(this.#sending)) return;
      await new Promise<void>((resolve) => {
        const end = () => {
          this.#watchers.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        this.#watchers.add(end);
        signal.addEventListener('abort', end, { once: true });
      });
    }
  }

  /** Enters into the log what was sent and is not in it: after a kill, too. */
  async logSent(): Promise<void> {
    const { db, take, clock, logSent } = this.#needs;
    if (unloggedMails(db).length > 0) {
      await take(() =>
        db.transaction(() => {
          const mails = unloggedMails(db);
          logSent(mails);
          for (const { n } of mails) db.write('UPDATE mail SET logged = 1 WHERE n = ?').run(n);
        }),
      );
    }
    this.#unlogged = 0;
    this.#loggedAt = clock.now();
  }

  /** Ends after the mail that is on its way. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#wake();
    await this.#loop;
  }

  #start(): void {
    if (this.#loop || this.#closing || this.#runners === 0) return;
    this.#say({ state: 'sending', until: null, trouble: null });
    this.#loop = this.#work()
      .catch((error: unknown) => {
        this.#needs.log.error('mail-queue', error);
        this.#say({ state: 'stopped', until: null, trouble: this.#trouble });
      })
      .finally(() => {
        this.#loop = null;
        if (this.#isNudged) this.#start();
      });
  }

  async #work(): Promise<void> {
    const { clock } = this.#needs;
    while (!this.#closing && this.#runners > 0) {
      this.#isNudged = false;
      const until = await this.#step();
      if (until === null) break;
      if (until > clock.now()) await this.#sleep(until - clock.now());
    }
    this.#hangUp();
    await this.logSent();
    if (this.#sending.state !== 'stopped') this.#say({ state: 'idle', until: null, trouble: null });
  }

  /** One mail, or why not now: until when to wait (epoch ms), null: for somebody. */
  async #step(): Promise<number | null> {
    const { db, clock, take } = this.#needs;
    if (this.#unlogged >= LOG_TOGETHER || clock.now() - this.#loggedAt > LOG_AFTER_MS) await this.logSent();
    const mail = nextMail(db);
    if (!mail) return null;
    const moot = this.#needs.isMoot(mail);
    if (moot !== null) {
      await this.#move(mail, 'cancelled', mail.attempts, { problem: moot, reply: '' });
      return 0;
    }
    const server = mailServer(db);
    if (!server) return this.#stop({ problem: 'no-server', reply: '' });
    if (this.#trouble && !isPassing(this.#trouble.problem)) return this.#stop(this.#trouble);
    const due = Math.max(mail.nextAt, this.#lastAt + 60_000 / server.perMinute, this.#notBefore);
    const now = clock.now();
    if (due > now) {
      if (now - this.#linkUsedAt > LINK_IDLE_MS) this.#hangUp();
      this.#say({ state: 'waiting', until: due, trouble: this.#notBefore > now ? this.#trouble : null });
      return due;
    }
    this.#say({ state: 'sending', until: null, trouble: null });
    const link = await this.#linkTo(server);
    if (link === null) return this.#notBefore;
    // Whoever cancels or pauses may have come first while the server was spoken to.
    const isOurs = await take(() => {
      const again = nextMail(db);
      if (again?.n !== mail.n) return false;
      moveMail(db, mail.n, { state: 'sending', at: clock.now(), attempts: mail.attempts + 1 });
      return true;
    });
    if (!isOurs) return 0;
    await this.#note(mail, await link.send(mail));
    return 0;
  }

  /** A connection that is open, or null: there is trouble, and `notBefore` says until when. */
  async #linkTo(server: MailServer): Promise<SmtpLink | null> {
    if (this.#link && !this.#link.closed) return this.#link;
    try {
      this.#link = await openSmtpLink(server, this.#needs.password.read());
      return this.#link;
    } catch (error) {
      if (!(error instanceof SmtpFailure)) throw error;
      this.#serverTrouble(error.trouble);
      return null;
    }
  }

  async #note(mail: StoredMail, outcome: SendOutcome): Promise<void> {
    const { clock } = this.#needs;
    this.#linkUsedAt = clock.now();
    this.#lastAt = clock.now();
    const attempts = mail.attempts + 1;
    if (outcome.kind === 'sent') {
      this.#failures = 0;
      this.#trouble = null;
      this.#unlogged++;
      return this.#move(mail, 'sent', attempts, { problem: null, reply: outcome.reply });
    }
    const { trouble } = outcome;
    switch (outcome.kind) {
      case 'server':
        // It cost the mail nothing: nothing of it was handed over.
        this.#hangUp();
        await this.#move(mail, 'queued', mail.attempts, trouble);
        return this.#serverTrouble(trouble);
      case 'later': {
        const pause = retryPause(attempts);
        if (pause === null) return this.#move(mail, 'bounced', attempts, { ...trouble, problem: 'tries' });
        return this.#move(mail, 'queued', attempts, trouble, clock.now() + pause);
      }
      case 'bounced':
        return this.#move(mail, 'bounced', attempts, trouble);
      case 'unclear':
        this.#hangUp();
        return this.#move(mail, 'unclear', attempts, trouble);
    }
  }

  #serverTrouble(trouble: Trouble): void {
    this.#failures++;
    this.#trouble = trouble;
    this.#notBefore = isPassing(trouble.problem) ? this.#needs.clock.now() + serverPause(this.#failures) : 0;
  }

  async #move(
    { n }: StoredMail,
    state: MailState,
    attempts: number,
    { problem, reply }: { problem: MailProblem | null; reply: string },
    nextAt?: number,
  ): Promise<void> {
    const { db, clock, take } = this.#needs;
    const at = clock.now();
    await take(() => moveMail(db, n, { state, at, attempts, problem, reply, nextAt: nextAt ?? at }));
    this.#tell();
  }

  #stop(trouble: Trouble): null {
    this.#trouble = trouble;
    this.#say({ state: 'stopped', until: null, trouble });
    return null;
  }

  #hangUp(): void {
    this.#link?.close();
    this.#link = null;
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#isNudged || this.#closing) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(ms, LONGEST_SLEEP_MS));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }

  #say(sending: Sending): void {
    this.#sending = sending;
    this.#tell();
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
