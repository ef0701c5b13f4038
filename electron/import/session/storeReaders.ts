import { hash } from 'node:crypto';
import { currentCampaign } from '../../../shared/domain/currentCampaign.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { keyForm } from '../../../shared/domain/keyForm.ts';
import { MOST_ADDED_BY_SPLITTING } from '../../../shared/domain/splitCharacter.ts';
import {
  type FileSource,
  type PartialStudentValues,
  SOURCE_PRECEDENCE,
  type Source,
} from '../../../shared/domain/studentFields.ts';
import type { ReadDb } from '../../db/database.ts';
import { campaignById, campaigns, type StoredCampaign } from '../../db/tables/campaignTable.ts';
import { schoolClasses } from '../../db/tables/classTable.ts';
import { isIdKnown } from '../../db/tables/studentAliases.ts';
import {
  fieldsWithOtherKeys,
  knownWithKey,
  lengthsWithZero,
  studentsWithIdPrefix,
} from '../../db/tables/studentKeys.ts';
import {
  countStudents,
  SOURCE_BIT,
  sourceRecord,
  sourceRecordReader,
  sourceRecords,
} from '../../db/tables/studentTable.ts';
import { GrowingNumbers } from '../reconcile/growingNumbers.ts';
import type { FindByKey } from '../reconcile/matchStudent.ts';
import type { ClassNames } from '../reconcile/offerLeadingZeros.ts';
import type { OfferStore } from '../reconcile/plannedRow.ts';
import type { RosterStore } from '../reconcile/planRoster.ts';
import type { HeldVerdict, StatusStore } from '../reconcile/planStatus.ts';
import type { SaidName } from '../reconcile/suggestedName.ts';
import { TextIndex } from '../reconcile/textIndex.ts';

/**
 * Finding students by their keys, as the store is now: an empty one, where nobody can be found, is not asked. Asked
 * for every key of every row of a file.
 */
export function findByKey(db: ReadDb): FindByKey {
  if (countStudents(db) === 0) return () => [];
  const withOtherKeys = fieldsWithOtherKeys(db);
  return (field, value) => knownWithKey(db, field, value, withOtherKeys.has(field));
}

/** What offers of better numbers are made from. */
function offerStore(db: ReadDb): OfferStore {
  const isEmpty = countStudents(db) === 0;
  const lengths: Partial<Record<'studentNo' | 'examNo', readonly number[]>> = {};
  return {
    find: findByKey(db),
    findByIdPrefix: (digits) => (isEmpty ? [] : studentsWithIdPrefix(db, digits)),
    sourceOf(n, field, value) {
      const form = keyForm(value);
      const saying = sourceRecords(db, n).filter(({ values }) => keyForm(values[field]) === form);
      return SOURCE_PRECEDENCE.find((one) => saying.some(({ source }) => source === one)) ?? null;
    },
    zeroLengths: (field) => {
      lengths[field] ??= isEmpty ? [] : lengthsWithZero(db, field);
      return lengths[field];
    },
  };
}

/** Read once somebody asks. */
function classNames(db: ReadDb): ClassNames {
  let names: ReadonlySet<string> | null = null;
  return {
    isClass(name) {
      names ??= new Set(schoolClasses(db).map(({ className }) => className));
      return names.has(name);
    },
  };
}

export function rosterStore(db: ReadDb, source: FileSource, spareId: () => string): RosterStore {
  const schoolCode = schoolCodeOf(db);
  const taken = idsTaken();
  const isEmpty = countStudents(db) === 0;
  return {
    ...offerStore(db),
    ...classNames(db),
    record: sourceRecordReader(db, source),
    shorterNames: () => (isEmpty ? new Map() : shorterNames(db, source)),
    officeName: (n) => sourceRecord(db, n, 'staff')?.name ?? null,
    newId(values) {
      const id = derivedId(schoolCode, values);
      // The id may belong to somebody whose number was corrected since: then this is another student.
      const isFree = id !== null && (isEmpty || !isIdKnown(db, id)) && taken(id);
      return isFree ? id : `S${spareId()}`;
    },
  };
}

/** One pass over the students whose sources differ, and not a question for each row of a file. */
function shorterNames(db: ReadDb, notBy: FileSource): Map<number, SaidName[]> {
  const found = new Map<number, SaidName[]>();
  const names = db.read(
    `SELECT r.student_n, r.source, r.fields ->> 'name' AS name FROM student s
     JOIN source_record r ON r.student_n = s.n AND r.source NOT IN (?, 'staff', 'contacts')
     WHERE s.differing = 1 AND length(r.fields ->> 'name') BETWEEN length(s.name) - ${MOST_ADDED_BY_SPLITTING}
       AND length(s.name) - 1`,
  );
  for (const [n, source, name] of names.rawIterate(notBy)) {
    const said = { name: name as string, source: source as Source };
    const others = found.get(n as number);
    if (others) others.push(said);
    else found.set(n as number, [said]);
  }
  return found;
}

/**
 * Takes an id, once: true the first time. Kept are two hashes of it and not the id itself, since there may be millions;
 * should two ones ever have both in common, the second student gets another id.
 */
function idsTaken(): (id: string) => boolean {
  // The id is a hash itself: these are its first thirty bits.
  const beginning = (id: string) => Buffer.from(id.slice(1, 6), 'base64url').readUIntBE(0, 3);
  const beginnings = new GrowingNumbers();
  const ids = new TextIndex((at, id) => beginnings.get(at) === beginning(id));
  let count = 0;
  return (id) => {
    if (ids.get(id) !== undefined) return false;
    beginnings.set(count, beginning(id));
    ids.add(id, count++);
    return true;
  };
}

/** Of how many students a source speaks. */
export function countOfSource(db: ReadDb, source: FileSource): number {
  return db
    .read<{ count: number }>('SELECT count(*) AS count FROM student WHERE (sources & ?) != 0')
    .get(SOURCE_BIT[source])!.count;
}

/**
 * The internal id of a student, from school code and 学号 or 考生号, so that two computers that import the same
 * new student agree. Null when there is neither: an identity number never becomes part of an id.
 */
function derivedId(schoolCode: string, values: PartialStudentValues): string | null {
  const key = values.studentNo ? `XH ${values.studentNo}` : values.examNo ? `KSH ${values.examNo}` : null;
  return key === null ? null : `S${hash('sha256', `${schoolCode} ${key}`, 'base64url').slice(0, 20)}`;
}

function schoolCodeOf(db: ReadDb): string {
  const row = db.read<{ value: string }>("SELECT value FROM setting WHERE key = 'school'").get();
  return row ? (JSON.parse(row.value) as { code: string }).code : '';
}

export function statusStore(db: ReadDb, campaign: string): StatusStore {
  const held = db.read<HeldVerdict>(
    `SELECT v.verdict, e.source, e.said_at AS saidAt FROM verification v JOIN event e ON e.n = v.event_n
     WHERE v.campaign_id = ? AND v.student_n = ?`,
  );
  const said = db.read(
    `SELECT 1 FROM event WHERE campaign_id = ? AND student_n = ? AND verdict = ? AND said_at = ?
     AND source = 'status-list' AND voided_by IS NULL LIMIT 1`,
  );
  return {
    ...offerStore(db),
    held: (n) => held.get(campaign, n) ?? null,
    said: (n, verdict, saidAt) => said.get(campaign, n, verdict, saidAt) !== undefined,
  };
}

/** The campaign that an import is for. */
export function openCampaignOf(db: ReadDb, id: string | null): StoredCampaign {
  const campaign = id === null ? currentCampaign(campaigns(db)) : campaignById(db, id);
  if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
  if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
  return campaign;
}

/** Entities whose changes a plan depends on. */
const PLANNED_ON = "('record', 'photo', 'event', 'campaign')";

/** Refuses to go on when what a plan was made from has changed since. */
export function assertBaseline(db: ReadDb, baseline: number): void {
  const moved = db
    .read(`SELECT 1 FROM change WHERE seq > ? AND entity IN ${PLANNED_ON} LIMIT 1`)
    .get(baseline);
  if (moved !== undefined) throw new AppError('STALE_PLAN');
}
