/**
 * Where a mail stands. `sending` is on the disk before its first byte is offered; what is found so later, or lost its
 * connection after all of it was handed over, is `unclear`: it may have arrived, and only a person sends it again.
 */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'bounced', 'unclear', 'cancelled'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** What was in the way of a mail, or of the server as a whole. */
export const MAIL_PROBLEMS = [
  'no-server', // nothing is set
  'no-password',
  'dns',
  'refused',
  'timeout',
  'tls', // the handshake, or no STARTTLS where it is asked for
  'certificate',
  'no-auth', // the server takes no sign-in on such a connection
  'password',
  'sender',
  'recipient',
  'rejected', // the message itself
  'later', // 4xx: not now
  'dropped', // the connection ended before the message was handed over
  'protocol', // whatever answers speaks no SMTP
  'unclear',
  // It came back later: the address, a full mailbox, refused, not delivered in time, or nobody knows why (ReturnCause).
  'returned-address',
  'returned-full',
  'returned-refused',
  'returned-later',
  'returned-unknown',
  'tries', // tried as often as is sensible
  'done-since', // nobody of it is to be chased any more
  'campaign-closed',
  'by-hand',
] as const;
export type MailProblem = (typeof MAIL_PROBLEMS)[number];

/** Problems that waiting may solve; the others need a person. */
const PASSING: ReadonlySet<MailProblem> = new Set([
  'dns',
  'refused',
  'timeout',
  'dropped',
  'later',
  'protocol',
]);

export function isPassing(problem: MailProblem): boolean {
  return PASSING.has(problem);
}

/** Minutes until a mail is tried again, by how often it was tried; growing, since a greylist or a full disk takes its time. */
const PAUSES = [1, 5, 15, 60, 240] as const;

/** Milliseconds until a message is tried again; null: enough. `attempts` ≥ 1. */
export function retryPause(attempts: number): number | null {
  const minutes = PAUSES[attempts - 1];
  return minutes === undefined ? null : minutes * 60_000;
}

/** Milliseconds until the server itself is tried again after so many failures in a row; never given up. */
export function serverPause(failures: number): number {
  return PAUSES[Math.min(failures, 4) - 1]! * 60_000;
}
