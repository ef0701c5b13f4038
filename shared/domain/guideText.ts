/** The guides that the program brings along: one for each kind of campaign, and what to do when something goes wrong. */
export const GUIDE_PARTS = ['graduation-photo', 'record', 'troubles'] as const;
export type GuidePart = (typeof GUIDE_PARTS)[number];

/** What can stand in braces in a guide, in either language. */
const FIELD_NAMES = {
  school: ['学校', 'school'],
  campaign: ['批次', 'campaign'],
  deadline: ['截止日期', 'deadline'],
  office: ['办理部门', 'office'],
  address: ['地点', 'address'],
  phone: ['电话', 'phone'],
  hours: ['办公时间', 'hours'],
  rule: ['修改规则', 'rule'],
} as const;
export type GuideField = keyof typeof FIELD_NAMES;
export const GUIDE_FIELDS = Object.keys(FIELD_NAMES) as GuideField[];

export type GuideValues = Record<GuideField, string>;

/** How a field is written in a guide of a language. */
export function guideFieldName(field: GuideField, language: 'zh' | 'en'): string {
  return FIELD_NAMES[field][language === 'zh' ? 0 : 1];
}

/** One line of a guide. A step carries its number among its neighbours. */
export type GuideBlock =
  | { kind: 'title' | 'heading' | 'question' | 'item' | 'note' | 'paragraph'; text: string }
  | { kind: 'step'; number: number; text: string };

const MARKS: readonly [RegExp, Exclude<GuideBlock['kind'], 'step' | 'paragraph'>][] = [
  [/^###\s*/, 'question'],
  [/^##\s*/, 'heading'],
  [/^#\s*/, 'title'],
  [/^[-*·•]\s+/, 'item'],
  [/^[>＞]\s*/, 'note'],
];
const STEP = /^\d{1,2}\s*[.、．)）]\s*/;
const FIELD = /[{｛]\s*([^{}｛｝\n]{1,20}?)\s*[}｝]/gu;

/**
 * Reads a guide as an office writes it, line by line: `# ` title, `## ` heading, `### ` question, `1. ` step, `- ` item,
 * `> ` note, anything else a paragraph. Steps are counted, whatever number stands there, from one again after a heading
 * or a question.
 */
export function readGuide(body: string): GuideBlock[] {
  const blocks: GuideBlock[] = [];
  let number = 0;
  for (const given of body.split(/\r?\n/)) {
    const line = given.trim();
    if (line === '') continue;
    if (STEP.test(line)) {
      number += 1;
      blocks.push({ kind: 'step', number, text: line.replace(STEP, '') });
      continue;
    }
    const mark = MARKS.find(([pattern]) => pattern.test(line));
    const kind = mark?.[1] ?? 'paragraph';
    if (kind === 'title' || kind === 'heading' || kind === 'question') number = 0;
    blocks.push({ kind, text: mark ? line.replace(mark[0], '') : line });
  }
  return blocks;
}

/** What stands in braces and is no field; it stays in the text as it is. */
export function unknownGuideFields(body: string): string[] {
  const unknown = [...body.matchAll(FIELD)]
    .map((match) => match[1]!)
    .filter((name) => fieldOf(name) === null);
  return [...new Set(unknown)];
}

/** Fields that a guide uses. */
export function usedGuideFields(body: string): GuideField[] {
  const used = new Set([...body.matchAll(FIELD)].map((match) => fieldOf(match[1]!)));
  return GUIDE_FIELDS.filter((field) => used.has(field));
}

/** A guide with its fields filled. What is not known is left as a line to write on. */
export function fillGuide(body: string, values: GuideValues, blank = '＿＿＿＿＿＿'): string {
  return body.replace(FIELD, (whole, name: string) => {
    const field = fieldOf(name);
    return field === null ? whole : values[field] || blank;
  });
}

/** A filled guide for a chat: no marks, headings in brackets, steps with their numbers. */
export function guideAsText(body: string): string {
  const lines = readGuide(body).flatMap((block) => {
    switch (block.kind) {
      case 'title':
        return [`【${block.text}】`];
      case 'heading':
        return ['', `■ ${block.text}`];
      case 'question':
        return ['', `▶ ${block.text}`];
      case 'step':
        return [`${block.number}. ${block.text}`];
      case 'item':
        return [`· ${block.text}`];
      case 'note':
        return [`※ ${block.text}`];
      default:
        return [block.text];
    }
  });
  return `${lines.join('\n').trim()}\n`;
}

function fieldOf(name: string): GuideField | null {
  const found = GUIDE_FIELDS.find((field) => (FIELD_NAMES[field] as readonly string[]).includes(name));
  return found ?? null;
}
