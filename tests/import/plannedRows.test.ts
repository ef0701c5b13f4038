import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlannedRows } from '../../electron/import/reconcile/plannedRows.ts';
import { TextIndex } from '../../electron/import/reconcile/textIndex.ts';
import { OUTCOMES } from '../../shared/domain/findings.ts';
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
  isSaid: fc.boolean(),
});

test('a row comes back as it was put away, and what is changed of it stays changed', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 12 }), fc.nat(11), (given, pick) => {
      const rows = new PlannedRows(0);
      const plain = (index: number) => {
        const { isSaid: _, numericFields, ...rest } = given[index]!;
        return { ...rest, numericFields, verdict: null, findings: [] };
      };
      given.forEach(({ isSaid }, index) => {
        rows.push(isSaid ? { ...plain(index), officeName: '张三' } : plain(index));
      });
      expect(rows.length).toBe(given.length);
      const seen = [...rows].map(({ row, sheet, outcome, student, isNew, values, numericFields }) => {
        return { row, sheet, outcome, student, isNew, values, numericFields, verdict: null, findings: [] };
      });
      expect(seen).toEqual(given.map((_, index) => plain(index)));
      if (pick >= given.length) return;
      rows.at(pick).outcome = 'rejected';
      expect(rows.at(pick).outcome).toBe('rejected');
      const live = rows.live(pick);
      expect(live.outcome).toBe('rejected');
      live.values.name = '李四';
      expect(rows.at(pick)).toBe(live);
      expect(rows.at(pick).values).toEqual({ ...given[pick]!.values, name: '李四' });
    }),
  );
});

test('of a row that is kept as bytes nothing can be said by mistake', () => {
  const rows = new PlannedRows(0);
  for (const row of [1, 2]) {
    const about = { row, sheet: null, student: null, verdict: null, findings: [] };
    rows.push({ ...about, outcome: 'created', isNew: true, values: emptyStudentValues() });
  }
  expect(() => rows.at(0).findings.push({} as never)).toThrow(TypeError);
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
