import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KnownStudent } from '../../electron/db/tables/studentKeys.ts';
import type { PlannedRow } from '../../electron/import/reconcile/plannedRow.ts';
import { PlannedRows } from '../../electron/import/reconcile/plannedRows.ts';
import { RosterPlanner, type RosterStore } from '../../electron/import/reconcile/planRoster.ts';
import { takeAllOf } from '../../electron/import/reconcile/takenSuggestions.ts';
import { countOutcomes } from '../../electron/import/session/planView.ts';
import { OUTCOMES } from '../../shared/domain/findings.ts';
import { keyForm } from '../../shared/domain/keyForm.ts';
import { KEY_FIELDS, type PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { createText } from '../../shared/text/createText.ts';
import { parsedRow } from '../harness/storeScene.ts';

interface Held {
  n: number;
  /** What the source of the file said before; absent: nothing. */
  record?: PartialStudentValues;
  /** What other sources say: the keys and the name by which the student is known. */
  known?: PartialStudentValues;
}

/** The planner's store as a list of students. */
function storeOf(students: readonly Held[]): RosterStore {
  const idOf = (n: number) => `S${n}`;
  return {
    find(field, value) {
      const found = students.filter(({ record, known }) =>
        [record, known].some((said) => said && keyForm(said[field]) === keyForm(value)),
      );
      return found.map(
        ({ n, record, known }): KnownStudent => ({
          n,
          id: idOf(n),
          name: record?.name ?? known?.name ?? null,
        }),
      );
    },
    record: (n) => students.find((student) => student.n === n)?.record ?? null,
    findByIdPrefix: (digits) =>
      students.flatMap(({ n, record, known }) =>
        [record, known].flatMap((said) =>
          said?.idNumber?.startsWith(digits)
            ? [{ n, name: record?.name ?? known?.name ?? null, idNumber: said.idNumber }]
            : [],
        ),
      ),
    officeName: () => null,
    shorterNames: () => new Map(),
    sourceOf: () => null,
    zeroLengths: () => [],
    isClass: () => false,
    newId: (values) => `new ${values.studentNo ?? values.examNo ?? values.idNumber}`,
  };
}

function plan(rows: readonly PartialStudentValues[], students: readonly Held[] = []) {
  const planner = new RosterPlanner(storeOf(students), takeAllOf(), new PlannedRows(0));
  rows.forEach((values, index) => void planner.add(parsedRow(index + 2, values)));
  const { namedBefore } = planner.end();
  return { rows: [...planner.rows], namedBefore, changed: Object.fromEntries(planner.changedFields) };
}
const outcomes = (rows: readonly PlannedRow[]) => rows.map(({ outcome }) => outcome);
const told = ({ findings }: PlannedRow) =>
  findings.map(({ code, severity, params }) =>
    [code, severity, params?.case, params?.other, params?.differing]
      .filter((part) => part !== undefined)
      .join(' '),
  );

const ZHANG = { studentNo: '2022001', examNo: '22110101110001', name: '张三' };
const known: Held = { n: 1, record: { ...ZHANG, phone: '1' } };

describe('a row by itself', () => {
  test('nobody has its keys: created', () => {
    const { rows } = plan([ZHANG]);
    expect(rows[0]).toMatchObject({ outcome: 'created', isNew: true, student: 'new 2022001', findings: [] });
  });

  test('the source said all of it before: unchanged; a blank says nothing', () => {
    const { rows, changed, namedBefore } = plan([{ ...ZHANG, phone: null }], [known]);
    expect(rows[0]).toMatchObject({ outcome: 'unchanged', student: 'S1', isNew: false });
    expect([changed, namedBefore]).toEqual([{}, 1]);
  });

  test('something else than before: updated, with the fields that change', () => {
    const { rows, changed } = plan([{ studentNo: '2022001', phone: '2', className: '1班' }], [known]);
    expect(rows[0]).toMatchObject({ outcome: 'updated', student: 'S1' });
    expect(changed).toEqual({ phone: 1, className: 1 });
  });

  test('a student whom only another source named: updated, and not counted as named before', () => {
    const { rows, namedBefore } = plan([ZHANG], [{ n: 1, known: ZHANG }]);
    expect([outcomes(rows), namedBefore]).toEqual([['updated'], 0]);
  });

  test('no key: rejected; a footer: dropped', () => {
    const planner = new RosterPlanner(storeOf([]));
    planner.add(parsedRow(2, { name: '张三' }));
    planner.add(parsedRow(3, {}, 'footer'));
    planner.add(parsedRow(4, {}, 'repeated-header'));
    planner.end();
    expect(outcomes([...planner.rows])).toEqual(['rejected', 'dropped', 'dropped']);
  });

  test('width and case of a key are no difference; a nearly equal key is another key', () => {
    const { rows } = plan(
      [
        { studentNo: '２０２２００１', name: '张三' },
        { studentNo: '20220010', name: '张三' },
      ],
      [known],
    );
    expect(outcomes(rows)).toEqual(['updated', 'created']);
  });

  test('one key and another name: ambiguous, with the name that is known', () => {
    const { rows, namedBefore } = plan([{ studentNo: '2022001', name: '李四' }], [known]);
    expect(rows[0]).toMatchObject({ outcome: 'ambiguous', student: 'S1' });
    expect(told(rows[0]!)).toEqual(['SAME_ID_OTHER_NAME block']);
    expect(rows[0]!.findings[0]).toMatchObject({
      value: '2022001',
      params: { name: '李四', known: '张三', key: 'studentNo' },
    });
    expect(createText('zh').sayFinding(rows[0]!.findings[0]!)).toContain(
      '学号相同，姓名却不同：这里是“李四”，另一处是“张三”',
    );
    expect(namedBefore).toBe(1);
  });

  test('two keys and another name: taken and told', () => {
    const { rows } = plan([{ ...ZHANG, name: '张叁' }], [known]);
    expect(rows[0]!.outcome).toBe('updated');
    expect(told(rows[0]!)).toEqual(['SAME_ID_OTHER_NAME warn renamed']);
  });

  test('another writing of the name, or none, is no other name', () => {
    const store = [{ n: 1, record: { studentNo: '1001', name: '阿卜杜拉·艾买提' } }];
    const names = ['阿卜杜拉.艾买提', '阿卜杜拉•艾买提', '阿卜杜拉 · 艾买提', null];
    for (const name of names)
      expect(plan([{ studentNo: '1001', name }], store).rows[0]!.findings).toEqual([]);
    expect(
      plan([{ studentNo: '1001', name: '张三' }], [{ n: 1, record: { studentNo: '1001' } }]).rows[0]!.outcome,
    ).toBe('updated');
  });

  test('the keys of two students: ambiguous, nobody named', () => {
    const { rows } = plan(
      [{ studentNo: '2022001', examNo: '22110101110002', name: '张三' }],
      [known, { n: 2, record: { examNo: '22110101110002', name: '张三' } }],
    );
    expect(rows[0]).toMatchObject({ outcome: 'ambiguous', student: null });
    expect(told(rows[0]!)).toEqual(['AMBIGUOUS_MATCH block several']);
    expect(rows[0]!.findings[0]!.params).toMatchObject({ count: 2, fields: 'examNo,studentNo' });
  });

  test('one key of two students (another source gave it too): ambiguous', () => {
    const { rows } = plan(
      [{ studentNo: '2022001', name: '张三' }],
      [known, { n: 2, known: { studentNo: '2022001', name: '张三' } }],
    );
    expect(outcomes(rows)).toEqual(['ambiguous']);
  });
});

describe('rows that claim one key', () => {
  test('the very same again counts once', () => {
    const { rows } = plan([ZHANG, ZHANG, ZHANG]);
    expect(outcomes(rows)).toEqual(['created', 'unchanged', 'unchanged']);
    expect(rows.map(told)).toEqual([
      [],
      ['DUPLICATE_IN_FILE warn same 2'],
      ['DUPLICATE_IN_FILE warn same 2'],
    ]);
    expect(rows.map(({ student }) => student)).toEqual(['new 2022001', 'new 2022001', 'new 2022001']);
  });

  test('blanks are filled from one another', () => {
    const { rows } = plan([
      { ...ZHANG, phone: null },
      { studentNo: '2022001', phone: '2' },
      { examNo: ZHANG.examNo, className: '1班' },
    ]);
    expect(outcomes(rows)).toEqual(['created', 'unchanged', 'unchanged']);
    expect(rows[0]!.values).toMatchObject({ ...ZHANG, phone: '2', className: '1班' });
  });

  test('of a known student, what a later row fills in counts as a change', () => {
    const { rows, changed } = plan([ZHANG, { studentNo: '2022001', phone: '2' }], [known]);
    expect([outcomes(rows), changed]).toEqual([['updated', 'unchanged'], { phone: 1 }]);
  });

  test('contradicting ones are all rejected, whatever comes first, and however many', () => {
    const other = { ...ZHANG, phone: '2' };
    const one = { ...ZHANG, phone: '1' };
    for (const file of [
      [one, other],
      [one, other, one],
      [one, one, other],
      [ZHANG, one, other],
      [one, other, ZHANG, other],
    ]) {
      for (const store of [[], [known]]) {
        const { rows, changed } = plan(file, store);
        expect(outcomes(rows)).toEqual(file.map(() => 'rejected'));
        expect(changed).toEqual({});
        for (const row of rows) {
          expect(row.student).toBeNull();
          expect(told(row).filter((text) => text.startsWith('DUPLICATE_IN_FILE'))).toEqual([
            expect.stringMatching(/^DUPLICATE_IN_FILE block \d+ phone$/),
          ]);
        }
      }
    }
  });

  test('one number under two names: both are told so', () => {
    const id = { idNumber: '11010119900307283X' };
    const { rows } = plan([
      { ...id, name: '张三' },
      { ...id, name: '李四' },
    ]);
    expect(outcomes(rows)).toEqual(['rejected', 'rejected']);
    expect(rows.map(told)).toEqual([
      ['DUPLICATE_IN_FILE block 3 name', 'SAME_ID_OTHER_NAME block'],
      ['DUPLICATE_IN_FILE block 2 name', 'SAME_ID_OTHER_NAME block'],
    ]);
  });

  test('a character taken apart in one of them: both are told that they are one student', () => {
    const id = { idNumber: '11010119900307283X' };
    const [apart, whole] = [
      { ...id, name: '张由页' },
      { ...id, name: '张𬱖' },
    ];
    for (const [file, others] of [
      [
        [apart, whole],
        [3, 2],
      ],
      [
        [whole, apart],
        [3, 2],
      ],
      [
        [apart, apart, whole],
        [4, 4, 2],
      ],
    ] as const) {
      const { rows } = plan(file);
      expect(outcomes(rows)).toEqual(file.map(() => 'rejected'));
      expect(rows.map(told)).toEqual(others.map((other) => [`DUPLICATE_IN_FILE block split ${other} name`]));
      expect(rows[0]!.findings[0]!.params).toMatchObject({ parts: '由页', whole: '𬱖' });
    }
    // What else they contradict each other in is said first.
    const { rows } = plan([apart, { ...whole, phone: '1' }, { ...apart, phone: '2' }]);
    expect(rows.map(told)).toEqual([
      ['DUPLICATE_IN_FILE block split 3 name'],
      ['DUPLICATE_IN_FILE block split 2 name'],
      ['DUPLICATE_IN_FILE block split 3 name'],
    ]);
    const both = plan([
      { ...apart, phone: '2' },
      { ...whole, phone: '1' },
    ]).rows;
    expect(both.map(told)).toEqual([
      ['DUPLICATE_IN_FILE block 3 phone'],
      ['DUPLICATE_IN_FILE block 2 phone'],
    ]);
  });

  test('two writings of one key are no contradiction', () => {
    const { rows } = plan([
      { idNumber: '11010119900307283X', name: '张三' },
      { idNumber: '11010119900307283x', name: '张三', phone: '1' },
    ]);
    expect(outcomes(rows)).toEqual(['created', 'unchanged']);
    expect(rows[0]!.values.phone).toBe('1');
  });

  test('a key that only the second row brings still leads to the first', () => {
    const { rows } = plan([
      { studentNo: '2022001', name: '张三' },
      { studentNo: '2022001', idNumber: 'H12345678', name: '张三' },
      { idNumber: 'H12345678', phone: '1' },
    ]);
    expect(outcomes(rows)).toEqual(['created', 'unchanged', 'unchanged']);
    expect(rows[0]!.values).toMatchObject({ idNumber: 'H12345678', phone: '1' });
  });

  test('a key that a second row brings is matched too', () => {
    const file = [
      { studentNo: '2022001', name: '张三' },
      { studentNo: '2022001', examNo: '22110101110002', name: '张三' },
    ];
    const two = { n: 2, record: { examNo: '22110101110002', name: '张三' } };
    expect(outcomes(plan(file, [two]).rows)).toEqual(['updated', 'unchanged']);
    expect(outcomes(plan(file, [known, two]).rows)).toEqual(['ambiguous', 'ambiguous']);
    expect(outcomes(plan(file, [{ ...two, record: { ...two.record, name: '李四' } }]).rows)).toEqual([
      'ambiguous',
      'ambiguous',
    ]);
  });

  test('a row that joins two rows of the file takes both with it', () => {
    const { rows } = plan([
      { studentNo: '2022001', name: '张三' },
      { examNo: ZHANG.examNo, name: '张三' },
      ZHANG,
      { examNo: ZHANG.examNo },
    ]);
    expect(outcomes(rows)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  });

  test('what is only again what a person has to look at, is for that person too', () => {
    const { rows } = plan(
      [
        { studentNo: '2022001', name: '李四' },
        { studentNo: '2022001', name: '李四' },
      ],
      [known],
    );
    expect(outcomes(rows)).toEqual(['ambiguous', 'ambiguous']);
  });
});

describe('two rows with no key in common that lead to one student', () => {
  const one = { studentNo: '2022001', name: '张三' };
  const other = { examNo: ZHANG.examNo, name: '张三' };

  test('neither is taken', () => {
    const { rows, changed, namedBefore } = plan([{ ...one, phone: '2' }, other], [known]);
    expect([outcomes(rows), changed, namedBefore]).toEqual([['ambiguous', 'ambiguous'], {}, 1]);
    expect(rows.map(told)).toEqual([
      ['AMBIGUOUS_MATCH block one-student-two-rows 3'],
      ['AMBIGUOUS_MATCH block one-student-two-rows 2'],
    ]);
  });

  test('nor when one of them is rejected for another reason, which it stays', () => {
    const { rows } = plan([{ ...one, phone: '2' }, { ...one, phone: '3' }, other], [known]);
    expect(outcomes(rows)).toEqual(['rejected', 'rejected', 'ambiguous']);
    const third = plan(
      [one, other, { idNumber: 'H12345678', name: '张三' }],
      [{ n: 1, record: { ...ZHANG, idNumber: 'H12345678' } }],
    );
    expect(outcomes(third.rows)).toEqual(['ambiguous', 'ambiguous', 'ambiguous']);
  });
});

test('a value that is held back is not said; the row is taken by another key', () => {
  const { rows } = plan(
    [{ studentNo: '2022001', name: '张三' }],
    [{ n: 1, record: { ...ZHANG, idNumber: 'H12345678' } }],
  );
  expect(rows[0]!.outcome).toBe('unchanged');
  expect(rows[0]!.values.idNumber).toBeNull();
});

const few = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null, freq: 2 });
const anyRow = fc.record({
  examNo: few('22110101110001', '22110101110002'),
  studentNo: few('2022001', '2022002', '２０２２００１'),
  idNumber: few('H12345678', 'h12345678'),
  name: few('张三', '李四'),
  phone: few('1', '2'),
});

test('any rows on any store: what is taken is unmistakable', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 8 }), fc.array(anyRow, { maxLength: 3 }), (file, records) => {
      const students = records.map((record, index) => ({ n: index + 1, record }));
      const { rows } = plan(file, students);
      const counts = countOutcomes(rows);
      expect(OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)).toBe(file.length);
      const taken = rows.filter(({ outcome }) => outcome === 'created' || outcome === 'updated');
      // No student is written twice, no key is written for two.
      expect(new Set(taken.map(({ student }) => student)).size).toBe(taken.length);
      for (const field of KEY_FIELDS) {
        const keys = taken.flatMap(({ values }) => keyForm(values[field]) ?? []);
        expect(new Set(keys).size).toBe(keys.length);
      }
      for (const row of taken) {
        const owners = new Set(
          KEY_FIELDS.flatMap((field) =>
            row.values[field]
              ? storeOf(students)
                  .find(field, row.values[field]!)
                  .map(({ n }) => n)
              : [],
          ),
        );
        expect(owners.size).toBe(row.isNew ? 0 : 1);
      }
      // Whatever is left to a person says why; what is taken holds nothing that blocks.
      for (const row of rows) {
        const blocks = row.findings.some(({ severity }) => severity === 'block');
        if (row.outcome === 'ambiguous') expect(row.findings.length).toBeGreaterThan(0);
        if (row.outcome === 'created' || row.outcome === 'updated') expect(blocks).toBe(false);
      }
      // No value of the file is lost without a word: what an unchanged row says, the source said before, or the
      // row says that is taken for it.
      for (const row of rows.filter(({ outcome }) => outcome === 'unchanged')) {
        const before = students.find(({ n }) => `S${n}` === row.student)?.record;
        const others = rows.filter((one) => one !== row && one.student === row.student);
        for (const [field, value] of Object.entries(row.values) as ['phone', string | null][]) {
          if (value === null) continue;
          const said = [before, ...others.map(({ values }) => values)].map((values) =>
            keyForm(values?.[field]),
          );
          expect(said).toContain(keyForm(value));
        }
      }
    }),
    { numRuns: 2_000, seed: 7 },
  );
});
