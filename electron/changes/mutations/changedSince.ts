import { namesStudents, type Source } from '../../../shared/domain/studentFields.ts';
import type { ReadDb } from '../../db/database.ts';
import { recordsOf, type SourceRecord, studentsByN } from '../../db/tables/studentTable.ts';
import {
  type Change,
  type Effect,
  ID_SEPARATOR,
  leftBy,
  type PatchValue,
  parseEffect,
  splitId,
} from '../change.ts';
import { whatElseSpeaks } from '../project/removeUnspoken.ts';
import { readRow } from '../readRow.ts';
import { caseVersion } from './caseValues.ts';
import { decisionValues } from './decide.ts';
import { isContactStanding } from './logContacts.ts';
import { reviewValues } from './reviewPhotos.ts';
import { isCampaignKept } from './saveCampaign.ts';
import { wordValues } from './saveWords.ts';
import { classContact } from './setContacts.ts';
import { deadlineValues } from './setDeadlines.ts';
import { milestoneValues } from './setMilestones.ts';
import { photoValues } from './setPhotos.ts';

/** A change as the log has it. */
export type LoggedChange = Change & {
  seq: number;
  studentN: number;
  /** The name of the mutation that it was part of. */
  mutation: string;
};

/**
 * The fields of a logged change that no longer are what it made them, or that a later batch said again (`said`, see
 * saidSince); empty: it can be taken back.
 */
export function changedSince(
  db: ReadDb,
  change: LoggedChange,
  said?: ReadonlySet<string>,
): readonly string[] {
  if (change.mutation === 'conflict.resolve')
    return fieldsChanged(change, readRow(db, change.entity, change.entityId));
  switch (change.entity) {
    case 'record':
      return recordChanged(db, change, said);
    case 'photo':
      return photoChanged(db, change, said);
    case 'event':
      return eventChanged(db, change);
    case 'chaseContact':
      if (change.mutation === 'mail.return') return isVoidedBy(db, change) ? [] : ['contact'];
      return isContactStanding(db, change.entityId) ? [] : ['contact'];
    case 'case':
      return isCaseActedOn(db, change, change.entityId, leftBy(change).version) ? ['case'] : [];
    case 'caseEntry': {
      const { case: of, version } = leftBy(change);
      const isWhole = takesCaseTo(db, change, of as string, version);
      return isWhole && !isCaseActedOn(db, change, of as string, version) ? [] : ['case'];
    }
    case 'classContact':
      return fieldsChanged(change, classContact(db, change.entityId));
    case 'campaign':
      return isCampaignKept(db, change) ? ['campaign'] : [];
    case 'deadline':
      return deadlineChanged(db, change);
    case 'milestone':
      return milestoneChanged(db, change);
    case 'sheetHandling':
    case 'sheetReturn':
    case 'mailReturn':
      // What was done with a sheet later, or came back again, is another batch, and stands by itself.
      return [];
    case 'review':
      return reviewChanged(db, change);
    default:
      return wholeChanged(db, change);
  }
}

/** Whether a contact does not stand because of this change, and nothing else. */
function isVoidedBy(db: ReadDb, change: LoggedChange): boolean {
  const contact = db
    .read<{ voidedBy: string | null }>('SELECT voided_by AS voidedBy FROM chase_contact WHERE id = ?')
    .get(change.entityId);
  return contact?.voidedBy === leftBy(change).voidedBy;
}

type Fields = Readonly<Record<string, PatchValue>>;

/** The fields that hold something else than what a change left in them. */
function fieldsChanged(change: Effect, now: Fields | null): string[] {
  const left = leftBy(change);
  return Object.keys(left).filter((field) => (now?.[field] ?? null) !== left[field]);
}

function recordChanged(db: ReadDb, change: LoggedChange, said?: ReadonlySet<string>): readonly string[] {
  const source = change.entityId.split(ID_SEPARATOR)[1] as Source;
  const [student] = studentsByN(db, [change.studentN]);
  const records = student ? recordsOf(db, student) : [];
  const now = records.find((record) => record.source === source)?.values ?? null;
  const changed = fieldsChanged(change, now);
  if (changed.length > 0) return changed;
  const again = saidAgain(change, said);
  if (again.length > 0) return again;
  if (!student) return Object.keys(leftBy(change));
  // Staff's words stand each for itself; a file's row is one student, whose later fields need the first ones.
  if (!namesStudents(source)) return [];
  const others = records.filter((record) => record.source !== source);
  return hangingOn(db, change, Object.keys(now ?? {}), others);
}

function photoChanged(db: ReadDb, change: LoggedChange, said?: ReadonlySet<string>): readonly string[] {
  const role = change.entityId.split(ID_SEPARATOR)[1]!;
  const changed = fieldsChanged(change, photoValues(db, change.studentN, role));
  return changed.length > 0 ? changed : saidAgain(change, said);
}

function saidAgain(change: LoggedChange, said?: ReadonlySet<string>): readonly string[] {
  return said ? Object.keys(leftBy(change)).filter((field) => said.has(field)) : [];
}

/**
 * Whether anything was done to a case since this step gave it this version, it is no more, or the step never came to
 * stand: somebody else’s was first, and has the version.
 */
function isCaseActedOn(
  db: ReadDb,
  { seq }: LoggedChange,
  id: string,
  version: PatchValue | undefined,
): boolean {
  if (version === undefined || caseVersion(db, id) !== version) return true;
  const step = db.read(
    `SELECT 1 FROM case_entry JOIN mutation USING (batch)
     WHERE mid = (SELECT mutation FROM change WHERE seq = ?) AND case_id = ? AND version = ? AND voided_by IS NULL`,
  );
  return step.get(seq, id, version) === undefined;
}

/**
 * Whether the log has, of the same step, that the case came to this version by it. A desk that showed an own step when a
 * colleague's came that stands in its place has less of that one in its log: it is taken back at the desk that took it.
 */
function takesCaseTo(
  db: ReadDb,
  { seq, studentN }: LoggedChange,
  id: string,
  version: PatchValue | undefined,
): boolean {
  const step = db
    .read<{ kind: Effect['kind']; patch: string }>(
      `SELECT kind, patch FROM change
       WHERE student_n = ? AND mutation = (SELECT mutation FROM change WHERE seq = ?)
         AND entity = 'case' AND entity_id = ?`,
    )
    .get(studentN, seq, id);
  return step !== undefined && leftBy(parseEffect(step.kind, step.patch)).version === version;
}

function eventChanged(db: ReadDb, { entityId }: LoggedChange): readonly string[] {
  const event = db
    .read<{ voided_by: string | null }>('SELECT voided_by FROM event WHERE id = ?')
    .get(entityId);
  return event?.voided_by === null ? [] : ['verdict'];
}

/** A day that was set anew since, or in a campaign that was closed with it. */
function deadlineChanged(db: ReadDb, change: LoggedChange): readonly string[] {
  const [campaign, scope] = splitId(change.entityId);
  const isAnother = fieldsChanged(change, deadlineValues(db, campaign, scope)).includes('deadline');
  return isAnother || isClosed(db, campaign) ? ['deadline'] : [];
}

/** A step that was changed again since, or in a campaign that was closed with it. */
function milestoneChanged(db: ReadDb, change: LoggedChange): readonly string[] {
  const [campaign, id] = splitId(change.entityId);
  const now = milestoneValues(db, campaign, id);
  // A step that was made without days, and was given them since, is another one too.
  const left = leftBy(change);
  const filled = change.kind === 'made' ? Object.keys(now ?? {}).filter((field) => !(field in left)) : [];
  const isAnother = fieldsChanged(change, now).length > 0 || filled.some((field) => now![field] !== null);
  return isAnother || isClosed(db, campaign) ? ['milestone'] : [];
}

function isClosed(db: ReadDb, campaign: string): boolean {
  const { closedAt } = db
    .read<{ closedAt: number | null }>('SELECT closed_at AS closedAt FROM campaign WHERE id = ?')
    .get(campaign)!;
  return closedAt !== null;
}

/**
 * A review is one thing too. A person who goes through photos may say something of one and then, in the same batch,
 * something else: what came later in the batch goes before this does.
 */
function reviewChanged(db: ReadDb, change: LoggedChange): readonly string[] {
  const [, role = '', hash = ''] = change.entityId.split(ID_SEPARATOR);
  if (studentsByN(db, [change.studentN]).length === 0) return ['review'];
  const now = reviewValues(db, change.studentN, role, hash);
  if (fieldsChanged(change, now).length === 0) return [];
  const laterInBatch = db
    .read<{ kind: Effect['kind']; patch: string }>(
      `SELECT c.kind, c.patch FROM change c JOIN mutation m ON m.mid = c.mutation
       WHERE c.student_n = ? AND c.seq > ? AND c.entity = 'review' AND c.entity_id = ?
         AND m.batch = (SELECT own.batch FROM mutation own JOIN change made ON made.mutation = own.mid WHERE made.seq = ?)`,
    )
    .all(change.studentN, change.seq, change.entityId, change.seq);
  const isNow = laterInBatch.some(
    ({ kind, patch }) => fieldsChanged(parseEffect(kind, patch), now).length === 0,
  );
  return isNow ? [] : ['review'];
}

/** A decision, or what a word means, is one thing: decided anew since, it is kept whole. */
function wholeChanged(db: ReadDb, change: LoggedChange): readonly string[] {
  const [one, other] = splitId(change.entityId);
  const isWord = change.entity === 'word';
  const now = isWord ? wordValues(db, one, other) : decisionValues(db, one, other);
  if (fieldsChanged(change, now).length === 0) return [];
  return [isWord ? one : other];
}

/**
 * What came after a change to a file's record that would be lost, or left without a student to belong to, if it were
 * taken back: fields that a later file added to a record that this change made, staff's own word, photos, verdicts.
 * Empty: nothing.
 */
function hangingOn(
  db: ReadDb,
  change: LoggedChange,
  now: readonly string[],
  others: readonly SourceRecord[],
): readonly string[] {
  const left = leftBy(change);
  const added = now.filter((field) => left[field] === undefined);
  if (change.kind === 'made' && added.length > 0) return added;
  const isEmptied =
    added.length === 0 &&
    (change.kind === 'made' || Object.values(change.patch).every(([from]) => from === null));
  if (!isEmptied) return [];
  // Staff correct a student; they do not make one: without a file's word there would be nobody to correct.
  if (others.some((record) => namesStudents(record.source))) return [];
  return others.length > 0
    ? others.flatMap(({ values }) => Object.keys(values))
    : whatElseSpeaks(db, change.studentN);
}
