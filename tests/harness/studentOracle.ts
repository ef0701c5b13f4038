import type { ReadDb } from '../../electron/db/database.ts';
import type { StudentQuery } from '../../shared/contract/students.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { keyForm } from '../../shared/domain/keyForm.ts';
import { nameKey } from '../../shared/domain/personName.ts';
import { pinyinSpellings } from '../../shared/domain/pinyinSpellings.ts';
import {
  type FacetField,
  SOURCES,
  type Source,
  STUDENT_FIELDS,
  type StudentField,
  type StudentValues,
} from '../../shared/domain/studentFields.ts';
import {
  type CampaignType,
  deriveStatus,
  type LockRule,
  STATUSES,
  type Status,
  type Verdict,
} from '../../shared/domain/verificationStatus.ts';
import { syllablesByHand } from './readingsByHand.ts';

/**
 * What the lists, counts and selections must answer, worked out the slow and obvious way: every student is read
 * from the tables, each rule is one plain condition, and a list is filtered and sorted as an array.
 */
export interface OracleStudent {
  n: number;
  id: string;
  values: StudentValues;
  sources: Source[];
  differing: boolean;
  photos: { admission: string | null; graduation: string | null };
}

interface OracleCampaign {
  id: string;
  type: CampaignType;
  lock_rule: LockRule;
  population: string;
  closed_at: number | null;
  deadline: string;
}

interface Verification {
  campaign_id: string;
  student_n: number;
  verdict: Verdict;
  verdict_at: number;
  fields_unchanged: number;
  photo_unchanged: number;
}

export class StudentOracle {
  readonly students: OracleStudent[];
  readonly #db: ReadDb;
  readonly #now: number;
  /** By campaign, college and class (null: the whole college). */
  readonly #deadlines: ReadonlyMap<string, string>;
  readonly #verifications: ReadonlyMap<string, Verification>;

  /** What is true of the store at this moment. */
  constructor(db: ReadDb, now: number) {
    this.#db = db;
    this.#now = now;
    this.students = readStudents(db);
    this.#deadlines = new Map(
      db
        .read<{ campaign_id: string; college_name: string; class_name: string | null; deadline: string }>(
          'SELECT campaign_id, college_name, class_name, deadline FROM campaign_deadline',
        )
        .all()
        .map((row) => [JSON.stringify([row.campaign_id, row.college_name, row.class_name]), row.deadline]),
    );
    this.#verifications = new Map(
      db
        .read<Verification>('SELECT * FROM verification')
        .all()
        .map((row) => [`${row.campaign_id} ${row.student_n}`, row]),
    );
  }

  /** The campaign that a question names; or else the newest open one, or else the newest. */
  campaign(id: string | null): OracleCampaign | null {
    const newestFirst = this.#db
      .read<OracleCampaign>(
        'SELECT id, type, lock_rule, population, closed_at, deadline FROM campaign ORDER BY created_at DESC, id DESC',
      )
      .all();
    if (id !== null) return newestFirst.find((campaign) => campaign.id === id)!;
    return newestFirst.find((campaign) => campaign.closed_at === null) ?? newestFirst[0] ?? null;
  }

  isMember(student: OracleStudent, campaign: OracleCampaign | null): boolean {
    const population = JSON.parse(campaign?.population ?? '{}') as Partial<Record<FacetField, string[]>>;
    return Object.entries(population).every(([field, values]) =>
      values.includes(fieldOf(student, field as FacetField)),
    );
  }

  status(student: OracleStudent, campaign: OracleCampaign | null): Status {
    if (!this.isMember(student, campaign)) return 'excluded';
    const verification = this.#verifications.get(`${campaign?.id} ${student.n}`);
    return deriveStatus({
      registrationStatus: student.values.registrationStatus,
      remark: student.values.remark,
      hasAdmissionPhoto: student.photos.admission !== null,
      hasGraduationPhoto: student.photos.graduation !== null,
      campaignType: campaign?.type ?? 'enrolled-record',
      lockRule: campaign?.lock_rule ?? '24h',
      verdict: verification?.verdict ?? null,
      verdictAt: verification?.verdict_at ?? null,
      fieldsUnchanged: verification?.fields_unchanged !== 0,
      photoUnchanged: verification?.photo_unchanged !== 0,
      now: this.#now,
    }).status;
  }

  /** The list of a query, whole and in its order. */
  find(query: StudentQuery): OracleStudent[] {
    const campaign = this.campaign(query.campaign);
    const found = this.#filtered(query);
    if (query.sort.key === 'status') {
      found.sort(compareBy.class);
      found.sort((one, other) => rankOf(this.status(one, campaign)) - rankOf(this.status(other, campaign)));
    } else found.sort(compareBy[query.sort.key]);
    return query.sort.descending ? found.reverse() : found;
  }

  #filtered(query: StudentQuery): OracleStudent[] {
    const campaign = this.campaign(query.campaign);
    return this.students.filter((student) => this.#meets(student, query, campaign));
  }

  #meets(student: OracleStudent, query: StudentQuery, campaign: OracleCampaign | null): boolean {
    const { fields, statuses, sources, photo, differing, overdue } = query.filter;
    // With a campaign named, only its population is listed.
    if (query.campaign !== null && !this.isMember(student, campaign)) return false;
    for (const [field, values] of Object.entries(fields)) {
      if (!values.includes(fieldOf(student, field as StudentField))) return false;
    }
    if (statuses.length > 0 && !statuses.includes(this.status(student, campaign))) return false;
    if (sources.length > 0 && !sources.some((source) => student.sources.includes(source))) return false;
    if (photo === 'no-admission' && student.photos.admission !== null) return false;
    if (photo === 'no-graduation' && student.photos.graduation !== null) return false;
    if (photo === 'both' && (student.photos.admission === null || student.photos.graduation === null))
      return false;
    if (differing && !student.differing) return false;
    if (overdue && !this.isOverdue(student, campaign)) return false;
    return wordsOf(query.search).every((word) => isFoundBy(student, word));
  }

  /** How many students per value, the field's own filter left out; the commonest first. */
  facet(query: StudentQuery, field: FacetField): { value: string; count: number }[] {
    const { [field]: own, ...others } = query.filter.fields;
    const found = this.#filtered({ ...query, filter: { ...query.filter, fields: others } });
    const counts = countBy(found.map((student) => fieldOf(student, field)));
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
  }

  /** How many students per status, the statuses' own filter left out. */
  statusCounts(query: StudentQuery): Partial<Record<Status, number>> {
    const found = this.#filtered({ ...query, filter: { ...query.filter, statuses: [] } });
    return this.#countStatuses(found, query.campaign);
  }

  progress(query: StudentQuery, by: readonly FacetField[]) {
    const groups = new Map<string, OracleStudent[]>();
    for (const student of this.#filtered(query)) {
      const key = JSON.stringify(by.map((field) => fieldOf(student, field)));
      groups.get(key)?.push(student) ?? groups.set(key, [student]);
    }
    return [...groups]
      .map(([key, students]) => ({
        group: JSON.parse(key) as string[],
        total: students.length,
        statuses: this.#countStatuses(students, query.campaign),
        ...this.#times(students, this.campaign(query.campaign)),
      }))
      .sort((one, other) =>
        firstDifference(by.map((_, at) => compareNames(one.group[at]!, other.group[at]!))),
      );
  }

  /** The class's own day, or the college's, or the campaign's. */
  deadline(student: OracleStudent, campaign: OracleCampaign): string {
    const { collegeName, className } = student.values;
    const own = (name: string | null) =>
      this.#deadlines.get(JSON.stringify([campaign.id, collegeName ?? '', name]));
    return own(className ?? '') ?? own(null) ?? campaign.deadline;
  }

  isOverdue(student: OracleStudent, campaign: OracleCampaign | null): boolean {
    if (!campaign) return false;
    if (['locked', 'verified-open', 'excluded'].includes(this.status(student, campaign))) return false;
    return this.deadline(student, campaign) < beijingDay(campaign.closed_at ?? this.#now);
  }

  #times(students: readonly OracleStudent[], campaign: OracleCampaign | null) {
    if (!campaign) return { overdue: 0, due: null };
    const days = students.map((student) => this.deadline(student, campaign)).sort();
    const overdue = students.filter((student) => this.isOverdue(student, campaign)).length;
    return { overdue, due: { first: days[0]!, last: days.at(-1)! } };
  }

  #countStatuses(students: readonly OracleStudent[], campaign: string | null) {
    const about = this.campaign(campaign);
    return Object.fromEntries(countBy(students.map((student) => this.status(student, about))));
  }
}

function readStudents(db: ReadDb): OracleStudent[] {
  const columns = STUDENT_FIELDS.map((field) => {
    const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return `${column} AS ${field}`;
  });
  const photos = new Map(
    db
      .read<{ student_n: number; role: string; hash: string }>('SELECT student_n, role, hash FROM photo')
      .all()
      .map((row) => [`${row.student_n} ${row.role}`, row.hash]),
  );
  return db
    .read<StudentValues & { n: number; id: string; sources: number; differing: number }>(
      `SELECT n, id, sources, differing, ${columns.join(', ')} FROM student ORDER BY n`,
    )
    .all()
    .map(({ n, id, sources, differing, ...values }) => {
      const photo = (role: string) => photos.get(`${n} ${role}`) ?? null;
      return {
        n,
        id,
        values,
        // The sources' bits, in the order in which they are named.
        sources: SOURCES.filter((_, index) => Math.floor(sources / 2 ** index) % 2 === 1),
        differing: differing === 1,
        photos: { admission: photo('admission'), graduation: photo('graduation') },
      };
    });
}

/** An empty string stands for "empty". */
function fieldOf(student: OracleStudent, field: StudentField): string {
  return student.values[field] ?? '';
}

/** A search is words, all of which must be found; full-width letters and spaces are like half-width ones. */
function wordsOf(search: string): string[] {
  return search
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/**
 * A word with Chinese (or anything beyond ASCII) is part of a name; one with a digit is part of a number; letters
 * are part of the initials, or from three on (two where no syllable begins with the second) of the pinyin, or from three
 * on of its short form (zhangss, ouyangnn) or of a number (passports), whatever marks were typed between them; marks alone are part of a name. A name in Latin letters is its own pinyin, and any part of it, one
 * letter too, is found. The ü of pinyin is typed as ü, v, u or yu; an ü
 * may be part of the name as it stands. A word of which nothing is left (an invisible character) asks for nothing.
 */
function isFoundBy(student: OracleStudent, word: string): boolean {
  const numbers = (['studentNo', 'examNo', 'idNumber', 'phone'] as const).map(
    (field) => keyForm(student.values[field]) ?? '',
  );
  const isInNumber = numbers.some((number) => number.includes(keyForm(word) ?? ''));
  const isAscii = /^[\x20-\x7e]*$/.test(word);
  if (isAscii && /\d/.test(word)) return isInNumber;
  const isLatinWord = /^[\x20-\x7eüÜ]*$/.test(word) && !/\d/.test(word);
  const [letters = '', ...others] = isLatinWord ? pinyinSpellings(word) : [];
  if (isAscii && letters !== '') {
    return [letters, ...others].some((one) => isSpelled(student, one)) || (letters.length >= 3 && isInNumber);
  }
  if (nameKey(fieldOf(student, 'name')).toLowerCase().includes(nameKey(word).toLowerCase())) return true;
  return letters.length >= 2 && [letters, ...others].some((one) => isSpelled(student, one));
}

function isSpelled(student: OracleStudent, letters: string): boolean {
  const { pinyin, initials, short, isLatin } = spellingOf(student);
  if (initials.includes(letters) || (isLatin && pinyin.includes(letters))) return true;
  if (letters.length === 2 && /[iuv]$/.test(letters)) return pinyin.includes(letters);
  return letters.length >= 3 && [pinyin, ...short].some((text) => text.includes(letters));
}

interface Spelling {
  pinyin: string;
  initials: string;
  /** The first syllable, or two, in full and the initials of two or more others. */
  short: string[];
  isLatin: boolean;
}
const spellings = new WeakMap<OracleStudent, Spelling>();

/** How a name is spelled: the pinyin of its Chinese characters, or where it has none its Latin letters. */
export function spellingOf(student: OracleStudent): Spelling {
  const known = spellings.get(student) ?? spell(student);
  spellings.set(student, known);
  return known;
}

function spell(student: OracleStudent): Spelling {
  const key = nameKey(fieldOf(student, 'name'));
  const characters = [...key].filter((character) => /\p{Script=Han}/u.test(character));
  const isLatin = characters.length === 0;
  const words = isLatin
    ? key
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .split(/[^a-z]+/)
    : syllablesByHand(characters);
  const first = (some: readonly string[]) => some.map((word) => word.slice(0, 1)).join('');
  const short = [1, 2]
    .filter((full) => !isLatin && words.length >= full + 2)
    .map((full) => words.slice(0, full).join('') + first(words.slice(full)));
  return { pinyin: words.join(''), initials: first(words), short, isLatin };
}

/** The orders of lists. Of two that are the same in everything the one known for longer (smaller n) comes first. */
const compareBy = {
  class: (one: OracleStudent, other: OracleStudent) =>
    firstDifference([
      ...(['collegeName', 'majorName', 'className'] as const).map((field) =>
        compareNames(fieldOf(one, field), fieldOf(other, field)),
      ),
      compareNumbers(one.values.studentNo, other.values.studentNo),
      one.n - other.n,
    ]),
  studentNo: (one: OracleStudent, other: OracleStudent) =>
    compareNumbers(one.values.studentNo, other.values.studentNo) || one.n - other.n,
  examNo: (one: OracleStudent, other: OracleStudent) =>
    compareNumbers(one.values.examNo, other.values.examNo) || one.n - other.n,
  /** By the spelling; names that have none come last; then by the characters. */
  name: (one: OracleStudent, other: OracleStudent) => {
    const [first, second] = [spellingOf(one).pinyin, spellingOf(other).pinyin];
    return firstDifference([
      Number(first === '') - Number(second === ''),
      compareTexts(first, second),
      compareTexts(
        nameKey(fieldOf(one, 'name')).toLowerCase(),
        nameKey(fieldOf(other, 'name')).toLowerCase(),
      ),
      one.n - other.n,
    ]);
  },
};

function rankOf(status: Status): number {
  return STATUSES.indexOf(status);
}

function firstDifference(comparisons: readonly number[]): number {
  return comparisons.find((comparison) => comparison !== 0) ?? 0;
}

const chinese = new Intl.Collator('zh-CN', { numeric: true });

/** Names of colleges, majors, classes: in Chinese order, 2班 before 10班; an empty one last. */
function compareNames(one: string, other: string): number {
  if (one === other) return 0;
  if (one === '' || other === '') return one === '' ? 1 : -1;
  // 1班 and 01班 are the same to a collator, and still two classes.
  return chinese.compare(one, other) || compareTexts(one, other);
}

/** Numbers byte by byte, as text; who has none comes last. */
function compareNumbers(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function countBy<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
