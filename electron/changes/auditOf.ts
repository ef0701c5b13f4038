import type { AuditAction } from '../../shared/domain/auditActions.ts';
import { IMPORT_KINDS } from '../../shared/domain/importKinds.ts';
import type { AuditNote } from '../audit/appendAudit.ts';
import type { Change } from './change.ts';
import type { MutationArgs, MutationName } from './mutations/mutations.ts';
import type { SavePersonArgs } from './mutations/savePerson.ts';

/**
 * What the audit says of each mutation; null: nothing of its own. Files are told by the batch that they are, undoing by
 * the batch that it takes back, and prints by the call that made them.
 */
const ACTIONS: Record<MutationName, AuditAction | null> = {
  'import.chunk': null,
  'student.setFields': 'record',
  'student.correctNames': 'record',
  'identity.setFlags': 'record',
  'contacts.set': 'record',
  'campaign.save': 'campaign-changed',
  'campaign.setDeadlines': 'campaign-changed',
  'campaign.setMilestones': 'campaign-changed',
  'campaign.close': 'close',
  'campaign.reopen': 'reopen',
  'photo.set': null,
  'photo.review': 'photo-review',
  'photo.takeBack': 'photo-review',
  'verification.record': 'verdict',
  'sheets.issue': null,
  'sheets.return': 'verdict',
  'sheets.sign': null,
  'sheets.handle': null,
  'sheets.decide': 'reconcile',
  'batch.undo': null,
  'row.save': null,
  'reconcile.decide': 'reconcile',
  'reconcile.acceptWords': 'reconcile',
  'student.join': 'reconcile',
  'words.save': 'rules-changed',
  'chase.log': null,
  'mail.return': null,
  'counter.record': 'counter',
  'case.open': 'case',
  'case.act': 'case',
  'people.save': 'person-changed',
  'conflict.resolve': 'record',
};

/** The entry that a mutation is, as it is written with it; null: none. `students`: numbers of those whom it touched. */
export function auditOf<Name extends MutationName>(
  name: Name,
  args: MutationArgs<Name>,
  changes: readonly Change[],
  students: Iterable<number>,
  batch: string | null,
): AuditNote | null {
  if (name === 'row.save') return auditOfRow(args as MutationArgs<'row.save'>);
  if (name === 'people.save') return auditOfPerson(args as SavePersonArgs, changes);
  const action = ACTIONS[name];
  if (action === null) return null;
  const { campaign } = args as { campaign?: unknown };
  return {
    action,
    students,
    detail: {
      what: name,
      changes: changes.length,
      ...(typeof campaign === 'string' ? { campaign } : {}),
      ...(batch === null ? {} : { batch }),
    },
  };
}

/** Of printed sheets, and of cases. */
const COUNTERS = /^(sheets|cases) /;

function auditOfRow({ entity, id, before, after }: MutationArgs<'row.save'>): AuditNote | null {
  switch (entity) {
    case 'batch': {
      if (before !== null) return after?.undoneAt ? { action: 'undo', detail: { batch: id } } : null;
      const kind = after?.kind;
      const isFile = (IMPORT_KINDS as readonly unknown[]).includes(kind);
      return isFile ? { action: 'import', detail: { batch: id, kind: String(kind) } } : null;
    }
    case 'setting':
      // Numbers that the program counts on are nobody's setting: what took them is told by itself.
      return COUNTERS.test(id) ? null : { action: 'settings-changed', detail: { setting: id } };
    case 'campaign':
      return { action: 'campaign-changed', detail: { campaign: id } };
    default:
      return null;
  }
}

/** Names of people of the office are no secret of the office's own audit; of what changed, the fields. */
function auditOfPerson({ id, values }: SavePersonArgs, [change]: readonly Change[]): AuditNote | null {
  if (!change) return null;
  const about = { about: id, ...(values ? { name: values.name, role: values.role } : {}) };
  const isTask = values?.kind === 'task';
  if (values === null) return { action: 'person-removed', detail: about };
  if (change.kind === 'made') return { action: isTask ? 'task-added' : 'person-added', detail: about };
  const state = change.patch.state?.[1];
  if (state === 'disabled') return { action: isTask ? 'task-revoked' : 'person-disabled', detail: about };
  if (state === 'active') return { action: 'person-enabled', detail: about };
  const fields = Object.keys(change.patch).filter((field) => !field.startsWith('changed'));
  return { action: 'person-changed', detail: { ...about, fields: fields.join(',') } };
}
