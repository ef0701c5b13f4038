/**
 * What the audit tells of, in the groups by which it is searched. A name is never given another meaning: entries keep
 * theirs forever.
 */
export const AUDIT_GROUPS = {
  /** Coming and going. */
  session: ['sign-in', 'sign-in-refused', 'sign-out', 'lock', 'unlock', 'unlock-refused', 'session-ended'],
  /** Personal data in full. */
  look: ['unmask', 'look'],
  /** What left the program. */
  out: ['print', 'export', 'mail'],
  /** What was decided about students. */
  decision: ['verdict', 'photo-review', 'case', 'reconcile', 'close', 'reopen', 'counter', 'record'],
  /** Files that came in, and what was taken back. */
  data: ['import', 'undo', 'erase', 'erase-proof'],
  /** Who may do what. */
  people: [
    'person-added',
    'person-changed',
    'person-disabled',
    'person-enabled',
    'person-removed',
    'password-set',
    'password-changed',
    'admin-reset',
    'task-added',
    'task-revoked',
  ],
  /** What the office goes by. */
  rules: ['rules-changed', 'settings-changed', 'campaign-changed'],
  /** The hub that this computer hosts, and whom it lets in; this computer's own tie to a hub. */
  hub: [
    'hub-started',
    'hub-stopped',
    'hub-code',
    'device-let-in',
    'device-granted',
    'device-revoked',
    'hub-lease',
    'hub-folder',
    'hub-kept-only',
    'hub-key',
    'hub-joined',
    'hub-trusted',
    'hub-rejoined',
    'hub-forgotten',
    'hub-unlocked',
    'desk-folder',
  ],
  /** The store itself. */
  store: ['key-changed', 'backup', 'restore'],
  /** Asked for, and not allowed. */
  refused: ['refused'],
} as const;

export type AuditGroup = keyof typeof AUDIT_GROUPS;
export type AuditAction = (typeof AUDIT_GROUPS)[AuditGroup][number];

export const AUDIT_ACTIONS = Object.values(AUDIT_GROUPS).flat() as AuditAction[];

export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

export function isAuditAction(text: string): text is AuditAction {
  return (AUDIT_ACTIONS as string[]).includes(text);
}
