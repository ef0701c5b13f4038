import type { Audited } from '../../../shared/contract/access.ts';
import type { AuditAction } from '../../../shared/domain/auditActions.ts';
import { type AuditDetail, appendAudit } from '../../audit/appendAudit.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import type { HeardCall } from '../HeardCall.ts';
import type { Services } from '../services.ts';
import { valuesAt } from '../valuesAt.ts';
import { auditActor } from './auditActor.ts';

/**
 * What a call that went well is to the audit; null: what it wrote has told it already, in the transaction that wrote it.
 */
const ACTIONS: Record<Audited, AuditAction | null> = {
  'sign-in': null,
  people: null,
  unmask: 'look',
  print: 'print',
  export: 'export',
  decision: null,
  change: null,
  import: null,
  undo: null,
  settings: null,
  // What is at the hub is known to whoever asks it (tellHub).
  hub: null,
  backup: 'backup',
};

/** Of these an entry of its own is written by who does it. */
const TELLS_ITSELF = new Set(['people.askUnmask']);

/** Refusals that say that somebody asked for what they may not. */
const REFUSALS = new Set(['NOT_ALLOWED', 'NOT_SIGNED_IN', 'UNMASK_REFUSED']);

/** Values of an input that say what was asked for and nothing of a student. */
const TOLD = [
  'kind',
  'report',
  'campaign',
  'batch',
  'case',
  'format',
  'unmasked',
  'role',
  'query.campaign',
  'reason',
  'seq',
] as const;
const STUDENTS_AT = ['id', 'student', 'students', 'selection.ids', 'selection.students', 'ids'] as const;

/** Writes the audit's entry of a call that the contract says is audited. */
export function auditCall({ db, clock }: Pick<Services, 'db' | 'clock'>, call: HeardCall): void {
  const { session, name, access, input, outcome } = call;
  if (typeof outcome !== 'string') {
    if (!REFUSALS.has(outcome.code)) return;
    appendAudit(db, auditActor(session), clock.now(), {
      action: 'refused',
      outcome: 'refused',
      detail: { call: name, code: outcome.code },
    });
    return;
  }
  const action = ACTIONS[access.audits!];
  if (outcome === 'left' || action === null || TELLS_ITSELF.has(name)) return;
  appendAudit(db, auditActor(session), clock.now(), {
    action,
    students: [...call.students, ...studentsOf(db, input)],
    detail: { call: name, ...told(input) },
  });
}

function told(input: unknown): AuditDetail {
  const detail: AuditDetail = {};
  for (const at of TOLD) {
    const [value] = valuesAt(input, at);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      detail[at] = value;
  }
  return detail;
}

function studentsOf(db: Services['db'], input: unknown): number[] {
  return STUDENTS_AT.flatMap((at) => valuesAt(input, at)).flatMap((id) =>
    typeof id === 'string' ? (studentNumberOf(db, id) ?? []) : [],
  );
}
