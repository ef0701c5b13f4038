import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowCaseAction, type CaseFacts, movesFrom } from '../../shared/domain/cases/allowCaseAction.ts';
import { CaseRefusal } from '../../shared/domain/cases/caseRefusal.ts';
import type { CaseRules } from '../../shared/domain/cases/caseRules.ts';
import {
  type CaseAction,
  type CaseOpening,
  type CaseState,
  type CaseStep,
  replayCase,
  stepCase,
} from '../../shared/domain/cases/caseState.ts';
import { CASE_LEVELS, type CaseType, caseTypeShape, stateOf } from '../../shared/domain/cases/caseType.ts';
import { caseTypeProblems } from '../../shared/domain/cases/caseTypeProblems.ts';
import { correctionProfileShape, judgeCorrection } from '../../shared/domain/cases/correctionRules.ts';
import { missingMaterials } from '../../shared/domain/cases/missingItems.ts';

const RESOURCES = join(import.meta.dirname, '../../resources');
const read = (path: string): unknown => JSON.parse(readFileSync(join(RESOURCES, path), 'utf8'));
const types = readdirSync(join(RESOURCES, 'cases')).map((file) => ({
  file,
  type: caseTypeShape.parse(read(`cases/${file}`)),
}));
const profileFiles = readdirSync(join(RESOURCES, 'rules')).filter((file) => file.startsWith('correction-'));
const profiles = profileFiles.map((file) => correctionProfileShape.parse(read(`rules/${file}`)));
const typeNamed = (id: string) => types.find(({ type }) => type.id === id)!.type;
const profileNamed = (id: string) => profiles.find((profile) => profile.id === id)!;
const rulesOf = (type: CaseType, profile = 'general'): CaseRules => ({
  type,
  profile: type.isRuled ? profileNamed(profile) : null,
});
const FACTS: CaseFacts = {
  today: '2026-03-10',
  enrolDate: '2023-09-01',
  expectedGraduationDate: '2027-06-30',
  isTopUp: false,
  college: '文学院',
  reviewers: [
    { id: 'a', name: '秘书甲', levels: ['department'], colleges: ['文学院'] },
    { id: 'b', name: '科员乙', levels: ['office'], colleges: [] },
    { id: 'c', name: '校长丙', levels: ['leader', 'office'], colleges: [] },
    { id: 'd', name: '秘书丁', levels: ['department'], colleges: ['理学院'] },
  ],
};
const open = (form: Record<string, string> = {}): CaseOpening => ({
  do: 'open',
  form,
  note: '',
  origin: { kind: 'staff', id: null },
  assignee: null,
});
const move = (id: string, more: Partial<Extract<CaseAction, { do: 'move' }>> = {}): CaseAction => ({
  do: 'move',
  move: id,
  person: null,
  note: '',
  reference: '',
  exception: '',
  ...more,
});
const RENAMED = JSON.stringify([{ field: 'name', from: '李雷', to: '李磊' }]);

/** Does what may be done, and says why the rest may not. */
function act(rules: CaseRules, before: CaseState, action: CaseAction, facts = FACTS): CaseState {
  allowCaseAction(rules, before, action as Exclude<CaseAction, CaseOpening>, facts);
  return stepCase(rules, before, { action, day: facts.today });
}
function refusal(rules: CaseRules, before: CaseState, action: CaseAction, facts = FACTS): string {
  try {
    act(rules, before, action, facts);
  } catch (error) {
    if (error instanceof CaseRefusal) return error.refusal;
    throw error;
  }
  return 'allowed';
}
const started = (rules: CaseRules, form = {}) =>
  stepCase(rules, null, { action: open(form), day: FACTS.today });
function withAllProofs(rules: CaseRules, state: CaseState): CaseState {
  return missingMaterials(rules, state).reduce(
    (so, { id: material }) =>
      act(rules, so, {
        do: 'attach',
        evidence: {
          id: material,
          material,
          hash: `hash of ${material}`,
          name: `${material}.jpg`,
          mime: 'image/jpeg',
          bytes: 1000,
          width: 10,
          height: 10,
          dpi: 300,
        },
      }),
    state,
  );
}

describe('the case types', () => {
  it('are there for every problem of the guides', () => {
    expect(types.map(({ type }) => type.id).sort()).toEqual([
      'account-trouble',
      'appeal',
      'certification',
      'data-change',
      'data-correction',
      'diploma-correction',
      'identity-review',
      'integrity-file',
      'mistaken-answer',
      'new-student-check',
      'photo-missing',
      'record-not-found',
      'record-supplement',
      'verification-report',
      'wrong-photo',
    ]);
  });
  it.each(types)('$file can be used', ({ file, type }) => {
    expect(caseTypeProblems(type)).toEqual([]);
    expect(`${type.id}.json`).toBe(file);
  });
  it('are refused where they lead nowhere, name what is not there, or stay open for ever', () => {
    const good = typeNamed('data-change');
    const broken = (change: (type: CaseType) => void) => {
      const type = structuredClone(good);
      change(type);
      return caseTypeProblems(type);
    };
    const one = (problem: string, params = {}) => ({ problem, params });
    const problem = (name: string, params = {}) => [one(name, params)];
    expect(broken((type) => (type.start = 'nowhere'))).toContainEqual(
      one('start-unknown', { state: 'nowhere' }),
    );
    expect(broken((type) => (type.start = 'done'))).toContainEqual(one('start-closed', { state: 'done' }));
    expect(broken((type) => (type.moves[0]!.to = 'nowhere'))).toContainEqual(
      one('state-unknown', { move: 'hand-in', state: 'nowhere' }),
    );
    expect(broken((type) => type.states.push({ ...type.states[0]!, id: 'alone' }))).toEqual([
      one('unreached', { state: 'alone' }),
      one('no-end', { state: 'alone' }),
    ]);
    expect(
      broken((type) => type.moves.push({ ...type.moves[0]!, id: 'x', from: ['done'], needs: ['note'] })),
    ).toEqual(problem('leaves-closed', { move: 'x' }));
    expect(
      broken((type) => (type.moves = type.moves.filter(({ to }) => stateOf(type, to).acts !== null))),
    ).toContainEqual(one('no-end', { state: 'collecting' }));
    expect(broken((type) => type.moves.push(type.moves[0]!))).toEqual(problem('twice', { id: 'hand-in' }));
    expect(broken((type) => (type.form = []))).toEqual(
      problem('corrects-nothing', { move: 'change-at-school' }),
    );
    expect(broken((type) => (type.materials[0]!.when = { item: 'gone', is: ['x'] }))).toEqual(
      problem('when-unknown', { of: 'application', item: 'gone' }),
    );
  });
});

describe('a correction of a name', () => {
  const rules = rulesOf(typeNamed('data-change'));
  const form = { corrections: RENAMED, 'police-date': '2026-01-05', reason: '派出所已变更' };

  it('goes from the college to the leaders, and is done where the platform is changed', () => {
    let state = withAllProofs(rules, started(rules, form));
    state = act(rules, state, move('hand-in'));
    state = act(rules, state, move('department-agrees', { person: '秘书甲' }));
    state = act(rules, state, move('office-agrees', { person: '科员乙' }));
    state = act(rules, state, move('leader-agrees', { person: '校长丙' }));
    state = act(rules, state, move('change-at-school', { person: '科员乙', reference: '平台流水号1' }));
    expect(stateOf(rules.type, state.state).acts).toBeNull();
    expect(state.decisions.map(({ person }) => person)).toEqual(['秘书甲', '科员乙', '校长丙', '科员乙']);
  });
  it('is refused without answers, without proofs, from another state, by the wrong person', () => {
    const empty = started(rules);
    expect(refusal(rules, empty, move('hand-in'))).toBe('form-missing');
    expect(refusal(rules, empty, { do: 'fill', form: { gone: 'x' } })).toBe('form-unknown');
    expect(refusal(rules, empty, { do: 'fill', form: { 'police-date': '2026-02-30' } })).toBe('form-invalid');
    expect(refusal(rules, empty, { do: 'fill', form: { corrections: '[]' } })).toBe('form-invalid');
    const filled = started(rules, form);
    expect(refusal(rules, filled, move('hand-in'))).toBe('materials-missing');
    expect(refusal(rules, filled, move('leader-agrees', { person: '校长丙' }))).toBe('no-move');
    const there = act(rules, withAllProofs(rules, filled), move('hand-in'));
    expect(refusal(rules, there, move('department-agrees'))).toBe('person-missing');
    expect(refusal(rules, there, move('department-agrees', { person: '路人' }))).toBe('person-unknown');
    expect(refusal(rules, there, move('department-agrees', { person: '科员乙' }))).toBe('person-level');
    expect(refusal(rules, there, move('department-agrees', { person: '秘书丁' }))).toBe('person-college');
    expect(refusal(rules, there, move('department-returns', { person: '秘书甲' }))).toBe('note-missing');
  });
  it('needs two pairs of eyes', () => {
    let state = act(rules, withAllProofs(rules, started(rules, form)), move('hand-in'));
    state = act(rules, state, move('department-agrees', { person: '秘书甲' }));
    state = act(rules, state, move('office-agrees', { person: '校长丙' }));
    expect(refusal(rules, state, move('leader-agrees', { person: '校长丙' }))).toBe('person-twice');
  });
  it('asks for a proof that was waived no more, and again when the waiver is taken back', () => {
    const filled = started(rules, form);
    const missing = (state: CaseState) => missingMaterials(rules, state).map(({ id }) => id);
    const all = missing(filled);
    expect(all).toEqual(['application', 'admission-copy', 'id-card', 'household']);
    const waived = act(rules, filled, { do: 'waive', material: 'household', reason: '派出所证明代替' });
    expect(missing(waived)).not.toContain('household');
    const again = act(rules, waived, { do: 'waive', material: 'household', reason: '' });
    expect(missing(again)).toEqual(all);
  });
});

describe('the rules of a province', () => {
  const facts = { ...FACTS, today: '2026-04-10' };
  it('decide who decides, when, and what is refused', () => {
    const both = ['name', 'idNumber'] as const;
    expect(judgeCorrection(profileNamed('general'), ['name'], facts)).toEqual({
      by: 'school',
      obstacles: [],
      window: null,
    });
    expect(judgeCorrection(profileNamed('general'), both, facts).by).toBe('province');
    expect(judgeCorrection(profileNamed('sichuan'), both, facts).obstacles).toEqual([
      { code: 'name-and-number' },
    ]);
    expect(judgeCorrection(profileNamed('sichuan'), ['name'], { ...facts, isTopUp: true }).obstacles).toEqual(
      [{ code: 'top-up' }],
    );
    expect(judgeCorrection(profileNamed('hebei'), ['name'], facts).window).toEqual({
      isOpen: false,
      from: '2026-12-01',
      to: '2026-12-31',
    });
    expect(
      judgeCorrection(profileNamed('hebei'), ['name'], { ...facts, today: '2026-12-31' }).window,
    ).toEqual({
      isOpen: true,
      from: '2026-12-01',
      to: '2026-12-31',
    });
    expect(
      judgeCorrection(profileNamed('guangdong'), ['name'], { ...facts, expectedGraduationDate: '2026-06-30' })
        .obstacles,
    ).toEqual([{ code: 'graduation-term' }]);
    // What is registered after graduation no school changes, whichever province.
    for (const profile of ['guangdong', 'general'])
      expect(
        judgeCorrection(profileNamed(profile), ['name'], { ...facts, expectedGraduationDate: '2020-06-30' })
          .obstacles,
      ).toEqual([{ code: 'graduated', expected: '2020-06-30' }]);
    const first = { ...facts, enrolDate: '2025-09-01' };
    expect(judgeCorrection(profileNamed('name-only'), ['gender'], first).obstacles).toEqual([
      { code: 'field-refused', field: 'gender' },
      { code: 'first-year' },
    ]);
  });
  it('stand against handing in, and name their window', () => {
    const type = typeNamed('data-change');
    const changed = JSON.stringify([{ field: 'gender', from: '男', to: '女' }]);
    const form = { corrections: changed, 'police-date': '2026-01-05', reason: '录错' };
    const refused = rulesOf(type, 'name-only');
    expect(refusal(refused, withAllProofs(refused, started(refused, form)), move('hand-in'))).toBe(
      'rule-field-refused',
    );
    const hebei = rulesOf(type, 'hebei');
    expect(missingMaterials(hebei, started(hebei, form)).map(({ id }) => id)).toContain('on-site-report');
  });
});

describe.each(types)('$type.id, whatever is done', ({ type }) => {
  const rules = rulesOf(type);
  const action = fc.oneof<fc.Arbitrary<CaseAction>[]>(
    fc
      .record({
        id: fc.constantFrom(...type.moves.map(({ id }) => id), 'no-such-move'),
        person: fc.constantFrom(null, '秘书甲', '科员乙', '校长丙', '秘书丁', '路人'),
        text: fc.constantFrom('', '有说明'),
      })
      .map(({ id, person, text }) => move(id, { person, note: text, reference: text, exception: text })),
    fc.constantFrom<CaseAction>(
      { do: 'comment', text: '记一笔' },
      { do: 'assign', person: '科员乙' },
      { do: 'assign', person: null },
      { do: 'extend', due: '2027-01-01', reason: '等省厅' },
      { do: 'fill', form: { corrections: RENAMED } },
      ...type.form.flatMap(({ id, kind, choices }): CaseAction[] => [
        {
          do: 'fill',
          form: { [id]: kind === 'choice' ? choices[0]!.id : kind === 'date' ? '2026-03-01' : RENAMED },
        },
        { do: 'fill', form: { [id]: '' } },
      ]),
      ...type.materials.map(({ id }): CaseAction => ({ do: 'waive', material: id, reason: '不需要' })),
    ),
  );
  it('it never leaves its machine, is in exactly one list, and its history comes to the same', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const history: CaseStep[] = [{ action: open(), day: FACTS.today }];
        let state = replayCase(rules, history);
        for (const next of actions) {
          const before = JSON.stringify(state);
          try {
            const after = act(rules, state, next);
            if (next.do === 'move') {
              expect(movesFrom(rules, state.state).map(({ id }) => id)).toContain(next.move);
            } else expect(after.state).toBe(state.state);
            state = after;
            history.push({ action: next, day: FACTS.today });
          } catch (error) {
            if (!(error instanceof CaseRefusal)) throw error;
          }
          expect(JSON.stringify(state) === before || history.length === state.version).toBe(true);
          const { acts } = stateOf(type, state.state);
          expect([null, ...CASE_LEVELS].filter((level) => level === acts)).toHaveLength(1);
          // Whoever is to act has a way to act; a closed case can be opened again.
          expect(movesFrom(rules, state.state)).not.toEqual([]);
        }
        expect(replayCase(rules, history)).toEqual(state);
      }),
      { numRuns: 60 },
    );
  });
});
