import { describe, expect, test } from 'vitest';
import type { PlannedRow } from '../../electron/import/reconcile/plannedRow.ts';
import {
  type HeldVerdict,
  StatusPlanner,
  type StatusStore,
} from '../../electron/import/reconcile/planStatus.ts';
import { takeAllOf } from '../../electron/import/reconcile/takenSuggestions.ts';
import type { Finding } from '../../shared/domain/findings.ts';
import { checkCharacter, isCheckRight } from '../../shared/domain/idNumber.ts';
import type { PartialStudentValues } from '../../shared/domain/studentFields.ts';
import type { Verdict } from '../../shared/domain/verificationStatus.ts';
import { parsedRow } from '../harness/storeScene.ts';

const NOTHING_TO_OFFER = { findByIdPrefix: () => [], sourceOf: () => null, zeroLengths: () => [] };
const NAMES = ['张三', '李四', '王五'];
interface Line {
  no?: string | null;
  name?: string;
  words?: string | null;
  at?: string;
  note?: string;
}

/** Students 1, 2, 3 with the numbers 1001, 1002, 1003. */
function plan(
  lines: readonly Line[],
  held: Record<number, HeldVerdict> = {},
  said: readonly [number, Verdict, number][] = [],
): PlannedRow[] {
  const store: StatusStore = {
    find: (field, value) => {
      const n = field === 'studentNo' ? Number(value) - 1000 : 0;
      return NAMES[n - 1] === undefined ? [] : [{ n, id: `S${n}`, name: NAMES[n - 1]! }];
    },
    ...NOTHING_TO_OFFER,
    held: (n) => held[n] ?? null,
    said: (n, verdict, at) => said.some((one) => one[0] === n && one[1] === verdict && one[2] === at),
  };
  const planner = new StatusPlanner(store);
  lines.forEach(({ no = '1001', name = null, words = '正确', at = null, note = null }, index) => {
    planner.add({
      ...parsedRow(index + 2, { studentNo: no, name }),
      extra: { verdict: words, verifiedAt: at, note },
    });
  });
  return [...planner.rows];
}
const outcomes = (rows: readonly PlannedRow[]) => rows.map(({ outcome }) => outcome);
const told = ({ findings }: PlannedRow) =>
  findings.map(({ code, severity, params }) =>
    [code, severity, params?.case, params?.other].filter((part) => part !== undefined).join(' '),
  );
const list = (verdict: Verdict, saidAt: number | null = null): HeldVerdict => ({
  verdict,
  saidAt,
  source: 'status-list',
});

describe('the words of a list', () => {
  test.each([
    ['正确', 'correct'],
    [' 已 核对 ', 'correct'],
    ['已核对（正确）', 'correct'],
    ['√', 'correct'],
    ['ＹＥＳ', 'correct'],
    ['有误。', 'wrong'],
    ['已校对－有误', 'wrong'],
    ['查无此人', 'not-found'],
    ['采集中', 'photo-in-production'],
  ])('%s', (words, verdict) => {
    const [row] = plan([{ words }]);
    expect(row).toMatchObject({
      outcome: 'created',
      student: 'S1',
      verdict: { verdict, saidAt: null, note: '', source: 'status-list' },
    });
  });

  test('nothing has happened yet: nothing to write down', () => {
    expect(outcomes(plan([{ words: '未核对' }]))).toEqual(['unchanged']);
    expect(outcomes(plan([{ words: '未核对' }], { 1: list('correct') }))).toEqual(['updated']);
  });

  test('unknown words and none are told, never guessed', () => {
    const rows = plan([{ words: '大概吧' }, { no: '1002', words: null }]);
    expect(outcomes(rows)).toEqual(['rejected', 'rejected']);
    expect(rows.map(told)).toEqual([['UNKNOWN_CODE block verdict'], ['REQUIRED_MISSING block verdict']]);
    expect(rows[0]!.findings[0]!.value).toBe('大概吧');
  });
});

test('a time is Chinese time; a day counts from its beginning; the note comes along', () => {
  const rows = plan([
    { at: '2026-10-30 08:00:01', note: '姓名有误' },
    { no: '1002', at: '2026-10-30' },
  ]);
  expect(rows.map(({ verdict }) => verdict?.saidAt)).toEqual([
    Date.UTC(2026, 9, 30, 0, 0, 1),
    Date.UTC(2026, 9, 29, 16),
  ]);
  expect(rows[0]!.verdict!.note).toBe('姓名有误');
});

test('unknown students, other names, rows without a key, footers', () => {
  const planner = plan([{ no: '9999' }, { name: '李四' }, { name: '张三' }, { no: null }]);
  expect(outcomes(planner)).toEqual(['rejected', 'ambiguous', 'created', 'rejected']);
  expect(told(planner[0]!)).toEqual(['STUDENT_UNKNOWN block']);
  expect(told(planner[1]!)).toEqual(['SAME_ID_OTHER_NAME block']);
  const footers = new StatusPlanner({
    ...NOTHING_TO_OFFER,
    find: () => [],
    held: () => null,
    said: () => false,
  });
  footers.add(parsedRow(9, {}, 'footer'));
  expect(outcomes([...footers.rows])).toEqual(['dropped']);
});

describe('against what is held', () => {
  const day = Date.UTC(2026, 9, 29, 16);

  test('the same, with the same time or without one: unchanged', () => {
    expect(outcomes(plan([{}], { 1: list('correct', day) }))).toEqual(['unchanged']);
    expect(outcomes(plan([{ at: '2026-10-30' }], { 1: list('correct', day) }))).toEqual(['unchanged']);
  });

  test('another verdict or time of an earlier list: updated', () => {
    expect(outcomes(plan([{ words: '有误' }], { 1: list('correct', day) }))).toEqual(['updated']);
    expect(outcomes(plan([{ at: '2026-10-31' }], { 1: list('correct', day) }))).toEqual(['updated']);
  });

  test('an older word that was written down already adds nothing', () => {
    const held = { 1: list('correct', day + 86_400_000) };
    expect(outcomes(plan([{ words: '有误', at: '2026-10-30' }], held))).toEqual(['updated']);
    expect(outcomes(plan([{ words: '有误', at: '2026-10-30' }], held, [[1, 'wrong', day]]))).toEqual([
      'unchanged',
    ]);
  });

  test.each(['staff', 'counter', 'class-sheet'] as const)(
    'what people registered (%s) is never overridden by a list',
    (source) => {
      const held = { 1: { verdict: 'wrong', saidAt: day, source } } as const;
      const [contradicting] = plan([{ at: '2026-11-20' }], held);
      expect(contradicting!.outcome).toBe('ambiguous');
      expect(told(contradicting!)).toEqual(['STATUS_SET_BY_HAND warn']);
      expect(contradicting!.findings[0]!.params).toEqual({ held: 'wrong' });
      expect(outcomes(plan([{ words: '有误', at: '2026-11-20' }], held))).toEqual(['unchanged']);
    },
  );
});

describe('a student twice in the list', () => {
  test('the same counts once', () => {
    const rows = plan([{}, {}, {}]);
    expect(outcomes(rows)).toEqual(['created', 'unchanged', 'unchanged']);
    expect(rows.map(told)).toEqual([
      [],
      ['DUPLICATE_IN_FILE warn same 2'],
      ['DUPLICATE_IN_FILE warn same 2'],
    ]);
  });

  test('different verdicts count not at all, however many there are', () => {
    for (const words of [
      ['正确', '有误'],
      ['正确', '有误', '正确'],
      ['正确', '正确', '有误'],
      ['未核对', '正确', '正确', '有误'],
    ]) {
      const rows = plan(words.map((one) => ({ words: one })));
      expect(outcomes(rows)).toEqual(words.map(() => 'rejected'));
      for (const row of rows)
        expect(told(row)).toEqual([expect.stringMatching(/^DUPLICATE_IN_FILE block \d$/)]);
    }
  });

  test('what only repeats what a person has to look at, is for that person too', () => {
    const held = { 1: { verdict: 'wrong', saidAt: null, source: 'staff' } } as const;
    expect(outcomes(plan([{}, {}], held))).toEqual(['ambiguous', 'ambiguous']);
  });
});

describe('numbers that a spreadsheet damaged', () => {
  const whole = `11010519900307231${checkCharacter('11010519900307231')}`;
  const store: StatusStore = {
    find: (field, value) =>
      (field === 'idNumber' && value === whole) || (field === 'studentNo' && value === '0012')
        ? [{ n: 1, id: 'S1', name: '张三' }]
        : [],
    findByIdPrefix: (digits) => (whole.startsWith(digits) ? [{ n: 1, name: '张三', idNumber: whole }] : []),
    sourceOf: () => 'chsi',
    zeroLengths: (field) => (field === 'studentNo' ? [4] : []),
    held: () => null,
    said: () => false,
  };
  const planOne = (values: PartialStudentValues, taken = takeAllOf(), findings: Finding[] = []) => {
    const planner = new StatusPlanner(store, taken);
    const parsed = {
      ...parsedRow(2, values),
      extra: { verdict: '正确', verifiedAt: null, note: null },
      findings,
    };
    planner.add(parsed);
    planner.end('证件号');
    return planner.rows.at(0);
  };
  const lost = (): Finding[] => [
    {
      code: 'ID_DIGITS_LOST',
      severity: 'block',
      row: 2,
      column: '证件号',
      field: 'idNumber',
      value: '110105199003072000',
      suggestion: null,
    },
    {
      code: 'REQUIRED_MISSING',
      severity: 'block',
      row: 2,
      column: null,
      field: null,
      value: null,
      suggestion: null,
      params: { case: 'key' },
    },
  ];

  test('a rounded number is offered whole, and where taken the verdict is recorded', () => {
    expect(planOne({ name: '张三' }, takeAllOf(), lost())).toMatchObject({
      outcome: 'rejected',
      student: null,
      offers: [{ kind: 'lostDigits', to: whole, source: 'chsi', taken: false }],
    });
    expect(planOne({ name: '张三' }, takeAllOf('lostDigits'), lost())).toMatchObject({
      outcome: 'created',
      student: 'S1',
      verdict: { verdict: 'correct' },
      repairs: [{ field: 'idNumber', received: '110105199003072000', by: 'name', source: 'chsi' }],
    });
  });

  test('with another number to go by, nothing has to be offered', () => {
    const row = planOne({ name: '张三', studentNo: '0012' }, takeAllOf(), lost().slice(0, 1));
    expect(row).toMatchObject({ outcome: 'created', student: 'S1' });
    expect(row.offers).toBeUndefined();
  });

  test('zeros in front are offered as in a roster', () => {
    expect(planOne({ name: '张三', studentNo: '12' })).toMatchObject({
      outcome: 'rejected',
      offers: [{ kind: 'leadingZeros', to: '0012', taken: false }],
    });
    expect(planOne({ name: '张三', studentNo: '12' }, takeAllOf('leadingZeros'))).toMatchObject({
      outcome: 'created',
      student: 'S1',
    });
  });

  test('a number of nobody that passes its check is not believed in a damaged column', () => {
    const lucky = ['110105199003072000', '110105199003075000', '110105199003078000', '110105199003079000']
      .concat(Array.from({ length: 90 }, (_, at) => `1101051990030${at + 10}000`))
      .find(isCheckRight)!;
    const row = planOne({ name: '李四', idNumber: lucky });
    expect(row).toMatchObject({ outcome: 'rejected', values: { idNumber: null } });
    expect(told(row)).toEqual(['ID_DIGITS_LOST block distrusted', 'REQUIRED_MISSING block key']);
  });
});
