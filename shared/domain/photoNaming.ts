/** What a photo's file name may be made of. Schools and receivers ask for 身份证号, 学号, 考生号, with or without 姓名. */
export const NAMING_FIELDS = ['idNumber', 'studentNo', 'examNo', 'name'] as const;
export type NamingField = (typeof NAMING_FIELDS)[number];

const FIELD_BY_WORD: Readonly<Record<string, NamingField>> = {
  idNumber: 'idNumber',
  身份证号: 'idNumber',
  证件号码: 'idNumber',
  studentNo: 'studentNo',
  学号: 'studentNo',
  examNo: 'examNo',
  考生号: 'examNo',
  name: 'name',
  姓名: 'name',
};
/** What no Windows file name may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are among them
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f\u007f]/;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const MAX_LENGTH = 120;

export type NamingPart = { kind: 'field'; field: NamingField } | { kind: 'text'; text: string };

/**
 * Reads a rule such as `{学号}-{姓名}`. Null when it names no number that tells people apart, names a field that
 * there is not, or holds what no file name may.
 */
export function parsePhotoNaming(rule: string): NamingPart[] | null {
  const parts: NamingPart[] = [];
  for (const piece of rule.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue;
    if (!piece.startsWith('{')) {
      if (FORBIDDEN.test(piece) || /[{}]/.test(piece)) return null;
      parts.push({ kind: 'text', text: piece });
      continue;
    }
    const word = piece.slice(1, -1).trim();
    const field = Object.hasOwn(FIELD_BY_WORD, word) ? FIELD_BY_WORD[word] : undefined;
    if (field === undefined) return null;
    parts.push({ kind: 'field', field });
  }
  return parts.some((part) => part.kind === 'field' && part.field !== 'name') ? parts : null;
}

/** The name without its ending; null when a field is empty or the name would be none on Windows. */
export function photoFileName(
  parts: readonly NamingPart[],
  values: Readonly<Record<NamingField, string | null>>,
): string | null {
  let name = '';
  for (const part of parts) {
    const text = part.kind === 'text' ? part.text : values[part.field];
    if (text === null || text.trim() === '') {
      if (part.kind === 'field') return null;
    }
    name += text ?? '';
  }
  const usable =
    !FORBIDDEN.test(name) && !/^[.\s]|[.\s]$/.test(name) && !DEVICE.test(name) && name.length <= MAX_LENGTH;
  return usable ? name : null;
}
