import { z } from 'zod';
import { fillTemplate, parseFields } from '../messageTemplate.ts';

/** To whom letters about a case go: the student, the college, and whoever is outside the school. */
export const LETTER_READERS = [
  'student',
  'department',
  'province',
  'chsi',
  'exam-office',
  'police',
  'photographer',
] as const;
export type LetterReader = (typeof LETTER_READERS)[number];

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const said = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });
/** The longest text of a letter. */
export const MOST_LETTER_TEXT = 10_000;

/**
 * A letter about a case: data, in resources/letters/cases.json, whose text the office may change. Letters are in
 * Chinese: schools, provinces and 学信网 write to one another so.
 */
export const caseLetterShape = z.strictObject({
  id,
  name: said,
  /** Of which types; empty: of all. */
  types: z.array(id),
  /** In which states it is due; empty: in none by itself, it is written when somebody asks for it. */
  states: z.array(id),
  to: z.enum(LETTER_READERS),
  /** Who signs it below the text; the student signs within it. */
  from: z.enum(['school', 'office', 'student']),
  title: z.string().trim().min(1).max(60),
  /** Lines; what stands in braces is filled in (LETTER_FIELDS, and the names of the form's items). */
  body: z.string().trim().min(1).max(MOST_LETTER_TEXT),
});
export type CaseLetter = z.output<typeof caseLetterShape>;

/** What can stand in braces whatever the case's type; besides these the names of its form's items. */
export const LETTER_FIELDS = [
  ...(['学校', '姓名', '学号', '考生号', '性别', '证件号码', '学院', '专业', '班级', '层次'] as const),
  ...(['入学日期', '预计毕业日期', '个案编号', '个案类别', '登记日期', '办理情况', '更正内容'] as const),
  ...(['所需材料', '已交材料', '缺的材料', '说明', '文号', '审核人', '采集码', '截止日期', '今天'] as const),
  ...(['办公室', '地址', '电话', '办公时间'] as const),
] as const;
export type LetterField = (typeof LETTER_FIELDS)[number];

/** What a letter's text asks for that nothing fills, given the names of its types' form items. */
export function unknownLetterFields(body: string, items: readonly string[]): string[] {
  return parseFields(body, [...LETTER_FIELDS, ...items]).unknown;
}

/** A letter's lines, and the fields of which nothing is known, whose places are left to be filled by hand. */
export function fillLetter(
  body: string,
  values: Readonly<Record<string, string>>,
): { lines: string[]; empty: string[] } {
  const { text, empty } = fillTemplate(parseFields(body, Object.keys(values)), values, BLANK);
  return { lines: text.split('\n').map((line) => line.trimEnd()), empty };
}

/** A place to write by hand. */
const BLANK = '＿＿＿＿＿＿';
