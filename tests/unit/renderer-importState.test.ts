import { describe, expect, test } from 'vitest';
import { groupFindings } from '../../renderer/screens/import/groupFindings.ts';
import { guessChoice, isImportable, isLitter } from '../../renderer/screens/import/guessChoice.ts';
import { canGoTo, hindranceOf, missingFields } from '../../renderer/screens/import/importHindrance.ts';
import { importState } from '../../renderer/screens/import/importState.ts';
import {
  emptyImport,
  type ImportEvent,
  type ImportState,
  nextUnseen,
  nextWaiting,
  placeOf,
  placesOf,
  planOf,
  type QueueItem,
  sessionOf,
} from '../../renderer/screens/import/importSteps.ts';
import { columnsNeedPerson, planNeedsPerson } from '../../renderer/screens/import/needsPerson.ts';
import { sortFindings } from '../../renderer/screens/import/sortFindings.ts';
import type { Batch, ImportSession, PlanSummary } from '../../shared/contract/imports.ts';
import type { Finding } from '../../shared/domain/findings.ts';

const session: ImportSession = {
  session: 's1',
  kind: 'roster',
  source: 'chsi',
  role: 'graduation',
  campaign: null,
  file: '名单.xlsx',
  bytes: 100,
  format: 'xlsx',
  encoding: null,
  sheets: [{ name: 'Sheet1', hidden: false }],
  sheet: 'Sheet1',
  headerRow: 3,
  headerRows: 1,
  mapping: [
    { column: 0, heading: '考生号', field: 'examNo', reason: 'known' },
    { column: 1, heading: '姓名', field: 'name', reason: 'known' },
  ],
  fields: ['examNo', 'name'],
  topRows: [],
  preview: [],
  suggestionsTaken: { lostDigits: false, leadingZeros: false, names: false },
  suggestionExceptions: {},
  problem: null,
};
const photos: ImportSession = { ...session, kind: 'photos', mapping: [], headerRow: null };

const counts = { rows: 3, created: 2, updated: 0, unchanged: 1, ambiguous: 0, rejected: 0, dropped: 0 };
const plan: PlanSummary = {
  counts,
  unmatched: null,
  missing: null,
  missingFromFile: 0,
  findings: [],
  fileFindings: [],
  offered: [],
  changedFields: [],
};
const batch: Batch = {
  batch: 'b1',
  file: '名单.xlsx',
  kind: 'roster',
  source: 'chsi',
  format: 'xlsx',
  encoding: null,
  sheet: 'Sheet1',
  headerRow: 3,
  counts,
  at: 1,
  actor: 'x',
  campaign: null,
  undone: null,
};

function item(id: string, change: Partial<QueueItem> = {}): QueueItem {
  return {
    id,
    name: `${id}.xlsx`,
    files: 1,
    bytes: 100,
    choice: { kind: 'roster', source: 'chsi', role: 'graduation', campaign: null },
    guessed: true,
    fate: 'waiting',
    ...change,
  };
}

function walk(events: readonly ImportEvent[], from: ImportState = emptyImport): ImportState {
  return events.reduce(importState, from);
}

const toHeader: readonly ImportEvent[] = [
  { type: 'added', items: [item('a'), item('b')] },
  { type: 'opening', id: 'a' },
  { type: 'opened', session },
];
const toFindings: readonly ImportEvent[] = [
  ...toHeader,
  { type: 'wentTo', place: 'mapping' },
  { type: 'planning' },
  { type: 'planned', plan },
];
const toDone: readonly ImportEvent[] = [
  ...toFindings,
  { type: 'wentTo', place: 'changes' },
  { type: 'committing' },
  { type: 'committed', batch },
];

describe('the wizard', () => {
  test('walks a spreadsheet from the list to the end, and on to the next file', () => {
    const done = walk(toDone);
    expect(done.step.name).toBe('done');
    expect(done.queue.map((entry) => entry.fate)).toEqual(['imported', 'waiting']);
    const next = walk([{ type: 'opening', id: 'b' }], done);
    expect(next.step).toMatchObject({ name: 'opening', item: 'b' });
  });

  test('photos have neither header nor columns: an opened set is planned at once', () => {
    expect(placesOf('photos')).toEqual(['choose', 'findings', 'changes', 'done']);
    const state = walk([
      { type: 'added', items: [item('a', { choice: { ...item('a').choice, kind: 'photos' } })] },
      { type: 'opening', id: 'a' },
      { type: 'opened', session: photos },
    ]);
    expect(state.step.name).toBe('planning');
    expect(placeOf(state.step)).toBe('findings');
    const cancelled = walk([{ type: 'cancelled' }], state);
    expect(cancelled.step.name).toBe('choose');
    expect(cancelled.parked?.item).toBe('a');
  });

  test('going back and forward keeps the plan; a change to what it was made from drops it', () => {
    const back = walk([...toFindings, { type: 'wentTo', place: 'header' }]);
    expect(planOf(back.step)).toBe(plan);
    expect(canGoTo(back, 'changes')).toBe(true);
    expect(walk([{ type: 'wentTo', place: 'changes' }], back).step.name).toBe('changes');
    const changed = walk([{ type: 'sessionChanged', session: { ...session, headerRow: 2 } }], back);
    expect(planOf(changed.step)).toBeNull();
    expect(canGoTo(changed, 'findings')).toBe(false);
    expect(walk([{ type: 'wentTo', place: 'findings' }], changed).step.name).toBe('header');
  });

  test('what is taken of the suggestions has the file checked again', () => {
    const taken = walk([{ type: 'sessionChanged', session }], walk(toFindings));
    expect(taken.step.name).toBe('planning');
    expect(walk([{ type: 'planned', plan }], taken).step.name).toBe('findings');
    // Given up half-way, the plan that was seen no longer holds.
    expect(walk([{ type: 'cancelled' }], taken).step).toMatchObject({ name: 'mapping', plan: null });
  });

  test('back to the list parks the open file, and forward resumes it', () => {
    const parked = walk([...toFindings, { type: 'wentTo', place: 'choose' }]);
    expect(parked.step.name).toBe('choose');
    expect(parked.queue[0]?.fate).toBe('waiting');
    const resumed = walk([{ type: 'resumed', session }], parked);
    expect(resumed.step.name).toBe('header');
    expect(planOf(resumed.step)).toBe(plan);
    const other = walk([{ type: 'resumed', session: { ...session, source: 'sis' } }], parked);
    expect(planOf(other.step)).toBeNull();
    const removed = walk([{ type: 'removed', id: 'a' }], parked);
    expect(removed.parked).toBeNull();
  });

  test('a cancelled commit returns to the changes, a cancelled plan to the columns', () => {
    const committing = walk([...toFindings, { type: 'wentTo', place: 'changes' }, { type: 'committing' }]);
    expect(hindranceOf(committing)).toBe('running');
    expect(canGoTo(committing, 'mapping')).toBe(false);
    expect(walk([{ type: 'cancelled' }], committing).step.name).toBe('changes');
    const planning = walk([...toHeader, { type: 'planning' }]);
    expect(walk([{ type: 'cancelled' }], planning).step.name).toBe('mapping');
  });

  test('a failure keeps what was chosen, and late answers change nothing', () => {
    const failed = walk([...toHeader, { type: 'planning' }, { type: 'failed', error: new Error('x') }]);
    expect(failed.step).toMatchObject({ name: 'failed', during: 'planning' });
    expect(sessionOf(failed.step)).toBe(session);
    expect(walk([{ type: 'wentTo', place: 'mapping' }], failed).step.name).toBe('mapping');
    expect(walk([{ type: 'planned', plan }], failed)).toBe(failed);
    const done = walk(toDone);
    expect(
      walk([{ type: 'progressed', progress: { type: 'progress', stage: 'save', done: 1, total: 2 } }], done),
    ).toBe(done);
  });

  test('a zip of spreadsheets gives way to what is in it, and the first goes on', () => {
    const state = walk([
      { type: 'added', items: [item('zip'), item('z')] },
      { type: 'opening', id: 'zip' },
      { type: 'expanded', items: [item('x'), item('y')] },
    ]);
    expect(state.queue.map((entry) => [entry.id, entry.fate])).toEqual([
      ['x', 'current'],
      ['y', 'waiting'],
      ['z', 'waiting'],
    ]);
    expect(walk([{ type: 'opened', session }], state).step).toMatchObject({ name: 'header', item: 'x' });
  });

  test('a stale plan can be made again from where it failed', () => {
    const failed = walk([
      ...toFindings,
      { type: 'wentTo', place: 'changes' },
      { type: 'committing' },
      { type: 'failed', error: { code: 'STALE_PLAN' } },
    ]);
    expect(failed.step).toMatchObject({ name: 'failed', during: 'committing', plan });
    expect(walk([{ type: 'planning' }, { type: 'planned', plan }], failed).step.name).toBe('findings');
  });
});

describe('what is said of the first rows', () => {
  test('the same sentence is said once, with its rows', () => {
    const of = (row: number | null, code: 'REQUIRED_MISSING' | 'NAME_SPACES'): Finding => ({
      code,
      severity: 'block',
      row,
      column: null,
      field: null,
      value: null,
      suggestion: null,
    });
    const said = groupFindings(
      [
        of(4, 'REQUIRED_MISSING'),
        of(7, 'REQUIRED_MISSING'),
        of(5, 'REQUIRED_MISSING'),
        of(null, 'NAME_SPACES'),
      ],
      (finding) => finding.code,
    );
    expect(said).toEqual([
      { sentence: 'REQUIRED_MISSING', severity: 'block', rows: '4–5, 7' },
      { sentence: 'NAME_SPACES', severity: 'block', rows: '' },
    ]);
  });

  test('kinds of findings: worst first, each code once', () => {
    expect(
      sortFindings([
        { code: 'NAME_SPACES', severity: 'note', count: 9 },
        { code: 'ID_15_DIGITS', severity: 'warn', count: 1 },
        { code: 'NAME_SPACES', severity: 'block', count: 1 },
      ]),
    ).toEqual([
      { code: 'NAME_SPACES', severity: 'block', count: 10 },
      { code: 'ID_15_DIGITS', severity: 'warn', count: 1 },
    ]);
  });
});

describe('why a person cannot go on', () => {
  test('is said for each step', () => {
    expect(hindranceOf(emptyImport)).toBe('nothing-chosen');
    const status = item('a', { choice: { ...item('a').choice, kind: 'status' } });
    expect(hindranceOf(walk([{ type: 'added', items: [status] }]))).toBe('campaign-missing');
    const blind = walk([
      { type: 'added', items: [item('a')] },
      { type: 'opening', id: 'a' },
      { type: 'opened', session: { ...session, headerRow: null } },
    ]);
    expect(hindranceOf(blind)).toBe('no-header');
    expect(canGoTo(blind, 'mapping')).toBe(false);
  });

  test('a key and a name are needed of a roster, a key and the status of a status list', () => {
    expect(missingFields(session)).toEqual([]);
    expect(missingFields({ ...session, mapping: [] })).toEqual(['key', 'name']);
    const list: ImportSession = { ...session, kind: 'status', fields: ['examNo', 'verdict'] };
    expect(missingFields(list)).toEqual(['verdict']);
  });

  test('a plan that would change nothing is not committed', () => {
    const nothing = { ...plan, counts: { ...counts, rows: 1, created: 0 } };
    const state = walk([
      ...toHeader,
      { type: 'planning' },
      { type: 'planned', plan: nothing },
      { type: 'wentTo', place: 'changes' },
    ]);
    expect(hindranceOf(state)).toBe('nothing-to-do');
  });
});

describe('what a file name says', () => {
  test.each([
    ['学信网在校生名单.xlsx', 'roster', 'chsi', true],
    ['教务系统导出.csv', 'roster', 'sis', true],
    ['2022录取名册.DBF', 'roster', 'admission', true],
    ['图像校对情况.xlsx', 'status', 'chsi', true],
    ['Sheet.xlsx', 'roster', 'chsi', false],
    ['学历照片.zip', 'photos', 'chsi', true],
    ['110101199001010010.jpg', 'photos', 'chsi', true],
  ] as const)('%s', (name, kind, source, guessed) => {
    const guess = guessChoice(name, 'c1');
    expect(guess.choice).toMatchObject({ kind, source });
    expect(guess.guessed).toBe(guessed);
    expect(guess.choice.campaign).toBe(kind === 'status' ? 'c1' : null);
  });

  test('tells the photo of admission, and what cannot be imported', () => {
    expect(guessChoice('录取照片.zip', null).choice.role).toBe('admission');
    expect(isImportable('Thumbs.db')).toBe(false);
    expect(isImportable('a.JPG')).toBe(true);
    expect(['Thumbs.db', '.DS_Store', '~$名单.xlsx', 'a.pdf'].map(isLitter)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('a list that is imported in one go', () => {
  test('a file that raises a question goes back with the reason, and loses it when it is opened', () => {
    const needs = { why: 'rows', count: 2 } as const;
    const aside = walk([...toFindings, { type: 'laidAside', needs }]);
    expect(aside.step.name).toBe('choose');
    expect(aside.queue[0]).toMatchObject({ fate: 'waiting', needs });
    expect(nextUnseen(aside)?.id).toBe('b');
    expect(nextWaiting(aside)?.id).toBe('a');
    expect(walk([{ type: 'opening', id: 'a' }], aside).queue[0]).not.toHaveProperty('needs');
  });

  test('what is imported says what became of its rows', () => {
    expect(walk(toDone).queue[0]).toMatchObject({ fate: 'imported', counts });
    const unchanged = walk([...toFindings, { type: 'laidAside', needs: null, counts }]);
    expect(unchanged.queue[0]).toMatchObject({ fate: 'imported', counts });
  });

  test('headings, rows left out and warnings want a person; notes do not', () => {
    expect(columnsNeedPerson(session)).toBeNull();
    expect(columnsNeedPerson({ ...session, headerRow: null })?.why).toBe('header');
    expect(columnsNeedPerson({ ...session, mapping: session.mapping.slice(1) })).toEqual({
      why: 'columns',
      count: 1,
    });
    const found = (severity: 'block' | 'warn' | 'note') => ({
      ...plan,
      findings: [{ code: 'NAME_SPACES' as const, severity, count: 3 }],
    });
    expect(planNeedsPerson(plan, 'roster')).toBeNull();
    expect(planNeedsPerson(found('note'), 'roster')).toBeNull();
    expect(planNeedsPerson(found('warn'), 'roster')).toEqual({ why: 'warnings', count: 3 });
    expect(planNeedsPerson(found('block'), 'roster')).toEqual({ why: 'rows', count: 3 });
    const leftOut = { ...plan, counts: { ...counts, ambiguous: 1, created: 1 } };
    expect(planNeedsPerson(leftOut, 'roster')).toEqual({ why: 'rows', count: 1 });
    const dropped = { ...plan, counts: { ...counts, dropped: 1, created: 1 } };
    expect(planNeedsPerson(dropped, 'roster')).toBeNull();
    expect(planNeedsPerson(dropped, 'photos')).toEqual({ why: 'rows', count: 1 });
  });
});
