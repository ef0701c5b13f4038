import { describe, expect, it } from 'vitest';
import { currentRules } from '../../electron/cases/caseCatalogue.ts';
import { actOnCasesAs, openCasesFor } from '../../electron/cases/recordCases.ts';
import { saveCaseRule } from '../../electron/cases/saveCaseRule.ts';
import { handBatchRow } from '../../electron/changes/batchRow.ts';
import { CASE_REVIEWERS_SETTING } from '../../electron/changes/mutations/caseValues.ts';
import { caseById, caseByNumber, caseRules, entriesOfCase } from '../../electron/db/tables/caseTable.ts';
import { askedMaterials } from '../../shared/domain/cases/caseRules.ts';
import { type CaseAction, type CaseOpening, replayCase } from '../../shared/domain/cases/caseState.ts';
import { type StoreScene, scene } from '../harness/storeScene.ts';

const needs = (made: StoreScene) => ({
  db: made.db,
  clock: { now: () => made.now },
  ids: { next: () => made.nextId() },
  actor: '测试员',
  commit: made.write.bind(made),
});
const RENAMED = JSON.stringify([{ field: 'name', from: '张三', to: '张叁' }]);
const opening = (form: Record<string, string> = {}): Omit<CaseOpening, 'do'> => ({
  form,
  note: '',
  origin: { kind: 'staff', id: null },
  assignee: null,
});
const open = (made: StoreScene, type: string, student: string, form = {}) =>
  openCasesFor(needs(made), type, [{ student, opening: opening(form) }]);
function act(made: StoreScene, id: string, action: Exclude<CaseAction, CaseOpening>) {
  return actOnCasesAs(needs(made), [{ case: id, seen: caseById(made.db, id)!.version, action }]);
}
const move = (name: string, person: string | null = null): Exclude<CaseAction, CaseOpening> => ({
  do: 'move',
  move: name,
  person,
  note: '说明',
  reference: '平台流水号 1',
  exception: '',
});
const proof = (material: string): Exclude<CaseAction, CaseOpening> => ({
  do: 'attach',
  evidence: {
    id: material,
    material,
    hash: material,
    name: `${material}.jpg`,
    mime: 'image/jpeg',
    bytes: 1,
    width: 1,
    height: 1,
    dpi: 300,
  },
});

const CHANGE = { corrections: RENAMED, 'police-date': '2026-10-01', reason: '派出所已变更' };
function handInAllProofs(made: StoreScene, id: string): void {
  const { rules, form } = caseById(made.db, id)!;
  for (const { id: material, isNeeded } of askedMaterials(caseRules(made.db, rules)!, form)) {
    if (isNeeded) act(made, id, proof(material));
  }
  act(made, id, move('hand-in'));
}

/** What stands is what its history comes to. */
function expectReplays(made: StoreScene, id: string): void {
  const stored = caseById(made.db, id)!;
  const { state, entered, due, form, evidence, waived, decisions, assignee, origin, version } = stored;
  const history = entriesOfCase(made.db, id).filter(({ isTakenBack }) => !isTakenBack);
  expect(replayCase(caseRules(made.db, stored.rules)!, history)).toEqual({
    ...{ state, entered, due, form, evidence, waived, decisions, assignee, origin, version },
  });
}

describe('a case', () => {
  it(
    'corrects the record when it is granted, which makes stale what was verified; taken back, all is as before',
    scene(async (made) => {
      const { rows } = made.importRoster('chsi', [{ studentNo: '1', name: '张三' }]);
      const student = rows[0]!.student!;
      const campaign = made.campaign();
      made.verdict(campaign, [student], 'correct');
      const [id] = open(made, 'data-change', student, CHANGE).opened as [string];
      handInAllProofs(made, id);
      act(made, id, move('department-agrees', '甲'));
      act(made, id, move('office-agrees', '乙'));
      act(made, id, move('leader-agrees', '丙'));
      expectReplays(made, id);
      const { batch } = act(made, id, move('change-at-school', '乙'));
      expect(caseById(made.db, id)).toMatchObject({ state: 'done', acts: null });
      expect(made.student(student).values.name).toBe('张叁');
      expect(made.verification(campaign, student)).toMatchObject({ fields_unchanged: 0 });
      expectReplays(made, id);
      expect(await made.undo(batch)).toMatchObject({ kept: [] });
      expect(caseById(made.db, id)).toMatchObject({ state: 'approved', acts: 'office' });
      expect(made.student(student).values.name).toBe('张三');
      expect(made.verification(campaign, student)).toMatchObject({ fields_unchanged: 1 });
      expectReplays(made, id);
    }),
  );

  it(
    'is opened once for a student and type; the opening is taken back whole, unless something was done since',
    scene(async (made) => {
      const { rows } = made.importRoster('chsi', [
        { studentNo: '1', name: '张三' },
        { studentNo: '2', name: '李四' },
      ]);
      const students = rows.map((row) => row.student!);
      const wanted = [...students, students[0]!].map((student) => ({ student, opening: opening() }));
      const first = openCasesFor(needs(made), 'wrong-photo', wanted);
      expect(first.opened).toHaveLength(2);
      expect(openCasesFor(needs(made), 'wrong-photo', wanted)).toEqual({
        batch: null,
        opened: [],
        already: students.map((student, at) => ({ student, case: first.opened[at] })),
      });
      const [one, other] = first.opened as [string, string];
      act(made, one, { do: 'comment', text: '已打电话' });
      const undone = await made.undo(first.batch!);
      expect(undone.kept).toMatchObject([{ student: students[0], name: '张三', fields: ['case'] }]);
      expect(caseById(made.db, one)).toMatchObject({ version: 2 });
      expect(caseById(made.db, other)).toBeNull();
      expect(open(made, 'wrong-photo', students[1]!).opened).toHaveLength(1);
    }),
  );

  it(
    'never gives a number twice, whichever opening is taken back',
    scene(async (made) => {
      const students = made
        .importRoster('chsi', [
          { studentNo: '1', name: '张三' },
          { studentNo: '2', name: '李四' },
        ])
        .rows.map((row) => row.student!);
      const numberOf = (id: string) => caseById(made.db, id)!.number;
      const first = open(made, 'wrong-photo', students[0]!);
      const second = open(made, 'wrong-photo', students[1]!);
      const given = [numberOf(first.opened[0]!), numberOf(second.opened[0]!)];
      await made.undo(first.batch!);
      given.push(numberOf(open(made, 'wrong-photo', students[0]!).opened[0]!));
      await made.undo(second.batch!);
      given.push(numberOf(open(made, 'wrong-photo', students[1]!).opened[0]!));
      expect(new Set(given).size).toBe(4);
    }),
  );

  it(
    'refuses whoever acts on what somebody else has changed since, and then does nothing to any case',
    scene((made) => {
      const { rows } = made.importRoster('chsi', [
        { studentNo: '1', name: '张三' },
        { studentNo: '2', name: '李四' },
      ]);
      const cases = rows.map((row) => open(made, 'account-trouble', row.student!).opened[0]!);
      act(made, cases[1]!, { do: 'assign', person: '乙' });
      const acts = cases.map((id) => ({
        case: id,
        seen: 1,
        action: { do: 'fill' as const, form: { trouble: 'phone-lost' } },
      }));
      expect(() => actOnCasesAs(needs(made), acts)).toThrowError(
        expect.objectContaining({ code: 'CASE_REFUSED', params: expect.objectContaining({ case: 'moved' }) }),
      );
      expect(cases.map((id) => caseById(made.db, id)!.form)).toEqual([{}, {}]);
      const refused = (action: Exclude<CaseAction, CaseOpening>) => () => act(made, cases[0]!, action);
      expect(refused(move('solved-by-magic'))).toThrow('CASE_REFUSED');
      expect(refused(move('advised', '乙'))).toThrow('CASE_REFUSED');
    }),
  );

  it(
    'keeps the rules that it began with, whatever the office writes later',
    scene((made) => {
      const { rows } = made.importRoster('chsi', [{ studentNo: '1', name: '张三' }]);
      const [id] = open(made, 'data-change', rows[0]!.student!, CHANGE).opened as [string];
      const own = structuredClone(currentRules(made.db, 'data-change').body.type);
      own.materials = own.materials.map((material) => ({ ...material, isNeeded: false }));
      saveCaseRule(needs(made), 'type', own, '不再要证明');
      expect(() => act(made, id, move('hand-in'))).toThrow('CASE_REFUSED');
      const second = made.importRoster('chsi', [{ studentNo: '2', name: '李四' }]).rows[0]!.student!;
      const [later] = open(made, 'data-change', second, CHANGE).opened as [string];
      act(made, later, move('hand-in'));
      expect(caseById(made.db, later)).toMatchObject({ state: 'department' });
    }),
  );

  it(
    'asks only for reviewers of the list, once there is one',
    scene((made) => {
      const { rows } = made.importRoster('chsi', [{ studentNo: '1', name: '张三', collegeName: '文学院' }]);
      const [id] = open(made, 'data-change', rows[0]!.student!, CHANGE).opened as [string];
      handInAllProofs(made, id);
      const reviewers = [{ id: 'a', name: '甲', levels: ['department'], colleges: ['理学院'] }];
      made.write('row.save', {
        entity: 'setting',
        id: CASE_REVIEWERS_SETTING,
        before: null,
        after: { value: JSON.stringify(reviewers) },
      });
      expect(() => act(made, id, move('department-agrees', '甲'))).toThrowError(
        expect.objectContaining({ params: expect.objectContaining({ case: 'person-college' }) }),
      );
    }),
  );

  it(
    'goes along when two students are joined, and back when they are parted',
    scene(async (made) => {
      const { rows } = made.importRoster('chsi', [{ studentNo: '1', name: '张三' }]);
      const more = made.importRoster('sis', [{ studentNo: '9', name: '张三' }]);
      const [kept, joined] = [rows[0]!.student!, more.rows[0]!.student!];
      const [id] = open(made, 'record-not-found', joined).opened as [string];
      const join = made.nextId();
      made.write('student.join', { kept, joined, batch: join, at: made.now, actor: '测试员' }, join);
      made.write(
        'row.save',
        handBatchRow({
          id: join,
          kind: 'edit',
          campaign: null,
          at: made.now,
          actor: '测试员',
          students: 2,
        }),
        join,
      );
      expect(caseById(made.db, id)).toMatchObject({ studentN: made.student(kept).n });
      await made.undo(join);
      expect(caseById(made.db, id)).toMatchObject({ studentN: made.student(joined).n });
    }),
  );

  it(
    'is asked for by its id where two desks gave two cases one number: none of them is chosen',
    scene(async (made) => {
      const { rows } = made.importRoster('chsi', [
        { studentNo: '1', name: '张三' },
        { studentNo: '2', name: '李四' },
      ]);
      const [first] = open(made, 'record-not-found', rows[0]!.student!).opened as [string];
      const { number, rules: hash } = caseById(made.db, first)!;
      expect(caseByNumber(made.db, number)).toMatchObject({ id: first });
      // As it comes from a desk that counted by itself.
      const other = { case: 'other', entry: 'other-1', number, student: rows[1]!.student! };
      made.write('case.open', {
        ...{ rules: { hash, body: caseRules(made.db, hash)! }, batch: 'b', at: made.now, actor: '测试员' },
        cases: [{ ...other, opening: { do: 'open', ...opening() } }],
      });
      expect(() => caseByNumber(made.db, number)).toThrowError(
        expect.objectContaining({ params: { case: 'number-twice', number, count: '2' } }) as Error,
      );
    }),
  );
});
