import shipped from '../../resources/letters/cases.json' with { type: 'json' };
import {
  type CaseLetter,
  caseLetterShape,
  MOST_LETTER_TEXT,
  unknownLetterFields,
} from '../../shared/domain/cases/caseLetter.ts';
import type { CaseType } from '../../shared/domain/cases/caseType.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { speaksOfPassword } from '../../shared/domain/messageTemplate.ts';
import type { MutationArgs } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';
import { caseTypes } from './caseCatalogue.ts';

/** As the program brings them, in the order in which they are offered. */
export const SHIPPED_CASE_LETTERS: readonly CaseLetter[] = caseLetterShape.array().parse(shipped);

const keyOf = (id: string) => `case-letter:${id}`;

/** The letters as they hold now; `isOwn`: the office wrote its text. */
export function caseLetters(db: ReadDb): (CaseLetter & { isOwn: boolean })[] {
  return SHIPPED_CASE_LETTERS.map((letter) => {
    const own = storedSetting(db, keyOf(letter.id));
    return { ...letter, body: own?.value ?? letter.body, isOwn: own !== null };
  });
}

/** Errors: NOT_FOUND. */
export function caseLetter(db: ReadDb, id: string): CaseLetter {
  const found = caseLetters(db).find((letter) => letter.id === id);
  if (!found) throw new AppError('NOT_FOUND', { what: 'case-letter', name: id });
  return found;
}

/** Whether a letter is written about cases of a type. */
export function isAboutType({ types }: CaseLetter, type: string): boolean {
  return types.length === 0 || types.includes(type);
}

/**
 * The mutation that gives the office a text of its own; null takes it away again. Errors: NOT_FOUND; CASE_LETTER for a
 * text that asks for what nothing fills, speaks of a password, or is empty or too long.
 */
export function letterRow(db: ReadDb, id: string, body: string | null): MutationArgs<'row.save'> {
  const letter = caseLetter(db, id);
  if (body !== null) requireText(letter, body, caseTypes(db));
  const key = keyOf(id);
  const after = body === null ? null : { value: body.trim() };
  return { entity: 'setting', id: key, before: storedSetting(db, key), after };
}

function requireText(letter: CaseLetter, body: string, types: readonly CaseType[]): void {
  if (body.trim() === '') throw new AppError('CASE_LETTER', { case: 'empty' });
  if (body.length > MOST_LETTER_TEXT) throw new AppError('CASE_LETTER', { case: 'long' });
  if (speaksOfPassword(body)) throw new AppError('CASE_LETTER', { case: 'password' });
  const items = types.filter(({ id }) => isAboutType(letter, id)).flatMap(({ form }) => form);
  const unknown = unknownLetterFields(
    body,
    items.map(({ name }) => name.zh),
  );
  if (unknown.length > 0) throw new AppError('CASE_LETTER', { case: 'field', fields: unknown.join('、') });
}
