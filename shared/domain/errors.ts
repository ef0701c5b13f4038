/**
 * What can go wrong, as a closed set. Each code has a sentence (what happened, where) and a hint (what to do
 * next) in shared/text; the exit code is the command line's contract.
 */
export const ERROR_CODES = {
  // 2: wrong usage
  USAGE: 2,
  /** Asked for rightly, but this version does not have it. */
  NOT_YET: 2,
  // 3: a file could not be read
  FILE_NOT_FOUND: 3,
  FILE_UNREADABLE: 3,
  FILE_EMPTY: 3,
  /** A password is needed, and none was given. */
  FILE_ENCRYPTED: 3,
  FILE_PASSWORD_WRONG: 3,
  /** No password helps: the way in which it is encrypted is not known here. */
  FILE_ENCRYPTION_UNKNOWN: 3,
  FILE_DAMAGED: 3,
  FILE_UNKNOWN: 3,
  FILE_FORMAT_UNSUPPORTED: 3,
  FILE_TOO_LARGE: 3,
  FILE_UNSAFE: 3,
  FILE_NO_ROWS: 3,
  FILE_NO_HEADER: 3,
  SHEET_NOT_FOUND: 3,
  /** The other way round: a file that was to be written. */
  FILE_NOT_WRITABLE: 3,
  // 4: refused
  STORE_IN_USE: 4,
  STORE_NEWER: 4,
  STORE_DAMAGED: 4,
  /** Its folder lies on another computer: SQLite's locks do not hold there. */
  STORE_ON_NETWORK: 4,
  /** The disk is full. */
  STORE_FULL: 4,
  /** The folder or its files can only be read. */
  STORE_READ_ONLY: 4,
  /** The disk failed while it was read or written. */
  STORE_DISK: 4,
  STORE_LOCKED: 4,
  /** A passphrase or recovery key that does not open the store; `case`: passphrase, recovery, group (a slip in one). */
  KEY_WRONG: 4,
  /** A new passphrase that can't be taken; `case`: short, long. */
  KEY_PASSPHRASE: 4,
  /** The key ring can't be used; `case`: missing, damaged, newer, no-recovery. */
  KEY_RING: 4,
  STORE_NOT_EMPTY: 4,
  STORE_MISSING: 4,
  /** Nobody has signed in, or signed out meanwhile. */
  NOT_SIGNED_IN: 4,
  /** The role or the scope of whoever asks does not allow it. */
  NOT_ALLOWED: 4,
  /** Whole numbers are not open; `case`: ask (they may be asked for), never. */
  UNMASK_REFUSED: 4,
  /** A newer version that is not taken; `case` says why. */
  UPDATE_REFUSED: 4,
  STALE_PLAN: 4,
  NOT_FOUND: 4,
  CANCELLED: 4,
  CAMPAIGN_CLOSED: 4,
  CAMPAIGN_OPEN: 4,
  /** What the lock rule of campaigns keeps as it is; `case` says what and why. */
  CAMPAIGN_FIXED: 4,
  BATCH_UNDONE: 4,
  /** What a batch did came as part of what the hub has, and nothing here says what was there before. */
  BATCH_ELSEWHERE: 4,
  /** Not of the campaign's population. */
  COUNTER_OUTSIDE: 4,
  /** Another student is being asked. */
  COUNTER_BUSY: 4,
  /** What the student's window answers to is no longer on it. */
  COUNTER_OVER: 4,
  /** What the student looked at has changed meanwhile. */
  COUNTER_CHANGED: 4,
  /** The window was shut, or another was opened. */
  COUNTER_REFUSED: 4,
  /** What the rules of cases do not allow; `case` says why (CASE_REFUSALS). */
  CASE_REFUSED: 4,
  /** A case that has nothing to say in the list or letter that was asked for. */
  CASE_OUTPUT: 4,
  /** A letter's text that can't be taken; `case`: empty, long, password, field. */
  CASE_LETTER: 4,
  /** The office's own wording of a case type or profile can't be used; `case` says why (CaseRulesProblem). */
  CASE_RULES_REFUSED: 4,
  /** A file of a case that can't be painted over; `case`: no-picture, no-box, missing. */
  CASE_EVIDENCE: 4,
  /** Closing a campaign and opening it again are no batches to take back. */
  CAMPAIGN_CLOSING: 4,
  /** Name or password, whichever; `case` wait: after so many the next is not looked at for `seconds`. */
  SIGN_IN_WRONG: 4,
  /** Not looked at: too soon after the last. */
  SIGN_IN_WAIT: 4,
  TASK_KEY_WRONG: 4,
  /** `case`: a PasswordProblem. */
  PASSWORD_REFUSED: 4,
  /** `case`: name-taken, name-bad, last-admin, first-admin, was-here, disabled, no-people. */
  PERSON_REFUSED: 4,
  /** The store has a hub already. */
  SYNC_JOINED: 4,
  /** Erased is at a desk of the whole school alone; `case`: colleges, unsynced. */
  ERASE_REFUSED: 4,
  /** Bundles are of a desk with a hub that it knows; `case`: none, asking, key. */
  SYNC_NOT_READY: 4,
  /** What two people disputed can't be settled so; `case`: gone, field. */
  CONFLICT_REFUSED: 4,
  /** The sync hub can't be run, backed up or restored so; `case` says why. */
  HUB_REFUSED: 4,
  /** A hub of the school did not answer as one; `case`: see hubTrouble.ts. */
  HUB_UNREACHABLE: 4,
  /** The hub said no; `case`: a code of REFUSALS (messages.ts). */
  SYNC_REFUSED: 4,
  /** This computer has been away from its hub for longer than `days`: nothing of students is shown until it reaches it. */
  SYNC_LEASE: 4,
  /** What an administrator of the hub asked for can't be done; `case`: device, state, code. */
  HUB_DEVICE: 4,
  /** A text that was given for the end of the audit and is none. */
  AUDIT_ANCHOR: 4,
  /** A bundle that is not taken; `case`: a BundleProblem. */
  BUNDLE_REFUSED: 4,
  // 5: a fault of the program
  INTERNAL: 5,
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

/** An error that a person is told in a sentence; `params` fill the sentence's gaps. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: Record<string, string | number>;
  constructor(code: ErrorCode, params: Record<string, string | number> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }
}

export function exitCodeOf(error: unknown): number {
  return error instanceof AppError ? ERROR_CODES[error.code] : ERROR_CODES.INTERNAL;
}
