import { type TaughtField, WordMeanings, type WordOrigin } from '../../../shared/domain/wordMeanings.ts';
import type { ReadDb } from '../database.ts';

/** An entry of the dictionary as it is kept. */
export interface StoredWord {
  field: TaughtField;
  /** The key form of the word. */
  written: string;
  /** The word as it was first met. */
  spelling: string;
  meant: string;
  how: WordOrigin;
  /** Epoch ms. */
  at: number;
  actor: string;
}

export function storedWords(db: ReadDb): StoredWord[] {
  return db.read<StoredWord & Record<string, string | number>>('SELECT * FROM value_alias').all();
}

/** What words mean as the store has it now. */
export function wordMeanings(db: ReadDb): WordMeanings {
  return new WordMeanings(storedWords(db));
}
