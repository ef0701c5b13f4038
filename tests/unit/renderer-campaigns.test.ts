import { describe, expect, test } from 'vitest';
import {
  changedRules,
  draftOf,
  draftProblem,
  newDraft,
  withCovered,
  withPopulation,
  withType,
} from '../../renderer/screens/campaigns/campaignDraft.ts';
import { deadlineHint } from '../../renderer/screens/campaigns/deadlineHint.ts';
import {
  sortProgress,
  statusColumns,
  studentsOfGroup,
} from '../../renderer/screens/campaigns/progressRows.ts';
import { readDeadline } from '../../renderer/screens/campaigns/readDeadline.ts';
import {
  backwardsStep,
  draftSteps,
  NO_EDITS,
  withoutStep,
  withStep,
} from '../../renderer/screens/campaigns/timetableDraft.ts';
import { besideLine } from '../../renderer/ui/chart/besideLine.ts';
import { completionOf } from '../../renderer/ui/completion.ts';
import type { Campaign, ProgressRow } from '../../shared/contract/campaigns.ts';
import { STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';

test('an arrow up or down goes to the same place of the next line of a picture', () => {
  // Lines of three, two and four parts.
  const items = [0, 0, 0, 1, 1, 2, 2, 2, 2].map((line) => ({ line }));
  expect(besideLine(items, 2, 1)).toBe(4);
  expect(besideLine(items, 3, 1)).toBe(5);
  expect(besideLine(items, 8, -1)).toBe(4);
  expect(besideLine(items, 4, -1)).toBe(1);
  expect([besideLine(items, 1, -1), besideLine(items, 7, 1)]).toEqual([1, 7]);
});

describe('a campaign being set up', () => {
  test('the type brings its usual coverage until a person chose', () => {
    const draft = newDraft('graduation-photo');
    expect(draft.coversPhoto).toBe(true);
    expect(draft.coveredFields).not.toContain('politicalStatus');
    expect(withType(draft, 'enrolled-record').coversPhoto).toBe(false);
    const chosen = withCovered(draft, 'className', true, STUDENT_FIELDS);
    expect(chosen.coveredFields.indexOf('className')).toBeLessThan(chosen.coveredFields.indexOf('majorName'));
    expect(withType(chosen, 'enrolled-record').coversPhoto).toBe(true);
    expect(withType(chosen, 'enrolled-record').coveredFields).toContain('className');
  });

  test('says the first thing that is missing', () => {
    const draft = newDraft('new-student');
    expect(draftProblem(draft, '2026-11-24', 10)).toBe('name');
    const named = { ...draft, name: '批次' };
    expect(draftProblem(named, '2026-11-24', 10)).toBe('deadline');
    expect(draftProblem({ ...named, deadline: '2026-11-23' }, '2026-11-24', 10)).toBe('deadline-past');
    const whole = { ...named, deadline: '2026-11-24' };
    expect(draftProblem(whole, '2026-11-24', 0)).toBe('nobody');
    expect(draftProblem(whole, '2026-11-24', null)).toBeNull();
    expect(draftProblem({ ...whole, coveredFields: [] }, '2026-11-24', 1)).toBe('nothing-covered');
  });

  test('only what differs is an edit, and a name of blanks at its ends does not', () => {
    const held: Campaign = {
      id: 'c',
      name: '批次',
      type: 'new-student',
      deadline: '2026-11-24',
      lockRule: '24h',
      population: {},
      coveredFields: ['name'],
      coversPhoto: true,
      createdAt: 1,
      closedAt: null,
    };
    const draft = draftOf(held);
    expect(changedRules(held, { ...draft, name: ' 批次 ' })).toEqual({});
    expect(changedRules(held, { ...withPopulation(draft, 'grade', ['2026']), lockRule: 'single' })).toEqual({
      lockRule: 'single',
      population: { grade: ['2026'] },
    });
    // Whoever edits chooses what is checked: another type brings nothing with it.
    expect(changedRules(held, withType(draft, 'enrolled-record'))).toEqual({ type: 'enrolled-record' });
  });

  test('the calendar’s timetable keeps what was made of it, also for another type', () => {
    const usual = (...kinds: string[]) =>
      kinds.map((kind) => ({ kind, name: kind, from: null, to: null, usual: null }));
    const [shoot, check] = draftSteps(usual('shoot', 'check'), NO_EDITS);
    let draft = withStep(NO_EDITS, { ...shoot!, to: '2027-03-01' });
    draft = withStep(withoutStep(draft, check!), { ...shoot!, kind: null, key: '1', name: '补采' });
    draft = withStep(draft, { ...draft.added[0]!, from: '2027-03-09', to: '2027-03-05' });
    const steps = draftSteps(usual('shoot', 'check', 'public'), draft);
    expect(steps.map(({ name, to }) => [name, to])).toEqual([
      ['shoot', '2027-03-01'],
      ['public', null],
      ['补采', '2027-03-05'],
    ]);
    expect(backwardsStep(steps)?.name).toBe('补采');
    expect(draftSteps(usual('public'), withoutStep(draft, steps[2]!))).toHaveLength(1);
  });

  test('a field without values is no condition', () => {
    const draft = withPopulation(newDraft('new-student'), 'grade', ['2026']);
    expect(draft.population).toEqual({ grade: ['2026'] });
    expect(withPopulation(draft, 'grade', []).population).toEqual({});
  });

  test('a day may be typed in several ways, and without the year is the nearest to the deadline', () => {
    for (const text of [
      '2027-03-05',
      '20270305',
      '2027/3/5',
      '2027年3月5日',
      '3-5',
      '3月5日',
      '0305',
      '３．５',
    ]) {
      expect(readDeadline(text, '2026-12-30'), text).toBe('2027-03-05');
    }
    expect(readDeadline('12-30', '2027-01-03')).toBe('2026-12-30');
    expect(readDeadline('2-29', '2028-01-01')).toBe('2028-02-29');
    for (const text of ['', '明天', '2027-03', '2-30', '1332']) {
      expect(readDeadline(text, '2026-12-30'), text).toBeNull();
    }
  });

  test('a deadline on a holiday is known as such', () => {
    const now = Date.parse('2026-09-28T02:00:00Z');
    expect(deadlineHint('2026-10-01', now)).toMatchObject({ weekday: 4, days: 3, workday: false });
    expect(deadlineHint('2026-09-29', now)).toMatchObject({ days: 1, workingDays: 1, workday: true });
  });
});

describe('progress by group', () => {
  const row = (group: string[], statuses: ProgressRow['statuses'], total: number): ProgressRow => ({
    group,
    total,
    statuses,
    overdue: 0,
    due: null,
  });
  const rows = [
    row(['乙学院', '2026级10班'], { locked: 1, 'not-verified': 9 }, 10),
    row(['甲学院', '2026级2班'], { locked: 4, 'verified-open': 1, excluded: 5 }, 10),
    row(['', ''], { excluded: 2 }, 2),
  ];

  test('the rate leaves out who does not take part', () => {
    expect(rows.map((each) => completionOf(each).rate)).toEqual([0.1, 1, null]);
  });

  test('sorts by rate, by numbers inside names, and what is not given last', () => {
    expect(sortProgress(rows, { key: 'rate', descending: false }).map((r) => r.group[0])).toEqual([
      '乙学院',
      '甲学院',
      '',
    ]);
    expect(sortProgress(rows, { key: 1, descending: false }).map((r) => r.group[1])).toEqual([
      '2026级2班',
      '2026级10班',
      '',
    ]);
    expect(sortProgress(rows, { key: 'not-verified', descending: true })[0]?.group[0]).toBe('乙学院');
  });

  test('shows only the statuses that occur, and links to the students behind a figure', () => {
    expect(statusColumns(row([], { locked: 5, disputed: 0, excluded: 7 }, 12))).toEqual([
      'locked',
      'excluded',
    ]);
    expect(studentsOfGroup('c1', 'class', ['甲学院', '', '1班'], 'disputed').toString()).toBe(
      new URLSearchParams([
        ['campaign', 'c1'],
        ['f.collegeName', '甲学院'],
        ['f.majorName', ''],
        ['f.className', '1班'],
        ['status', 'disputed'],
      ]).toString(),
    );
  });
});
