import { wordKey } from '../../../shared/domain/wordKey.ts';
import type { TaughtField, WordOrigin } from '../../../shared/domain/wordMeanings.ts';
import type { ReadDb } from '../../db/database.ts';
import { storedWords } from '../../db/tables/wordTable.ts';
import { type Change, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface SaveWordsArgs {
  words: {
    field: TaughtField;
    /** The word as it is written. */
    spelling: string;
    /** What it means; null: the dictionary forgets it. */
    meant: string | null;
  }[];
  how: WordOrigin;
  /** Epoch ms. */
  at: number;
  actor: string;
}

/** A row of `value_alias` without its key. */
interface WordValues extends Record<string, PatchValue> {
  spelling: string;
  meant: string;
  how: string;
  at: number;
  actor: string;
}

/**
 * `words.save`: what words mean. Meanings never form chains: a word that means one which itself means another gets
 * that one's meaning, and what meant a word that now has a meaning moves on with it. Of two words that would mean
 * each other the newer saying holds.
 */
export const saveWords: Mutation<SaveWordsArgs> = {
  run(db, { words, how, at, actor }) {
    const before = new Map<string, WordValues>();
    for (const { field, written, spelling, meant, how, at, actor } of storedWords(db)) {
      before.set(field + ID_SEPARATOR + written, { spelling, meant, how, at, actor });
    }
    const now = new Map(before);
    for (const { field, spelling, meant } of words) {
      const key = wordKey(spelling);
      const id = field + ID_SEPARATOR + key;
      if (key === '') continue;
      const said = meant?.trim() || null;
      if (said === null) {
        now.delete(id);
        continue;
      }
      // Which of its writings a word is shown in is no chain.
      const further =
        wordKey(said) === key ? undefined : now.get(field + ID_SEPARATOR + wordKey(said))?.meant;
      // Said the other way round before: the newer saying holds.
      const isReversed = further !== undefined && wordKey(further) === key;
      if (isReversed) now.delete(field + ID_SEPARATOR + wordKey(said));
      const end = further === undefined || isReversed ? said : further;
      for (const [other, values] of now) {
        const isOfField = other.startsWith(field + ID_SEPARATOR);
        if (isOfField && wordKey(values.meant) === key) now.set(other, { ...values, meant: end });
      }
      const old = now.get(id);
      if (old?.meant === end) continue;
      now.set(id, { spelling: old?.spelling ?? spelling.trim(), meant: end, how, at, actor });
    }
    return changesBetween(before, now);
  },
  logged: ({ words, how }) => ({ words: words.length, how }),
};

function changesBetween(before: Map<string, WordValues>, now: Map<string, WordValues>): Change[] {
  const changes: Change[] = [];
  for (const id of new Set([...before.keys(), ...now.keys()])) {
    const old = before.get(id) ?? null;
    const after = now.get(id);
    const effect =
      after === undefined ? { kind: 'changed' as const, patch: emptied(old!) } : effectOf(old, after);
    if (effect) changes.push({ entity: 'word', entityId: id, ...effect });
  }
  return changes;
}

function emptied(values: WordValues): Record<string, [PatchValue, null]> {
  return Object.fromEntries(Object.entries(values).map(([field, from]) => [field, [from, null]]));
}

export function wordValues(db: ReadDb, field: string, written: string): Record<string, PatchValue> | null {
  return (
    db
      .read<Record<string, PatchValue>>(
        'SELECT spelling, meant, how, at, actor FROM value_alias WHERE field = ? AND written = ?',
      )
      .get(field, written) ?? null
  );
}
