/** Who reads a message: one student, a class's group, or a counsellor about all of theirs in one college. */
export const MESSAGE_AUDIENCES = ['student', 'class', 'counsellor'] as const;
export type MessageAudience = (typeof MESSAGE_AUDIENCES)[number];

/** To whom mails go. */
export const MAIL_AUDIENCES = ['student', 'counsellor'] as const satisfies MessageAudience[];
export type MailAudience = (typeof MAIL_AUDIENCES)[number];

const COMMON = ['学校', '学院', '专业', '班级', '辅导员', '批次', '截止日期', '剩余天数', '今天'] as const;

/** What can stand in braces, by who reads it. No number of a document, no phone, and nothing of an account. */
export const MESSAGE_FIELDS = {
  student: ['姓名', '学号', ...COMMON, '状态', '原因', '下一步', '承诺日期'],
  class: [...COMMON, '人数', '名单'],
  counsellor: ['学校', '学院', '辅导员', '批次', '截止日期', '剩余天数', '今天', '班级数', '人数', '名单'],
} as const;
export type MessageField = (typeof MESSAGE_FIELDS)[MessageAudience][number];

export type MessageValues = Partial<Record<MessageField, string>>;

/** A template taken apart once, to be filled for very many. */
export interface ParsedTemplate<Field extends string = MessageField> {
  parts: (string | { field: Field })[];
  /** What stands in braces and is no field for this audience; it stays in the text as it is. */
  unknown: string[];
}

const FIELD = /[{｛]\s*([^{}｛｝\n]{1,20}?)\s*[}｝]/gu;

export function parseTemplate(text: string, audience: MessageAudience): ParsedTemplate {
  return parseFields(text, MESSAGE_FIELDS[audience]);
}

/** Takes a text apart in which these may stand in braces. */
export function parseFields<Field extends string>(
  text: string,
  fields: readonly Field[],
): ParsedTemplate<Field> {
  const known: readonly string[] = fields;
  const parts: ParsedTemplate<Field>['parts'] = [];
  const unknown = new Set<string>();
  let end = 0;
  for (const match of text.matchAll(FIELD)) {
    const name = match[1]!;
    if (!known.includes(name)) {
      unknown.add(name);
      continue;
    }
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push({ field: name as Field });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return { parts, unknown: [...unknown] };
}

/** The message, and the fields of which nothing is known, in whose places `blank` stands. */
export function fillTemplate<Field extends string>(
  { parts }: Pick<ParsedTemplate<Field>, 'parts'>,
  values: Readonly<Partial<Record<Field, string>>>,
  blank = '',
): { text: string; empty: Field[] } {
  let text = '';
  let empty: Field[] | null = null;
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = values[part.field] ?? '';
    text += value === '' ? blank : value;
    if (value === '') {
      empty ??= [];
      if (!empty.includes(part.field)) empty.push(part.field);
    }
  }
  return { text, empty: empty ?? [] };
}

/** Whether a text speaks of a password: nobody is ever asked for one, nor told to hand one on (domain notes §10 no. 9). */
export function speaksOfPassword(text: string): boolean {
  return /密\s*码|口\s*令|pass\s*-?\s*word|验证码/iu.test(text.normalize('NFKC'));
}
