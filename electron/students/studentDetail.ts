import type { StudentDetail } from '../../shared/contract/students.ts';
import { deadlineFinder } from '../../shared/domain/campaignDeadlines.ts';
import { classKey } from '../../shared/domain/className.ts';
import { type DifferenceKind, differenceKind } from '../../shared/domain/differenceKind.ts';
import { maskField } from '../../shared/domain/mask.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import { maskNumbersIn } from '../../shared/domain/sheetCorrection.ts';
import {
  type PartialStudentValues,
  SOURCES,
  type Source,
  STUDENT_FIELDS,
  type StudentField,
  type StudentValues,
} from '../../shared/domain/studentFields.ts';
import type { EventSource, Status, Verdict } from '../../shared/domain/verificationStatus.ts';
import type { WordMeanings } from '../../shared/domain/wordMeanings.ts';
import { type Effect, type Entity, ID_SEPARATOR, parseEffect, patchOf } from '../changes/change.ts';
import type { LoggedRepair } from '../changes/mutations/loggedRepair.ts';
import { classContact } from '../changes/mutations/setContacts.ts';
import { isMadeOf } from '../characters/isMadeOf.ts';
import type { ReadDb } from '../db/database.ts';
import { campaignDeadlines } from '../db/tables/campaignDeadlineTable.ts';
import { contactById } from '../db/tables/chaseContactTable.ts';
import { numbersOfStudent } from '../db/tables/studentAliases.ts';
import { type StoredStudent, sourceRecords } from '../db/tables/studentTable.ts';
import { wordMeanings } from '../db/tables/wordTable.ts';
import { reviewSaid } from './reviewSaid.ts';
import { masked, maskedField, type RowOptions, studentRow } from './studentRow.ts';

type TimelineEntry = StudentDetail['timeline'][number];

interface LogRow {
  entity: Entity;
  entity_id: string;
  kind: Effect['kind'];
  patch: string;
  at: number;
  actor: string;
  batch: string | null;
  file: string | null;
  mutation: string;
  /** Of an import: the numbers that it took from elsewhere, for all its students. */
  repairs: string | null;
}

/** Everything held about one student: the sources side by side, the photos, the history. */
export function studentDetail(db: ReadDb, student: StoredStudent, options: RowOptions): StudentDetail {
  const log = db
    .read<LogRow>(
      `SELECT c.entity, c.entity_id, c.kind, c.patch, m.at, m.actor, m.batch, b.file, m.name AS mutation,
         CASE WHEN m.name IN ('import.chunk', 'verification.record') THEN m.args ->> '$.repairs' END AS repairs
       FROM change c JOIN mutation m ON m.mid = c.mutation LEFT JOIN batch b ON b.id = m.batch
       WHERE c.student_n IN (SELECT value FROM json_each(?)) 
         -- what this history tells; cases have one of their own
         AND c.entity IN ('record', 'photo', 'review', 'event', 'chaseContact')
         -- whose a verdict or a contact is changes with a join; what was said does not
         AND NOT (c.entity IN ('event', 'chaseContact') AND c.kind = 'changed' AND c.patch LIKE '{"student":%')
       ORDER BY c.seq DESC`,
    )
    .all(JSON.stringify(numbersOfStudent(db, student.id, student.n)));
  const meanings = wordMeanings(db);
  const lastOf = (entity: Entity, part: string) =>
    log.find((row) => row.entity === entity && row.entity_id === student.id + ID_SEPARATOR + part);
  const records = sourceRecords(db, student.n)
    .sort((one, other) => SOURCES.indexOf(one.source) - SOURCES.indexOf(other.source))
    .map(({ source, values }) => {
      const last = lastOf('record', source);
      return {
        source,
        values: options.unmasked ? values : masked(values),
        differences: differencesOf(student.values, values, meanings),
        batch: last?.batch ?? null,
        batchFile: last?.file ?? null,
        at: last?.at ?? 0,
      };
    });
  const photoDetails = db
    .read<{
      role: 'admission' | 'graduation';
      hash: string;
      width: number;
      height: number;
      bytes: number;
      matchedBy: string;
      fileName: string;
    }>(
      `SELECT role, hash, width, height, bytes, matched_by AS matchedBy, file_name AS fileName
       FROM photo WHERE student_n = ? ORDER BY role`,
    )
    .all(student.n)
    .map((photo) => ({ ...photo, at: lastOf('photo', photo.role)?.at ?? 0 }));
  const row = studentRow(db, student, options);
  return {
    ...row,
    records,
    photoDetails,
    classContact: contactOf(db, student.values, options),
    deadline: deadlineOf(db, student.values, row.status, options),
    timeline: log.map((row) => timelineEntry(db, log, row, student.id, options)),
  };
}

function deadlineOf(
  db: ReadDb,
  { collegeName, className }: StudentValues,
  status: Status,
  { campaign }: RowOptions,
): string | null {
  if (!campaign || status === 'excluded') return null;
  const find = deadlineFinder(campaign.deadline, campaignDeadlines(db, campaign.id));
  return find(collegeName ?? '', className ?? '').deadline;
}

/** Who looks after the class that is held of a student. */
function contactOf(db: ReadDb, values: StudentValues, options: RowOptions): StudentDetail['classContact'] {
  const { collegeName, className } = values;
  if (className === null) return null;
  const contact = classContact(db, classKey({ collegeName, className }));
  if (!contact) return null;
  const show = (field: string, value: string | null) => (options.unmasked ? value : maskField(field, value));
  return {
    counsellor: contact.counsellor,
    phone: show('counsellorPhone', contact.phone),
    email: show('counsellorEmail', contact.email),
    qq: show('counsellorQq', contact.qq),
  };
}

function differencesOf(
  used: StudentValues,
  said: PartialStudentValues,
  meanings: WordMeanings,
): Partial<Record<StudentField, DifferenceKind>> {
  const differences: Partial<Record<StudentField, DifferenceKind>> = {};
  for (const field of STUDENT_FIELDS) {
    const word = said[field] ?? null;
    const kind = differenceKind(used[field], word, field, isMadeOf);
    if (kind === null || word === null) continue;
    differences[field] = meanings.find(field, word) === used[field] ? 'alias' : kind;
  }
  return differences;
}

/** What the import that made this change took from elsewhere for this student. */
function repairsOf({ repairs, entity, entity_id }: LogRow, student: string): TimelineEntry['repairs'] {
  if (repairs === null) return [];
  const owner = entity === 'record' ? entity_id.split(ID_SEPARATOR)[0] : student;
  return (JSON.parse(repairs) as LoggedRepair[])
    .filter((repair) => repair.student === owner)
    .map(({ field, received, by, source }) => ({
      field,
      received: maskedField(field, received) ?? '',
      by,
      // Logs of the first versions do not name it.
      source: source ?? null,
    }));
}

function timelineEntry(
  db: ReadDb,
  log: readonly LogRow[],
  row: LogRow,
  student: string,
  options: RowOptions,
): TimelineEntry {
  const effect = parseEffect(row.kind, row.patch);
  const common = {
    at: row.at,
    actor: row.actor,
    batch: row.batch,
    batchFile: row.file,
    repairs: repairsOf(row, student),
    writing: row.mutation === 'student.correctNames',
    role: null,
    review: null,
    contact: null,
  };
  if (row.entity === 'event') {
    const event = db
      .read<{ verdict: Verdict; source: EventSource; campaign_id: string; note: string }>(
        'SELECT verdict, source, campaign_id, note FROM event WHERE id = ?',
      )
      .get(row.entity_id);
    const takenBack = effect.kind === 'changed';
    const note = takenBack ? '' : (event?.note ?? '');
    return {
      ...common,
      kind: 'verdict',
      source: event?.source ?? '',
      verdict: event?.verdict ?? null,
      eventSource: event?.source ?? null,
      campaign: event?.campaign_id ?? null,
      note: note === '' ? null : options.unmasked ? note : maskNumbersIn(note),
      patch: takenBack
        ? { verdict: [event?.verdict ?? null, null] }
        : { verdict: [null, event?.verdict ?? null] },
    };
  }
  if (row.entity === 'chaseContact') {
    return { ...common, ...NO_VERDICT, kind: 'contact', source: 'staff', ...contactSaid(db, row, options) };
  }
  if (row.entity === 'review') {
    const [, role] = row.entity_id.split(ID_SEPARATOR) as [string, PhotoRole];
    return {
      ...common,
      ...NO_VERDICT,
      kind: 'review',
      source: 'staff',
      role,
      review: reviewSaid(log, row),
      patch: {},
    };
  }
  const patch: Record<string, [string | null, string | null]> = {};
  for (const [field, [from, to]] of Object.entries(patchOf(effect))) {
    patch[field] = [maskedField(field, textOf(from)), maskedField(field, textOf(to))];
  }
  const part = row.entity_id.split(ID_SEPARATOR)[1];
  const about = { ...common, ...NO_VERDICT, source: part as Source, patch };
  return row.entity === 'photo'
    ? { ...about, kind: 'photo', role: part as PhotoRole }
    : { ...about, kind: 'change' };
}

/** What the log says of a contact; taken back, it is told as nothing. */
function contactSaid(db: ReadDb, row: LogRow, { unmasked }: RowOptions) {
  const said = contactById(db, row.entity_id);
  const takenBack = row.kind === 'changed' || said === null;
  const note = takenBack || said.note === '' ? null : said.note;
  return {
    campaign: said?.campaign ?? null,
    contact: takenBack
      ? null
      : { whom: said.whom, way: said.way, outcome: said.outcome, promise: said.promise },
    note: note === null || unmasked ? note : maskNumbersIn(note),
    patch: {},
  };
}

const NO_VERDICT = { verdict: null, eventSource: null, campaign: null, note: null };

function textOf(value: string | number | null): string | null {
  return value === null ? null : String(value);
}
