import type { AUDIT_FAULTS } from '../contract/audit.ts';
import { type AuditGroup, type AuditOutcome, isAuditAction } from '../domain/auditActions.ts';
import { ROLES, type Role } from '../domain/roles.ts';
import type { Words } from './words.ts';
import type { trust } from './zh/trust.ts';

/** Who may do what, and what was done, in words. */
export interface TrustText {
  role(role: Role): string;
  group(group: AuditGroup): string;
  /** An action that this version does not know keeps its name. */
  action(action: string): string;
  /** What an entry says besides, in the words of people; ids are left to the file. */
  details(detail: Readonly<Record<string, string | number | boolean | null>>): string[];
  outcome(outcome: AuditOutcome): string;
  fault(kind: (typeof AUDIT_FAULTS)[number], seq: number): string;
  faultHint: string;
  /** At the top of what a student is given of their own data, and of each source in it. `day`: YYYY-MM-DD. */
  heldTitle(day: string): string;
  heldSource(source: string): string;
  readonly heldParts: string;
}

type Say = (key: string, params?: Record<string, string | number>) => string;

export function trustText(words: Words<typeof trust>, say: Say): TrustText {
  return {
    role: (role) => words.role[role],
    group: (group) => words.group[group],
    action: (action) => (isAuditAction(action) ? words.action[action] : action),
    details: (detail) =>
      Object.entries(detail).flatMap(([key, value]) => {
        if (value === null) return [];
        if (key === 'why') return Object.hasOwn(words.why, String(value)) ? [say(`trust.why.${value}`)] : [];
        if (key === 'role') return isRole(value) ? [words.role[value]] : [];
        if (key === 'folder' && value === '') return [say('trust.detail.folder', { value: words.noFolder })];
        if ((key === 'grant' || key === 'grantBefore') && isWholeOrNothing(value))
          return [say(`trust.detail.${key}`, { value: words.grant[value] })];
        return Object.hasOwn(words.detail, key) ? [say(`trust.detail.${key}`, { value: String(value) })] : [];
      }),
    outcome: (outcome) => words.outcome[outcome],
    fault: (kind, seq) => say(`trust.fault.${kind}`, { seq }),
    faultHint: words.faultHint,
    heldTitle: (day) => say('trust.held.title', { day }),
    heldSource: (source) => say('trust.held.source', { source }),
    heldParts: words.held.parts,
  };
}

/** Of grants, those that are no list of colleges. */
function isWholeOrNothing(value: unknown): value is '*' | '' {
  return value === '*' || value === '';
}

function isRole(value: unknown): value is Role {
  return (ROLES as readonly unknown[]).includes(value);
}
