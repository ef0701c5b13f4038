import { actOnCasesAs, openCasesFor } from '../../../electron/cases/recordCases.ts';
import { readRow } from '../../../electron/changes/readRow.ts';
import { caseById, caseRules } from '../../../electron/db/tables/caseTable.ts';
import { CaseRefusal } from '../../../shared/domain/cases/caseRefusal.ts';
import type { CaseAction, CaseOpening } from '../../../shared/domain/cases/caseState.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { anyCampaign, anyId, anyStudent, WORDS, type Work } from './anyRow.ts';
import { asBatch } from './officeWork.ts';
import type { SimDesk } from './SimDesk.ts';

/** What is done about single students: cases, photos looked at, what two desks disputed. */

const needs = ({ scene }: SimDesk) => ({
  ...{ db: scene.db, clock: { now: () => scene.now }, ids: { next: () => scene.nextId() }, actor: '丁' },
  commit: scene.write.bind(scene),
});

const openCase: Work = (desk) => {
  const student = anyStudent(desk);
  if (student === null) return false;
  const origin = { kind: 'staff' as const, id: null };
  const opening = { form: {}, note: '', origin, assignee: null };
  return openCasesFor(needs(desk), 'wrong-photo', [{ student, opening }]).opened.length > 0;
};

/** Done to a case that is open; false where its rules do not allow it. */
function act(desk: SimDesk, choose: (id: string) => Exclude<CaseAction, CaseOpening> | null): boolean {
  const id = anyId(desk, 'SELECT id FROM case_file ORDER BY id');
  const action = id === null ? null : choose(id);
  if (id === null || action === null) return false;
  try {
    actOnCasesAs(needs(desk), [{ case: id, seen: caseById(desk.db, id)!.version, action }]);
    return true;
  } catch (error) {
    if (error instanceof AppError || error instanceof CaseRefusal) return false;
    throw error;
  }
}

const moveCase: Work = (desk) =>
  act(desk, (id) => {
    const { rules, state } = caseById(desk.db, id)!;
    const moves = caseRules(desk.db, rules)!.type.moves.filter(({ from }) => from.includes(state));
    if (moves.length === 0) return null;
    const said = { person: '戊', note: '说明', reference: '1', exception: '' };
    return { do: 'move', move: desk.random.pick(moves).id, ...said };
  });

const noteOnCase: Work = (desk) => act(desk, () => ({ do: 'comment', text: desk.random.pick(WORDS) }));

const assignCase: Work = (desk) =>
  act(desk, () => ({ do: 'assign', person: desk.random.pick([null, '己', '庚']) }));

const reviewPhoto: Work = (desk) => {
  const { random, scene } = desk;
  const found = desk.db
    .read<{ student: string; hash: string }>(
      `SELECT student.id AS student, hash FROM photo JOIN student ON student.n = student_n
       WHERE role = 'graduation' ORDER BY 1, 2`,
    )
    .all();
  if (found.length === 0) return false;
  const reviews = [{ ...random.pick(found), review: reviewOf(desk) }];
  const args = { role: 'graduation' as const, at: scene.now, actor: '丁', reviews };
  return scene.write('photo.review', args, scene.nextId()).length > 0;
};

const reviewOf = ({ random }: SimDesk) =>
  random.pick([
    null,
    { verdict: 'correct' as const, reasons: [], note: '' },
    { verdict: 'wrong' as const, reasons: ['wrong-person' as const], note: random.pick(WORDS) },
  ]);

const takeBackReview: Work = ({ db, scene }) => {
  const last = db
    .read<{ mid: number | null }>("SELECT max(mid) AS mid FROM mutation WHERE name = 'photo.review'")
    .get()!.mid;
  return last !== null && scene.write('photo.takeBack', { step: last }).length > 0;
};

const visitCounter: Work = (desk) => {
  const [student, campaign] = [anyStudent(desk), anyCampaign(desk)];
  if (student === null || campaign === null) return false;
  const { scene } = desk;
  asBatch(desk, 'counter', (batch) => {
    const signed = { signature: null, signedName: '学生', witness: '丁', revealed: false };
    const when = { startedAt: scene.now, at: scene.now };
    const answers = { fields: [], photo: null, comment: desk.random.pick(WORDS) };
    const about = { campaign, batch, event: scene.nextId(), student };
    scene.write('counter.record', { ...about, ...when, ...signed, answers, note: '' }, batch);
  });
  return true;
};

const correctName: Work = (desk) => {
  const student = anyStudent(desk);
  if (student === null) return false;
  const names = [{ student, name: `学生${desk.random.pick(WORDS)}` }];
  return desk.scene.write('student.correctNames', { names, reason: 'writing' }).length > 0;
};

const decideDifference: Work = (desk) => {
  const subject = anyStudent(desk);
  if (subject === null) return false;
  const values = { kind: 'keep', source: 'sis', said: '{}', at: desk.now, actor: '丁' };
  const decisions = [{ subject, field: 'name', values: desk.random.chance(0.2) ? null : values }];
  return desk.scene.write('reconcile.decide', { decisions }).length > 0;
};

const sayHowReached: Work = (desk) => {
  const student = anyStudent(desk);
  if (student === null) return false;
  const values = { phone: `1390000000${desk.random.below(4)}` };
  return desk.scene.write('contacts.set', { classes: [], students: [{ student, values }] }).length > 0;
};

/** Of whichever conflict is open: what is there stays, what was to be is taken, or something else is typed. */
function resolve(take: 'theirs' | 'mine' | 'typed'): Work {
  return (desk) => {
    const id = anyId(desk, "SELECT id FROM conflict WHERE state = 'open' ORDER BY id");
    if (id === null) return false;
    const mine = JSON.parse(String(readRow(desk.db, 'conflict', id)!.mine)) as Record<string, unknown>;
    const [field] = Object.entries(mine).find(([, value]) => typeof value === 'string') ?? [null];
    if (take === 'typed' && field === null) return false;
    const values = take === 'typed' ? { [field!]: `手填${desk.random.pick(WORDS)}` } : null;
    try {
      desk.scene.write('conflict.resolve', { conflict: id, take, values, at: desk.now, actor: '丁' });
      return true;
    } catch (error) {
      // The row is no more.
      if (error instanceof AppError) return false;
      throw error;
    }
  };
}
const takeTheirs: Work = (desk) => resolve('theirs')(desk);
const takeMine: Work = (desk) => resolve('mine')(desk);
const typeAnew: Work = (desk) => resolve('typed')(desk);

export const CASE_WORK: readonly (readonly [Work, number])[] = [
  [openCase, 1.2],
  [moveCase, 1.5],
  [noteOnCase, 1],
  [assignCase, 0.7],
  [reviewPhoto, 1.5],
  [takeBackReview, 0.6],
  [visitCounter, 0.8],

  [correctName, 0.5],
  [decideDifference, 0.5],
  [sayHowReached, 0.5],
  [takeTheirs, 0.7],
  [takeMine, 1],
  [typeAnew, 0.7],
];
