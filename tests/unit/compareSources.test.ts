import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparedStudent, Comparison, probablePairs } from '../../electron/reconcile/Comparison.ts';
import { listWork } from '../../electron/reconcile/listWork.ts';
import { COMPARED_FIELDS } from '../../shared/domain/comparedFields.ts';
import { countsOf, sameIn } from '../../shared/domain/comparisonCounts.ts';
import { differenceKind, TRUE_DIFFERENCES } from '../../shared/domain/differenceKind.ts';
import { explainsMissing } from '../../shared/domain/notEnrolled.ts';
import type { FileSource, PartialStudentValues } from '../../shared/domain/studentFields.ts';

const SOURCES: FileSource[] = ['chsi', 'sis', 'admission'];

const values: fc.Arbitrary<PartialStudentValues> = fc.record(
  {
    name: fc.constantFrom('阿里木·买买提', '阿里木•买买提', '李己', '李已', '张三', '张 三'),
    idNumber: fc.constantFrom(
      '11010519491231002X',
      '11010519491231002x',
      '110105491231002',
      '110105194912310000',
    ),
    collegeName: fc.constantFrom('长江新闻与传播学', '长江新闻与传播学院', '数学学院'),
    ethnicity: fc.constantFrom('汉', '汉族', '其他', '其它'),
    birthDate: fc.constantFrom('1949-12-31', '1949-12-30'),
    phone: fc.constantFrom('1', '2'),
    registrationStatus: fc.constantFrom('注册学籍', '放弃入学资格', '保留入学资格'),
  },
  { requiredKeys: ['name'] },
);
const student = fc.record({ chsi: values, sis: values, admission: values }, { requiredKeys: [] });
const compared = fc.constantFrom<FileSource[]>(
  ['chsi', 'sis'],
  ['sis', 'chsi'],
  ['chsi', 'admission'],
  SOURCES,
);

function compare(
  sources: FileSource[],
  records: readonly Partial<Record<FileSource, PartialStudentValues>>[],
) {
  const comparison = new Comparison(sources);
  for (const [index, said] of records.entries()) {
    comparison.add({ id: `S${index}`, n: index + 1, name: null, records: said });
  }
  return comparison.end();
}

describe('a comparison of sources', () => {
  it('finds what looking at every student, field and pair of sources finds, and no more', () => {
    fc.assert(
      fc.property(compared, fc.array(student, { maxLength: 12 }), (sources, records) => {
        const result = compare(sources, records);
        for (const source of sources) {
          const here = records.filter((said) => said[source]).length;
          expect(countsOf(sources, result.regions).sources[source]).toBe(here);
        }
        const expected = records.flatMap((said, index) =>
          COMPARED_FIELDS.filter((field) => {
            const words = sources.map((source) => said[source]?.[field]).filter((word) => word !== undefined);
            return words.some((one) => words.some((other) => one !== other));
          }).map((field) => `S${index}/${field}`),
        );
        const found = result.differing.flatMap(({ id, differences }) =>
          differences.map(({ field, values: said, kind }) => {
            const words = Object.values(said);
            const kinds = words.flatMap((one) => words.map((other) => differenceKind(one, other, field)));
            expect(kinds).toContain(kind);
            const isTrue = kinds.some((one) => one !== null && TRUE_DIFFERENCES.has(one));
            expect(TRUE_DIFFERENCES.has(kind)).toBe(isTrue);
            return `${id}/${field}`;
          }),
        );
        expect(found.sort()).toEqual(expected.sort());
        const lacking = records.flatMap((said, index) => {
          const speaking = sources.filter((source) => said[source]);
          return speaking.length > 0 && speaking.length < sources.length ? [`S${index}`] : [];
        });
        expect(result.missing.map(({ id }) => id)).toEqual(lacking);
      }),
    );
  });

  it('has sums that add up, for the school and over its colleges', () => {
    fc.assert(
      fc.property(compared, fc.array(student, { maxLength: 12 }), (sources, records) => {
        const { regions, colleges, differing, missing } = compare(sources, records);
        const counts = countsOf(sources, regions);
        const only = Object.values(counts.only).reduce((sum, count) => sum + count, 0);
        expect(counts.students).toBe(counts.inAll + counts.inSome + only);
        expect(counts.students).toBe(records.filter((said) => sources.some((source) => said[source])).length);
        expect(counts.differing + counts.formal).toBe(differing.length);
        expect(sameIn(regions) + differing.length).toBe(counts.inAll + counts.inSome);
        for (const [at, region] of regions.entries()) {
          const theirs = missing.filter((one) => one.sources.join() === region.sources.join());
          expect(theirs.filter(({ explained }) => explained !== null)).toHaveLength(region.explained);
          const sum = (of: 'students' | 'explained' | 'differing' | 'formal') =>
            colleges.reduce((total, college) => total + college.regions[at]![of], 0);
          expect([sum('students'), sum('explained'), sum('differing'), sum('formal')]).toEqual([
            region.students,
            region.explained,
            region.differing,
            region.formal,
          ]);
        }
      }),
    );
  });

  it('puts true differences before ways of writing', () => {
    const result = compare(
      ['chsi', 'sis'],
      [
        { chsi: { name: '张三', ethnicity: '汉' }, sis: { name: '张 三', ethnicity: '汉族' } },
        { chsi: { name: '李四' }, sis: { name: '李五' } },
      ],
    );
    const open = { of: () => ({ state: 'open' as const, decision: null }) };
    expect(listWork(result, open as never).map(({ difference }) => difference.kind)).toEqual([
      'other',
      'alias',
      'space',
    ]);
  });
});

describe('a student who is missing from a source', () => {
  const because = (lacking: FileSource[], said: string[], staff: string | null = null) =>
    explainsMissing(lacking, said, staff);

  it('is rightly missing where everybody who tells a status says that they did not enrol', () => {
    expect(because(['sis'], ['放弃入学资格'])).toBe('放弃入学资格');
    expect(because(['sis', 'chsi'], ['取消入学', '取消入学资格'])).toBe('取消入学资格');
    expect(because(['chsi'], ['未报到', '保留入学资格'])).toBe('未报到');
  });

  it('is missed where nobody tells a status, or one of them says otherwise', () => {
    expect(because(['sis'], [])).toBeNull();
    expect(because(['sis'], ['放弃入学资格', '注册学籍'])).toBeNull();
    // Who left later was a student here, and both systems keep them.
    expect(because(['sis'], ['退学'])).toBeNull();
  });

  it('is missed in the 录取 list whatever became of them: everybody who was admitted stands there', () => {
    expect(because(['admission'], ['放弃入学资格'])).toBeNull();
    expect(because(['admission', 'sis'], ['放弃入学资格'])).toBeNull();
  });

  it('is judged by what staff say, before what the sources do', () => {
    expect(because(['sis'], ['注册学籍'], '放弃入学资格')).toBe('放弃入学资格');
    expect(because(['sis'], ['放弃入学资格'], '注册学籍')).toBeNull();
  });
});

describe('who is probably one person', () => {
  const one = (id: string, source: FileSource, said: Partial<ComparedStudent>): ComparedStudent => ({
    id,
    name: null,
    examNo: null,
    studentNo: null,
    idNumber: null,
    birthDate: null,
    college: '',
    sources: [source],
    ...said,
  });

  it('shares an identity number, written with 15 or 18 digits, or name and birth date', () => {
    const pairs = probablePairs([
      one('a', 'chsi', { idNumber: '11010519491231002X' }),
      one('b', 'sis', { idNumber: '11010519491231002x' }),
      one('c', 'admission', { idNumber: '110105491231002' }),
      one('d', 'chsi', { name: '阿里木·买买提', birthDate: '2003-01-05' }),
      one('e', 'sis', { name: '阿里木•买买提', birthDate: '2003-01-05' }),
      one('f', 'sis', { name: '阿里木•买买提', birthDate: '2003-01-06' }),
      one('g', 'chsi', { name: '李四', studentNo: '00123' }),
      one('h', 'sis', { name: '李四', studentNo: '123' }),
      one('i', 'admission', { name: '李五', studentNo: '123' }),
    ]);
    expect(pairs.map((pair) => [pair.one.id, pair.other.id, pair.because])).toEqual([
      ['a', 'b', 'idNumber'],
      ['a', 'c', 'idNumber15'],
      ['b', 'c', 'idNumber15'],
      ['d', 'e', 'nameAndBirthDate'],
      ['g', 'h', 'nameAndStudentNo'],
    ]);
  });

  it('are never two whom one source knows both', () => {
    const said = { idNumber: '11010519491231002X', name: '张三', birthDate: '1949-12-31' };
    expect(probablePairs([one('a', 'chsi', said), one('b', 'chsi', said)])).toEqual([]);
  });
});
