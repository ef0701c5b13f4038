import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlannedRows } from '../../electron/import/reconcile/plannedRows.ts';
import { TextIndex } from '../../electron/import/reconcile/textIndex.ts';
import { makeFinding } from '../../electron/import/validate/makeFinding.ts';
import { FINDING_CODES, type Finding, OUTCOMES } from '../../shared/domain/findings.ts';
import { emptyStudentValues, STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';
import { ZERO_FIELDS } from '../../shared/domain/zeroFields.ts';

const anyText = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '007',
    '11010520040101001X',
    '计算机科学与技术',
    '𬍛䶮',
    'é',
    '\u0000',
    '9'.repeat(9_000),
  ),
  fc.stringMatching(/^\d{1,20}$/),
  fc.string(),
);
const anyRow = fc.record({
  row: fc.integer({ min: 1, max: 0xffff_ffff }),
  sheet: fc.constantFrom(null, '一班', ''),
  outcome: fc.constantFrom(...OUTCOMES),
  student: fc.constantFrom(null, 'Sabcdefghijklmnopqr-_', '学生'),
  isNew: fc.boolean(),
  values: fc
    .dictionary(fc.constantFrom(...STUDENT_FIELDS), anyText)
    .map((values) => ({ ...emptyStudentValues(), ...values })),
  numericFields: fc.subarray([...ZERO_FIELDS]),
});

/** Names of params are the program's own: a name such as `__proto__` is none. */
const paramName = fc.stringMatching(/^[a-z]{1,6}$/);
const anyRest = fc.oneof(
  fc.constant({ verdict: null, findings: [] as Finding[] }),
  fc.record(
    {
      verdict: fc.constantFrom(null, {
        verdict: 'wrong' as const,
        saidAt: -1.5,
        note: '照片不是本人',
        source: 'status-list' as const,
      }),
      findings: fc.array(
        fc
          .record({
            code: fc.constantFrom(...FINDING_CODES),
            value: fc.option(anyText),
            params: fc.option(
              fc.dictionary(paramName, fc.oneof(anyText, fc.double({ noNaN: true }), fc.nat())),
            ),
          })
          .map(({ code, value, params }) => ({
            ...makeFinding(code, { row: 7, value }),
            ...(params === null ? {} : { params }),
          })),
        { maxLength: 3 },
      ),
      officeName: anyText,
    },
    { requiredKeys: ['verdict', 'findings'] },
  ),
);

test('a row comes back as it was put away, and what is changed of it stays changed', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyRow, anyRest), { maxLength: 12 }), fc.nat(11), (given, pick) => {
      const rows = new PlannedRows(0);
      const plain = (index: number) => ({ ...given[index]![0], ...given[index]![1] });
      given.forEach((_, index) => {
        rows.push(structuredClone(plain(index)));
      });
      expect(rows.length).toBe(given.length);
      const seen = [...rows].map((row) => {
        const { row: number, sheet, outcome, student, isNew, values, numericFields = [] } = row;
        const { verdict, findings, officeName } = row;
        return {
          row: number,
          sheet,
          outcome,
          student,
          isNew,
          values,
          numericFields,
          verdict,
          findings,
          officeName,
        };
      });
      expect(seen).toEqual(given.map((_, index) => plain(index)));
      if (pick >= given.length) return;
      rows.at(pick).outcome = 'rejected';
      rows.at(pick).student = 'S2';
      const finding = makeFinding('REQUIRED_MISSING', { row: 7 });
      rows.change(pick, (row) => {
        expect(row.outcome).toBe('rejected');
        row.values = { ...row.values, name: '李四' };
        row.findings.push(finding);
        row.isNew = true;
      });
      const { outcome, student, isNew, values, findings } = rows.at(pick);
      expect({ outcome, student, isNew }).toEqual({ outcome: 'rejected', student: 'S2', isNew: true });
      expect(values).toEqual({ ...given[pick]![0].values, name: '李四' });
      expect(findings).toEqual([...given[pick]![1].findings, finding]);
    }),
  );
});

test('of a row that is kept as bytes nothing can be said by mistake', () => {
  const rows = new PlannedRows(0);
  const said = [[], [], [makeFinding('NAME_SPACES', { row: 4, value: '张 三' })], []];
  said.forEach((findings, row) => {
    const about = { row, sheet: null, student: null, verdict: null, findings };
    rows.push({ ...about, outcome: 'created', isNew: true, values: emptyStudentValues() });
  });
  for (const at of [0, 2]) expect(() => rows.at(at).findings.push({} as never)).toThrow(TypeError);
});

test('an index of texts finds each row and no other, though many hash alike', () => {
  const texts = Array.from({ length: 200_000 }, (_, index) => hash('sha1', String(index)).slice(0, 18));
  let asked = 0;
  const index = new TextIndex((row, text) => {
    asked++;
    return texts[row] === text;
  });
  texts.forEach((text, row) => {
    if (index.get(text) === undefined) index.add(text, row);
  });
  expect(texts.findIndex((text, row) => index.get(text) !== row)).toBe(-1);
  // Of two hundred thousand, some hash alike, or nothing here would have been asked in vain.
  expect(asked).toBeGreaterThan(texts.length);
  expect(index.get('2024')).toBeUndefined();
});
