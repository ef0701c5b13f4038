import { WORD_FIELDS, type WordField } from '../../../shared/domain/wordMeanings.ts';
import type { ReadDb } from '../../db/database.ts';
import { COLUMN_OF } from '../../db/tables/studentTable.ts';
import type { WordCounts } from './planWords.ts';

/** The words that students of the store have in these fields, as they are meant, each with how many have it. */
export function storeWords(
  db: ReadDb,
  fields: readonly WordField[] = WORD_FIELDS,
): Map<WordField, Map<string, WordCounts>> {
  const counted = new Map(fields.map((field) => [field, new Map<string, WordCounts>()]));
  if (fields.length === 0) return counted;
  // One pass for all: classes, majors and colleges go together, so that there are not many combinations.
  const columns = fields.map((field) => COLUMN_OF[field]).join(', ');
  const rows = db.read(`SELECT count(*), ${columns} FROM student GROUP BY ${columns}`).rawIterate();
  for (const [count, ...words] of rows) {
    for (const [index, field] of fields.entries()) {
      const word = words[index] as string | null;
      if (word !== null) addTo(counted.get(field)!, word, 'inStore', count as number);
    }
  }
  return counted;
}

export function addTo(
  words: Map<string, WordCounts>,
  word: string,
  where: keyof WordCounts,
  count: number,
): void {
  const known = words.get(word);
  if (known) known[where] += count;
  else words.set(word, { inFile: 0, inStore: 0, [where]: count });
}
