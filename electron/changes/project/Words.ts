import type { WordField, WordMeanings } from '../../../shared/domain/wordMeanings.ts';
import type { WriteDb } from '../../db/database.ts';
import { wordMeanings } from '../../db/tables/wordTable.ts';
import { reviewStudents, type Step } from './reviewStudents.ts';

/** The dictionary while changes are projected: read when first needed, and again after it has changed. */
export class Words {
  readonly #db: WriteDb;
  #meanings: WordMeanings | null = null;
  /** Changed words whose students still show the meaning of before. */
  readonly #changed = new Map<WordField, Set<string>>();

  constructor(db: WriteDb) {
    this.#db = db;
  }

  get meanings(): WordMeanings {
    this.#meanings ??= wordMeanings(this.#db);
    return this.#meanings;
  }

  changed(field: WordField, written: string): void {
    this.#meanings = null;
    const words = this.#changed.get(field);
    if (words) words.add(written);
    else this.#changed.set(field, new Set([written]));
  }

  /** Shows what changed words mean now in the rows of all students of whom they are said: one pass for all of them. */
  settle(): void {
    for (const _ of this.settling());
  }

  /** The same, step by step. */
  *settling(): Generator<Step, void, undefined> {
    if (this.#changed.size === 0) return;
    yield* reviewStudents(this.#db, this.#changed, this.meanings);
    this.#changed.clear();
  }
}
