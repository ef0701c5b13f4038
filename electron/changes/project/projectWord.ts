import { isWordField } from '../../../shared/domain/wordMeanings.ts';
import type { WriteDb } from '../../db/database.ts';
import { type Change, splitId } from '../change.ts';
import { projectRow } from './projectRow.ts';
import type { Words } from './Words.ts';

/**
 * A word gets a meaning, another one or none: the students of whom it is said are looked at again with the next ones. What
 * a list's word for a verification means holds for later lists only.
 */
export function projectWord(db: WriteDb, change: Change, words: Words): null {
  projectRow(db, change);
  const [field, written] = splitId(change.entityId);
  if (isWordField(field)) words.changed(field, written);
  return null;
}
