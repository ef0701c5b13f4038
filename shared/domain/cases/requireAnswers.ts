import { isDay } from '../isDay.ts';
import type { StudentField } from '../studentFields.ts';
import { CaseRefusal, namedGaps } from './caseRefusal.ts';
import type { CaseForm, CaseRules } from './caseRules.ts';
import type { CaseFormItem, FieldCorrection } from './caseType.ts';

/** The longest answer. */
const MOST_TEXT = 4_000;

/** Refuses answers to what is not asked, and answers that are none. Throws CaseRefusal. */
export function requireAnswers({ type }: CaseRules, said: CaseForm): void {
  for (const [id, value] of Object.entries(said)) {
    const item = type.form.find((one) => one.id === id);
    if (!item) throw new CaseRefusal('form-unknown', { item: id });
    const text = value.trim();
    if (text !== '' && !isAnswer(item, text))
      throw new CaseRefusal('form-invalid', namedGaps('item', [item.name]));
  }
}

function isAnswer({ kind, choices, fields }: CaseFormItem, text: string): boolean {
  if (text.length > MOST_TEXT) return false;
  if (kind === 'date') return isDay(text);
  if (kind === 'choice') return choices.some(({ id }) => id === text);
  return kind !== 'corrections' || isCorrections(text, fields);
}

function isCorrections(text: string, fields: readonly StudentField[]): boolean {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return false;
  }
  if (!Array.isArray(read) || read.length === 0) return false;
  const said = read as Partial<FieldCorrection>[];
  const isOne = ({ field, from, to }: Partial<FieldCorrection>) =>
    field !== undefined &&
    fields.includes(field) &&
    (from === null || typeof from === 'string') &&
    typeof to === 'string' &&
    to.trim() !== '' &&
    to !== from;
  return said.every(isOne) && new Set(said.map(({ field }) => field)).size === said.length;
}
