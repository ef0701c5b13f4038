import fc from 'fast-check';
import { SORT_KEYS, type StudentQuery } from '../../shared/contract/students.ts';
import { FACET_FIELDS, SOURCES, type Source, type StudentField } from '../../shared/domain/studentFields.ts';
import { STATUSES, type Status } from '../../shared/domain/verificationStatus.ts';
import { type OracleStudent, spellingOf } from './studentOracle.ts';

const pick = fc.nat(10_000);
const part = fc.record({
  of: fc.constantFrom(
    ...(['name', 'name', 'pinyin', 'pinyin', 'initials', 'mixed'] as const),
    ...(['studentNo', 'examNo', 'idNumber', 'phone'] as const),
  ),
  student: pick,
  start: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, pick),
  length: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(100)),
  written: fc.constantFrom('as it is', 'as it is', 'in capitals', 'in small letters', 'wide'),
});
type Part = typeof part extends fc.Arbitrary<infer Value> ? Value : never;
type Word = Part | string;

/** What people type that is no part of anything, or only nearly. */
const oddWords = fc.constantFrom(
  'x',
  '0',
  '00',
  'zs',
  '·',
  '.',
  '*',
  '-',
  "'",
  '𠮷',
  '\u200b',
  'é',
  'zzz',
  '%',
  '_',
  '张*',
);

const filteredFields = [...FACET_FIELDS, 'name', 'studentNo', 'birthDate', 'phone'] as const;

/** A question before it is known what students there are: which part of which student's name, whose college. */
export const anyQuestion = fc.record({
  words: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Word[]>([]) },
    { weight: 6, arbitrary: fc.tuple(part) },
    { weight: 2, arbitrary: fc.tuple(part, part) },
    { weight: 1, arbitrary: fc.tuple(oddWords) },
  ) as fc.Arbitrary<Word[]>,
  sameStudent: fc.boolean(),
  blank: fc.constantFrom(' ', '  ', '\u3000', '\t'),
  campaign: fc.option(pick, { nil: null }),
  fields: fc.array(
    fc.record({
      field: fc.constantFrom(...filteredFields),
      students: fc.array(pick, { minLength: 1, maxLength: 3 }),
      extra: fc.constantFrom(null, null, '', '没有这个'),
    }),
    { maxLength: 2 },
  ),
  statuses: fc.oneof({ weight: 3, arbitrary: fc.constant<Status[]>([]) }, fc.subarray([...STATUSES])),
  sources: fc.oneof({ weight: 3, arbitrary: fc.constant<Source[]>([]) }, fc.subarray([...SOURCES])),
  photo: fc.constantFrom('any', 'any', 'any', 'no-admission', 'no-graduation', 'both'),
  differing: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  overdue: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  sort: fc.record({ key: fc.constantFrom(...SORT_KEYS), descending: fc.boolean() }),
});
export type Question = typeof anyQuestion extends fc.Arbitrary<infer Value> ? Value : never;

/** The question about the students who are there. */
export function queryOf(
  question: Question,
  students: readonly OracleStudent[],
  campaigns: readonly string[],
): StudentQuery {
  const chosen = <Item>(number: number, from: readonly Item[]) => from[number % from.length];
  const fields: Partial<Record<StudentField, string[]>> = {};
  for (const { field, students: numbers, extra } of question.fields) {
    const values = numbers.map((number) => chosen(number, students)?.values[field] ?? '');
    fields[field] = extra === null ? values : [...values, extra];
  }
  const first = question.words[0];
  const search = question.words.map((word) => {
    if (typeof word === 'string') return word;
    const number = question.sameStudent && typeof first === 'object' ? first.student : word.student;
    const student = chosen(number, students);
    return student ? wordOf(word, student) : '';
  });
  const { statuses, sources, photo, differing, overdue, sort } = question;
  return {
    campaign: question.campaign === null ? null : (chosen(question.campaign, campaigns) ?? null),
    search: search.join(question.blank),
    filter: { fields, statuses, sources, photo, differing, overdue },
    sort,
  };
}

function wordOf({ of, start, length, written }: Part, student: OracleStudent): string {
  const characters = [...textOf(of, student)];
  const from = start % (characters.length || 1);
  const word = characters.slice(from, from + length).join('');
  switch (written) {
    case 'as it is':
      return word;
    case 'in capitals':
      return word.toUpperCase();
    case 'in small letters':
      return word.toLowerCase();
    case 'wide':
      return word.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
  }
}

function textOf(of: Part['of'], student: OracleStudent): string {
  const { pinyin, initials, short } = spellingOf(student);
  switch (of) {
    case 'pinyin':
      return pinyin;
    case 'initials':
      return initials;
    case 'mixed': // the surname whole, the rest by initials, as many type it
      return short[0] ?? pinyin.slice(0, 4) + initials.slice(1);
    default:
      return student.values[of] ?? '';
  }
}
