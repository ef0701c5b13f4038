import { studentQuery } from '../../shared/contract/students.ts';
import { captureCode } from '../../shared/domain/captureCode.ts';
import type { CaseOpening } from '../../shared/domain/cases/caseState.ts';
import type { CaseOrigin, FieldCorrection } from '../../shared/domain/cases/caseType.ts';
import type { CounterFieldAnswer, CounterPhotoAnswer } from '../../shared/domain/counterVisit.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { PhotoReason } from '../../shared/domain/photoReview.ts';
import type { Status } from '../../shared/domain/verificationStatus.ts';
import { createText } from '../../shared/text/createText.ts';
import { caseTypes } from '../cases/caseCatalogue.ts';
import type { ReadDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { studentsByN } from '../db/tables/studentTable.ts';
import type { Services } from './services.ts';
import type { Running } from './writeBatch.ts';
import { openManyCases } from './writeCases.ts';

/** Students' problems of one kind for which no case of the type is open. */
export interface CaseProblems {
  origin: CaseOrigin;
  type: string;
  problems: { student: string; opening: Omit<CaseOpening, 'do'> }[];
}

const { label, photo: photoWords } = createText('zh');
const BREATHE_EVERY = 500;

const BY_STATUS: readonly {
  status: Status;
  origin: CaseOrigin;
  type: string;
  form: Record<string, string>;
}[] = [
  { status: 'identity-failed', origin: 'identity-flag', type: 'identity-review', form: { flag: 'failed' } },
  {
    status: 'identity-uncertain',
    origin: 'identity-flag',
    type: 'identity-review',
    form: { flag: 'uncertain' },
  },
  {
    status: 'identity-abnormal',
    origin: 'identity-flag',
    type: 'identity-review',
    form: { flag: 'abnormal' },
  },
  { status: 'record-not-found', origin: 'not-found', type: 'record-not-found', form: {} },
  { status: 'photo-missing', origin: 'photo-missing', type: 'photo-missing', form: {} },
];

/**
 * What cases would be opened for in a campaign, by origin and type. For whom one was closed that came of the very same
 * (the same verdict, the same photo, the same campaign's status) there is none: it is opened again where it has to be.
 * Errors: NOT_FOUND, CANCELLED.
 */
export async function caseProblems(
  services: Pick<Services, 'db' | 'index' | 'clock'>,
  campaign: string | null,
  signal: AbortSignal,
): Promise<CaseProblems[]> {
  const { db, index, clock } = services;
  const today = beijingDay(clock.now());
  const of = index.campaignOf(campaign);
  if (!of) throw new AppError('NOT_FOUND', { what: 'campaign' });
  const withStatus = async (status: Status) =>
    (await index.find(studentQuery.parse({ campaign: of.id, filter: { statuses: [status] } }))).ns;
  const idOf = db.read<{ id: string }>('SELECT id FROM student WHERE n = ?');
  const isKnown = knownCases(db);
  const found = new Map<string, CaseProblems>();
  const proposed = proposals(db);
  let looked = 0;
  const add = async (
    n: number,
    type: string,
    opening: Omit<CaseOpening, 'do' | 'assignee' | 'form'> & { form: Record<string, string> },
  ) => {
    if (++looked % BREATHE_EVERY === 0) await giveWay(signal);
    if (isKnown(n, type, opening.origin)) return;
    const origin = opening.origin.kind;
    const key = `${origin} ${type}`;
    const kind = found.get(key) ?? { origin, type, problems: [] };
    found.set(key, kind);
    const form = proposed(n, type, opening.form);
    kind.problems.push({ student: idOf.get(n)!.id, opening: { ...opening, form, assignee: null } });
  };
  for (const n of await withStatus('disputed')) {
    const { type, ...opening } = whatIsWrong(db, of.id, n);
    await add(n, type, opening);
  }
  for (const { status, origin, type, form } of BY_STATUS) {
    for (const n of await withStatus(status)) {
      const diagnosed = type === 'photo-missing' ? { ...form, code: codeOf(db, n, today) } : form;
      await add(n, type, { form: diagnosed, note: '', origin: { kind: origin, id: of.id } });
    }
  }
  const members = new Set((await index.find(studentQuery.parse({ campaign: of.id }))).ns);
  for (const { n, hash, reasons, note } of refusedPhotos(db)) {
    if (!members.has(n)) continue;
    const fault = reasons.includes('wrong-person') ? 'other-person' : 'quality';
    const said = [...reasons.map((reason) => photoWords.reason(reason)), note].filter((part) => part !== '');
    await add(n, 'wrong-photo', {
      form: { fault },
      note: said.join('；'),
      origin: { kind: 'photo', id: hash },
    });
  }
  for (const { n, fields, at } of toBeAsked(db)) {
    const note = fields.split(',').map(label).join('、');
    await add(n, 'data-correction', { form: {}, note, origin: { kind: 'difference', id: String(at) } });
  }
  return [...found.values()];
}

/** What a student said to be wrong: at the counter field by field, on a sheet in words, in a list not at all. */
function whatIsWrong(
  db: ReadDb,
  campaign: string,
  studentN: number,
): Omit<CaseOpening, 'do' | 'assignee' | 'form'> & { type: string; form: Record<string, string> } {
  const event = db
    .read<{ id: string; note: string; fields: string | null; photo: string | null }>(
      `SELECT e.id, e.note, c.fields, c.photo
       FROM verification v JOIN event e ON e.n = v.event_n LEFT JOIN counter_visit c ON c.event = e.id
       WHERE v.campaign_id = ? AND v.student_n = ?`,
    )
    .get(campaign, studentN)!;
  const fields = event.fields === null ? [] : (JSON.parse(event.fields) as CounterFieldAnswer[]);
  const photo = event.photo === null ? null : (JSON.parse(event.photo) as CounterPhotoAnswer);
  const wrong = fields.filter(({ mark }) => mark === 'wrong');
  const corrections = wrong.flatMap(({ field, claimed }): Omit<FieldCorrection, 'from'>[] =>
    claimed ? [{ field, to: claimed }] : [],
  );
  const isOnlyPhoto = photo?.mark === 'wrong' && wrong.length === 0;
  return {
    type: isOnlyPhoto ? 'wrong-photo' : 'data-correction',
    form: !isOnlyPhoto && corrections.length > 0 ? { corrections: JSON.stringify(corrections) } : {},
    note: event.note,
    origin: { kind: event.fields === null ? 'wrong' : 'counter', id: event.id },
  };
}

/** What the form of a missing photo says of the student's 采集码: whether 学信网 gives one now, and if not why. */
function codeOf(db: ReadDb, n: number, today: string): 'has' | 'registration' | 'year' | 'unknown' {
  const { can } = captureCode({ ...studentsByN(db, [n])[0]!.values, today });
  return can === 'yes' ? 'has' : can;
}

/** 学历照片 that somebody refused, and that nobody has replaced. */
function refusedPhotos(db: ReadDb): { n: number; hash: string; reasons: PhotoReason[]; note: string }[] {
  return db
    .read<{ n: number; hash: string; reasons: string; note: string }>(
      `SELECT r.student_n AS n, r.hash, r.reasons, r.note FROM photo_review r
       JOIN photo p ON p.student_n = r.student_n AND p.role = r.role AND p.hash = r.hash
       WHERE r.role = 'graduation' AND r.verdict = 'wrong' ORDER BY r.student_n`,
    )
    .all()
    .map(({ reasons, ...row }) => ({ ...row, reasons: JSON.parse(reasons) as PhotoReason[] }));
}

/** Differences between sources of which it was decided to ask the student; `at`: the newest of the decisions. */
function toBeAsked(db: ReadDb): { n: number; fields: string; at: number }[] {
  return db
    .read<{ n: number; fields: string; at: number }>(
      `SELECT s.n, group_concat(d.field) AS fields, max(d.at) AS at FROM decision d JOIN student s ON s.id = d.subject
       WHERE d.kind = 'ask' GROUP BY s.n ORDER BY s.n`,
    )
    .all();
}

/**
 * What students said should stand in their record is proposed, where the type corrects the field and it is not there
 * yet: whoever collects the proofs sees it, and nothing is changed by it.
 */
function proposals(db: ReadDb) {
  const types = new Map(caseTypes(db).map((type) => [type.id, type]));
  return (n: number, type: string, form: Record<string, string>): Record<string, string> => {
    const item = types.get(type)?.form.find(({ kind }) => kind === 'corrections');
    const text = item && form[item.id];
    if (!text) return form;
    const values = studentsByN(db, [n])[0]!.values;
    const said = JSON.parse(text) as FieldCorrection[];
    const good = said.filter(({ field, to }) => item.fields.includes(field) && values[field] !== to);
    const { [item.id]: _, ...others } = form;
    return good.length > 0 ? { ...others, [item.id]: JSON.stringify(good) } : others;
  };
}

/** Whether a case of the type is open for a student, or one that came of the same was closed. */
function knownCases(db: ReadDb): (studentN: number, type: string, origin: CaseOpening['origin']) => boolean {
  const open = new Set<string>();
  const closed = new Set<string>();
  const rows = db.read<{ n: number; type: string; acts: string | null; origin: string; id: string | null }>(
    'SELECT student_n AS n, type, acts, origin, origin_id AS id FROM case_file',
  );
  for (const { n, type, acts, origin, id } of rows.iterate()) {
    if (acts !== null) open.add(`${n} ${type}`);
    else closed.add(`${n} ${type} ${origin} ${id}`);
  }
  return (n, type, { kind, id }) => open.has(`${n} ${type}`) || closed.has(`${n} ${type} ${kind} ${id}`);
}

/** Opens cases for all problems of one origin and type. To be called in a turn of `writes`. */
export async function openProblemCases(
  services: Services,
  {
    campaign,
    origin,
    type,
    assignee,
  }: { campaign: string | null; origin: CaseOrigin; type: string; assignee: string | null },
  running: Running,
): Promise<{ batch: string | null; opened: number }> {
  running.onProgress({ stage: 'read', done: 0, total: null });
  const found = await caseProblems(services, campaign, running.signal);
  const problems = found.find((one) => one.origin === origin && one.type === type)?.problems ?? [];
  const wanted = problems.map(({ student, opening }) => ({ student, opening: { ...opening, assignee } }));
  const { batch, opened } = await openManyCases(services, type, wanted, running);
  return { batch, opened: opened.length };
}
