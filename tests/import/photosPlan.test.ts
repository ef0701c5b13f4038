import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoMatch } from '../../electron/photos/matchPhoto.ts';
import { planPhotos } from '../../electron/photos/planPhotos.ts';
import type { PreparedPhoto } from '../../electron/photos/preparePhotos.ts';

const PROPERTIES = {
  format: 'jpeg',
  width: 480,
  height: 640,
  dpi: 300,
  channels: 3,
  bitsPerChannel: 8,
  colour: 'rgb',
  orientation: 1,
  bytes: 30_000,
  doubtful: false,
} as const;

function photo(row: number, match: PhotoMatch, hash = `hash${row}`): PreparedPhoto {
  return {
    kind: 'photo',
    row,
    path: `class/file${row}.jpg`,
    hash,
    properties: PROPERTIES,
    background: null,
    print: null,
    faces: null,
    looked: false,
    match,
    findings: [],
  };
}
function of(student: string): PhotoMatch {
  return { kind: 'matched', student, by: 'studentNo', nameAgrees: true };
}
function planOf(
  files: PreparedPhoto[],
  current: Record<string, string> = {},
  holders: Record<string, string[]> = {},
) {
  return planPhotos({
    role: 'graduation',
    files,
    currentHash: (student) => current[student] ?? null,
    holders: (hash, student) =>
      (holders[hash] ?? [])
        .filter((holder) => holder !== student)
        .map((holder) => ({ student: holder, name: '张一', idNumber: null, studentNo: '2021001' })),
    alike: () => null,
    missingBefore: 10,
    inPopulation: (student) => student !== 'outsider',
  });
}
function told(files: PreparedPhoto[], current: Record<string, string> = {}) {
  return planOf(files, current).rows.map(({ outcome, findings }) =>
    [
      outcome,
      ...findings.map(({ code, severity, params }) =>
        `${code} ${severity} ${params?.case} ${params?.other ?? ''}`.trim(),
      ),
    ].join(', '),
  );
}

test('created, updated, unchanged, with the baseline', () => {
  const files = [photo(1, of('a')), photo(2, of('b')), photo(3, of('c'), 'same')];
  expect(told(files, { b: 'old', c: 'same' })).toEqual(['created', 'updated', 'unchanged']);
  const { rows } = planOf(files, { b: 'old', c: 'same' });
  expect(rows.map((row) => row.photo?.previousHash)).toEqual([null, 'old', undefined]);
  expect(rows[1]?.photo).toMatchObject({
    student: 'b',
    hash: 'hash2',
    matchedBy: 'studentNo',
    fileName: 'file2.jpg',
  });
});

test('two different photos of one student: both are left to a person, also beside a third that is the same', () => {
  const twice = 'ambiguous, PHOTO_TWICE block two-photos class/file';
  expect(told([photo(1, of('a')), photo(2, of('a'))])).toEqual([`${twice}2.jpg`, `${twice}1.jpg`]);
  expect(told([photo(1, of('a'), 'x'), photo(2, of('a'), 'x'), photo(3, of('a'), 'y')])).toEqual([
    `${twice}3.jpg`,
    `${twice}3.jpg`,
    `${twice}1.jpg`,
  ]);
  expect(told([photo(1, of('a'), 'x'), photo(2, of('a'), 'y')], { a: 'x' })).toEqual([
    `${twice}2.jpg`,
    `${twice}1.jpg`,
  ]);
});

test('the same photo of one student twice is taken once', () => {
  expect(told([photo(1, of('a'), 'x'), photo(2, of('a'), 'x')])).toEqual([
    'created',
    'unchanged, PHOTO_TWICE note same-photo class/file1.jpg',
  ]);
});

test('the same bytes for two students are taken for both and told on both', () => {
  expect(told([photo(1, of('a'), 'x'), photo(2, of('b'), 'x')])).toEqual([
    'created, PHOTO_TWICE warn two-students class/file2.jpg',
    'created, PHOTO_TWICE warn two-students class/file1.jpg',
  ]);
  expect(planOf([photo(1, of('a'), 'x'), photo(2, of('b'), 'x')]).rows[0]?.photo?.findings).toEqual([
    'PHOTO_TWICE',
  ]);
});

test('missing counts only the population', () => {
  expect(planOf([photo(1, of('a')), photo(2, of('outsider')), photo(3, of('b'))], { b: 'old' }).missing).toBe(
    9,
  );
});

test('counts add up, every student gets at most one photo, whatever the set is', () => {
  const student = fc.constantFrom('a', 'b', 'c', 'd', 'outsider');
  const hash = fc.constantFrom('x', 'y', 'z');
  const other = { student: 'a', name: '张三', idNumber: null, studentNo: '1' };
  const file = fc.oneof(
    { weight: 5, arbitrary: fc.record({ match: student.map(of), hash }) },
    fc.record({ match: fc.constant<PhotoMatch>({ kind: 'unmatched', sameName: [other] }), hash }),
    fc.record({
      match: fc.constant<PhotoMatch>({ kind: 'ambiguous', students: [other], why: 'name-differs' }),
      hash,
    }),
    fc.constant('dropped' as const),
    fc.constant('refused' as const),
  );
  const held = fc.dictionary(student, hash);
  fc.assert(
    fc.property(fc.array(file, { maxLength: 30 }), held, (given, current) => {
      const files = given.map((one, index): PreparedPhoto => {
        const row = index + 1;
        if (one === 'dropped') return { kind: 'dropped', row, path: null };
        if (one !== 'refused') return photo(row, one.match, one.hash);
        return {
          kind: 'refused',
          row,
          path: 'x',
          finding: { code: 'PHOTO_DAMAGED', severity: 'block', suggestion: null, params: {} },
        };
      });
      const { rows, counts, unmatched } = planOf(files, current);
      const { rows: total, ...outcomes } = counts;
      expect(total).toBe(files.length);
      expect(Object.values(outcomes).reduce((sum, one) => sum + one, 0)).toBe(total);
      const given2 = rows.flatMap((row) => (row.photo === null ? [] : [row.photo.student]));
      expect(new Set(given2).size).toBe(given2.length);
      expect(given2.length).toBe(counts.created + counts.updated);
      expect(unmatched).toBeLessThanOrEqual(counts.rejected);
      for (const row of rows) {
        if (row.outcome === 'rejected' || row.outcome === 'ambiguous') {
          expect(row.findings.some((finding) => finding.severity === 'block')).toBe(true);
        }
        expect(row.findings.every((finding) => finding.row === row.row)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('a photo that another student has already is taken, and told with who has it', () => {
  const { rows } = planOf(
    [photo(1, of('a'), 'held'), photo(2, of('b'), 'own')],
    {},
    { held: ['z'], own: ['b'] },
  );
  expect(rows.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
  expect(rows.map(({ findings }) => findings.map(({ code, params }) => `${code} ${params?.case}`))).toEqual([
    ['PHOTO_TWICE held'],
    [],
  ]);
  expect(rows[0]?.findings[0]?.suggestion).toBe('2021001 张一');
  expect(rows[0]?.photo).toMatchObject({ findings: ['PHOTO_TWICE'], measured: [] });
});
