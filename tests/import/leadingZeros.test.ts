import { describe, expect, it } from 'vitest';
import { createRowReader } from '../../electron/import/createRowReader.ts';
import type { Cell } from '../../electron/import/readers/reader.ts';
import { RosterPlanner, type RosterStore } from '../../electron/import/reconcile/planRoster.ts';
import { type TakenSuggestions, takeAllOf } from '../../electron/import/reconcile/takenSuggestions.ts';
import { suggestMapping } from '../../electron/import/suggestMapping.ts';
import { createZeroWatch } from '../../electron/import/validate/zeroWatch.ts';
import { createText } from '../../shared/text/createText.ts';

interface Known {
  n: number;
  name: string;
  studentNo: string;
  examNo?: string;
}

function storeOf(students: readonly Known[], classes: readonly string[] = []): RosterStore {
  return {
    find: (field, value) =>
      students
        .filter((student) => field !== 'idNumber' && student[field] === value)
        .map(({ n, name }) => ({ n, id: `S${n}`, name })),
    findByIdPrefix: () => [],
    sourceOf: () => 'chsi',
    zeroLengths: (field) => [
      ...new Set(students.flatMap((each) => (each[field]?.startsWith('0') ? [each[field].length] : []))),
    ],
    isClass: (name) => classes.includes(name),
    record: () => null,
    officeName: () => null,
    shorterNames: () => new Map(),
    newId: (values) => `new ${values.studentNo ?? values.examNo}`,
  };
}

const HEADINGS = ['学号', '姓名', '考生号', '班号'];
const number = (text: string): Cell => ({ kind: 'number', text, number: Number(text) });

function plan(
  rows: readonly Cell[][],
  students: readonly Known[],
  taken: TakenSuggestions = takeAllOf(),
  classes: readonly string[] = [],
) {
  const mapping = suggestMapping(HEADINGS, 'roster');
  const read = createRowReader(mapping);
  const watch = createZeroWatch(mapping);
  const planner = new RosterPlanner(storeOf(students, classes), taken);
  for (const [index, cells] of rows.entries()) {
    const parsed = read({ number: index + 2, cells });
    watch.see(parsed);
    planner.add(parsed);
  }
  planner.end(null, watch.columns());
  return [...planner.rows];
}

const TAKE = takeAllOf('leadingZeros');
const ZHANG: Known = { n: 1, name: '张三', studentNo: '0520220101' };

describe('a 学号 that is somebody’s with zeros in front', () => {
  it.each<[string, Cell]>([
    ['a number', number('520220101')],
    ['the text of a CSV that a spreadsheet saved', '520220101'],
  ])('is held back and offered: %s', (_, cell) => {
    const [row] = plan([[cell, '张三', null]], [ZHANG]);
    // Taken as it stands it would have made a second 张三.
    expect(row).toMatchObject({ outcome: 'rejected', student: null, values: { studentNo: null } });
    expect(row?.offers).toMatchObject([
      { kind: 'leadingZeros', from: '520220101', to: '0520220101', taken: false },
    ]);
    expect(row?.findings).toMatchObject([
      {
        code: 'LEADING_ZERO_LOST',
        severity: 'block',
        suggestion: '0520220101',
        params: { by: 'name', source: 'chsi' },
      },
      { code: 'REQUIRED_MISSING' },
    ]);
    expect(createText('zh').sayFinding(row!.findings[0]!)).toContain('学信网里这位学生的号码（姓名相同）');
  });

  it('identifies the row where a person took it', () => {
    const [row] = plan([[number('520220101'), '张三', null]], [ZHANG], TAKE);
    expect(row).toMatchObject({
      student: 'S1',
      outcome: 'updated',
      values: { studentNo: '0520220101' },
      repairs: [{ field: 'studentNo', received: '520220101', by: 'name', source: 'chsi' }],
    });
    expect(row?.findings).toMatchObject([{ code: 'LEADING_ZERO_RESTORED', severity: 'note' }]);
  });

  it('is taken row by row, too', () => {
    const li: Known = { n: 2, name: '李四', studentNo: '0520220102' };
    const only = { ...takeAllOf(), leadingZeros: { all: false, except: new Set(['3 ']) } };
    const rows = plan(
      [
        [number('520220101'), '张三', null],
        [number('520220102'), '李四', null],
      ],
      [ZHANG, li],
      only,
    );
    expect(rows.map(({ values }) => values.studentNo)).toEqual([null, '0520220102']);
  });

  it('is left alone where it is somebody’s as it stands, or the name or another number speaks against it', () => {
    const other: Known = { n: 2, name: '李四', studentNo: '520220101', examNo: '22110105110001' };
    expect(plan([[number('520220101'), '张三', null]], [ZHANG, other])[0]?.offers).toBeUndefined();
    expect(plan([[number('520220101'), '李四', null]], [ZHANG])[0]).toMatchObject({ outcome: 'created' });
    const third: Known = { ...other, studentNo: '0520220109' };
    expect(
      plan([[number('520220101'), '张三', '22110105110001']], [ZHANG, third])[0]?.offers,
    ).toBeUndefined();
    expect(plan([[number('220101'), '张三', null]], [ZHANG])[0]?.offers).toBeUndefined();
  });
});

describe('a column whose texts begin with zeros', () => {
  const texts: Cell[][] = [
    ['0012', '甲', null],
    ['0340', '乙', null],
  ];

  it('holds its shorter numbers back, and offers them whole', () => {
    const rows = plan([...texts, [number('56'), '丙', null]], []);
    expect(rows[2]).toMatchObject({ outcome: 'rejected', offers: [{ to: '0056', by: null, taken: false }] });
    expect(rows[2]?.findings[0]).toMatchObject({ code: 'LEADING_ZERO_LOST', params: { case: 'column' } });
    expect(plan([...texts, [number('56'), '丙', null]], [], TAKE)[2]).toMatchObject({
      outcome: 'created',
      student: 'new 0056',
      values: { studentNo: '0056' },
      repairs: [{ by: null, source: null }],
    });
  });

  it('offers no number that another row has', () => {
    const rows = plan([...texts, [number('12'), '丙', null], [number('340'), '乙', null]], [], TAKE);
    expect(rows.slice(2).map(({ offers, outcome }) => [offers, outcome])).toEqual([
      [undefined, 'rejected'],
      [undefined, 'rejected'],
    ]);
  });

  it('proves nothing where its texts are of two lengths, or hold no zero, or its numbers are long enough', () => {
    const kept = (rows: Cell[][]) => plan(rows, []).at(-1)?.values.studentNo;
    expect(kept([...texts, ['01234', '丁', null], [number('56'), '丙', null]])).toBe('56');
    expect(
      kept([
        ['1234', '甲', null],
        [number('56'), '丙', null],
      ]),
    ).toBe('56');
    expect(kept([...texts, [number('5678'), '丙', null]])).toBe('5678');
    expect(kept([...texts, ['56', '丙', null]])).toBe('56');
  });
});

describe('a 班号 that is a class of the school with zeros in front', () => {
  const of = (cell: Cell, classes: readonly string[], taken?: TakenSuggestions) =>
    plan([['20220101', '张三', null, cell]], [], taken, classes)[0]!;

  it.each<[string, Cell]>([
    ['a number', number('522011')],
    ['the text of a CSV that a spreadsheet saved', '522011'],
  ])('is held back and offered, and the rest of the row taken: %s', (_, cell) => {
    const row = of(cell, ['0522011', '0522012']);
    expect(row).toMatchObject({ outcome: 'created', values: { studentNo: '20220101', className: null } });
    expect(row.offers).toMatchObject([
      { kind: 'leadingZeros', field: 'className', from: '522011', to: '0522011', by: 'className' },
    ]);
    expect(row.findings).toMatchObject([
      { code: 'LEADING_ZERO_LOST', severity: 'block', suggestion: '0522011', params: { case: 'class' } },
    ]);
    expect(createText('zh').sayFinding(row.findings[0]!)).toContain('522011 不是本校现有的班');
  });

  it('is taken where a person took it', () => {
    const row = of('522011', ['0522011'], TAKE);
    expect(row).toMatchObject({
      values: { className: '0522011' },
      repairs: [{ field: 'className', received: '522011', by: 'className', source: null }],
    });
    expect(row.findings).toMatchObject([{ code: 'LEADING_ZERO_RESTORED', params: { case: 'class' } }]);
  });

  it('is held back, and none offered, where several classes can be meant', () => {
    const row = of('522011', ['0522011', '00522011'], TAKE);
    expect(row).toMatchObject({ outcome: 'created', values: { className: null } });
    expect(row.offers).toBeUndefined();
    expect(row.findings).toMatchObject([{ code: 'LEADING_ZERO_LOST', params: { case: 'classes' } }]);
  });

  it('is left alone where there is such a class, where none has it with zeros, or where it is no number', () => {
    expect(of('522011', ['0522011', '522011']).values.className).toBe('522011');
    expect(of('522013', ['0522011']).values.className).toBe('522013');
    expect(of('22011班', ['022011班']).values.className).toBe('22011班');
  });

  it('is told by the texts of its column as well, in every row of the class', () => {
    const rows: Cell[][] = [
      ['1001', '甲', null, '0522011'],
      ['1002', '乙', null, number('522012')],
      ['1003', '丙', null, number('522012')],
      ['1004', '丁', null, number('1522012')],
    ];
    expect(plan(rows, []).map(({ values }) => values.className)).toEqual(['0522011', null, null, '1522012']);
    expect(plan(rows, [], TAKE).map(({ values }) => values.className)).toEqual([
      '0522011',
      '0522012',
      '0522012',
      '1522012',
    ]);
  });
});
