import type { FieldValue } from '../../shared/domain/studentFields.ts';

/** What a field was and became. Values are text, whole numbers, or null. */
export type Patch = Record<string, [from: PatchValue, to: PatchValue]>;
export type PatchValue = FieldValue | number;

/**
 * What can change. `record` is what one source says of a student (`<student>/<source>`), `photo` a student's
 * photo of one role (`<student>/<role>`), `review` what was said of it (`<student>/<role>/<hash>`), `alias` that a
 * student is another, `deadline` a campaign's day for a college or class (`<campaign>/<scope>`), `milestone`
 * a step of its timetable (`<campaign>/<id>`), `final` a part of
 * the final list of a closed one (`<campaign>/<part>`), `word` what a word means (`<field>/<written>`), `chaseContact`
 * that somebody was contacted about a student, `mailReturn` that a mail came back, `case` a case as it stands, `caseEntry` what was done to it (CaseStep),
 * `caseRules` what cases go by (by its hash), `counterVisit` what a student said and signed at the counter (by its
 * event), `person` somebody who uses the store, `erased` what was said of a student who was erased, `conflict` that two people changed the same fields without knowing of each other; the school's view of a student follows from its records.
 */
export type Entity =
  | 'record'
  | 'photo'
  | 'campaign'
  | 'event'
  | 'batch'
  | 'named'
  | 'sheet'
  | 'sheetRows'
  | 'sheetReturn'
  | 'signedSheet'
  | 'sheetHandling'
  | 'sheetQuestion'
  | 'classContact'
  | 'deadline'
  | 'milestone'
  | 'final'
  | 'view'
  | 'mapping'
  | 'setting'
  | 'decision'
  | 'alias'
  | 'word'
  | 'review'
  | 'chaseContact'
  | 'mailReturn'
  | 'case'
  | 'caseEntry'
  | 'caseRules'
  | 'counterVisit'
  | 'person'
  | 'erased'
  | 'conflict';

export type Change = {
  entity: Entity;
  entityId: string;
  /**
   * In a replay: the number that its student got here then, if it was this that made them one. Others who came before may
   * have been forgotten since, so that counting would not lead to it.
   */
  n?: number | null;
} & Effect;

/** A record that was not there before (its values), or one that was (field by field, from → to). */
export type Effect = { kind: 'made'; values: Record<string, PatchValue> } | { kind: 'changed'; patch: Patch };

/** What a change did, field by field, whichever kind it is. */
export function patchOf(effect: Effect): Patch {
  if (effect.kind === 'changed') return effect.patch;
  const patch: Patch = {};
  for (const [field, to] of Object.entries(effect.values)) if (to !== null) patch[field] = [null, to];
  return patch;
}

/** The log's text of an effect, and back. What a record that was made leaves empty is not in the text. */
export function effectText(effect: Effect): string {
  let text = '';
  if (effect.kind === 'changed') {
    for (const field of Object.keys(effect.patch)) {
      const [from, to] = effect.patch[field]!;
      text += `${text === '' ? '{' : ','}"${field}":[${valueText(from)},${valueText(to)}]`;
    }
  } else {
    for (const field of Object.keys(effect.values)) {
      const value = effect.values[field]!;
      if (value !== null) text += `${text === '' ? '{' : ','}"${field}":${valueText(value)}`;
    }
  }
  return text === '' ? '{}' : `${text}}`;
}

/** Same as JSON.stringify, which takes long for the many short texts of an import. */
function valueText(value: PatchValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string' && !NEEDS_ESCAPE.test(value)) return `"${value}"`;
  return JSON.stringify(value);
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly the characters that JSON escapes
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

export function parseEffect(kind: Effect['kind'], text: string): Effect {
  return kind === 'made'
    ? { kind, values: JSON.parse(text) as Record<string, PatchValue> }
    : { kind, patch: JSON.parse(text) as Patch };
}

/** Separates the parts of a composed id; student ids and batch ids never contain it. */
export const ID_SEPARATOR = '/';

/** The two parts of a composed id; the second may hold the separator itself. */
export function splitId(id: string): [string, string] {
  const at = id.indexOf(ID_SEPARATOR);
  return [id.slice(0, at), id.slice(at + 1)];
}

/** Rows whose id begins with that of their student; of whom nothing is left once these are gone. */
export const NAMED_AFTER_STUDENT: ReadonlySet<string> = new Set<Entity>(['record', 'photo', 'review']);

/** What takes an effect back. */
export function inverseOf(effect: Effect): Patch {
  const inverse: Patch = {};
  if (effect.kind === 'changed') {
    for (const field of Object.keys(effect.patch)) {
      const [from, to] = effect.patch[field]!;
      inverse[field] = [to, from];
    }
    return inverse;
  }
  for (const field of Object.keys(effect.values)) {
    const made = effect.values[field]!;
    if (made !== null) inverse[field] = [made, null];
  }
  return inverse;
}

/** The fields that an effect spoke of, as it left them. */
export function leftBy(effect: Effect): Readonly<Record<string, PatchValue>> {
  if (effect.kind === 'made') return effect.values;
  const left: Record<string, PatchValue> = {};
  for (const field of Object.keys(effect.patch)) left[field] = effect.patch[field]![1];
  return left;
}

/** What becomes of `before` (null: nothing there yet); null when nothing differs. Empty values are not kept. */
export function effectOf(
  before: Record<string, PatchValue | undefined> | null,
  after: Record<string, PatchValue | undefined>,
): Effect | null {
  if (before === null) {
    const values: Record<string, PatchValue> = {};
    let isEmpty = true;
    for (const field of Object.keys(after)) {
      const value = after[field];
      if (value === undefined || value === null) continue;
      values[field] = value;
      isEmpty = false;
    }
    return isEmpty ? null : { kind: 'made', values };
  }
  let patch: Patch | null = null;
  for (const field of Object.keys(after)) {
    const from = before[field] ?? null;
    const to = after[field] ?? null;
    if (from === to) continue;
    patch ??= {};
    patch[field] = [from, to];
  }
  return patch ? { kind: 'changed', patch } : null;
}
