import type { WordEntry } from '../../../shared/contract/words.ts';
import { wordKey } from '../../../shared/domain/wordKey.ts';
import { TAUGHT_FIELDS, type TaughtField, type WordOrigin } from '../../../shared/domain/wordMeanings.ts';
import type { SaveWordsArgs } from '../../changes/mutations/saveWords.ts';
import { receivedWords } from '../../db/tables/studentTable.ts';
import { type StoredWord, storedWords, wordMeanings } from '../../db/tables/wordTable.ts';
import type { CallOptions } from '../../import/ImportManager.ts';
import { planWords } from '../../import/words/planWords.ts';
import { storeWords } from '../../import/words/storeWords.ts';
import { batchContext } from '../batchContext.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

/** The most that are listed of one field: what is more is no list of words. */
const MOST_LISTED = 2_000;

export function wordsRouter(procedures: Procedures, services: Services) {
  const { db, writes, downloads, incoming } = services;

  /** One batch, or none where nothing is new. In a thread: a word may be said of very many students. */
  const save = async (words: SaveWordsArgs['words'], how: WordOrigin, options: CallOptions) => {
    const context = batchContext(services);
    const saved = await writes.take(() =>
      services.imports.withThread((thread) => thread.call('saveWords', { words, how, ...context }, options)),
    );
    if (saved.batch !== null) services.committed();
    return saved;
  };

  return {
    list: procedures.words.list.handler(({ input }) => {
      const all = storedWords(db);
      const counts = new Map<TaughtField, number>();
      for (const { field } of all) counts.set(field, (counts.get(field) ?? 0) + 1);
      const searched = wordKey(input.search);
      const shown = all.filter(
        ({ field, written, meant }) =>
          (input.field === null || field === input.field) &&
          (searched === '' || written.includes(searched) || wordKey(meant).includes(searched)),
      );
      const students = studentsByWord();
      return {
        items: shown
          .map(
            (word): WordEntry => ({
              field: word.field,
              written: word.spelling,
              meant: word.meant,
              how: word.how,
              at: word.at,
              actor: word.actor,
              students: students.get(idOf(word)) ?? 0,
            }),
          )
          .sort(inListOrder),
        fields: TAUGHT_FIELDS.flatMap((field) =>
          counts.has(field) ? [{ field, count: counts.get(field)! }] : [],
        ),
      };
    }),
    questions: procedures.words.questions.handler(() => ({
      questions: planWords(storeWords(db), wordMeanings(db)).questions.slice(0, MOST_LISTED),
    })),
    inUse: procedures.words.inUse.handler(({ input }) => ({
      words: [...storeWords(db, [input.field]).get(input.field)!]
        .map(([word, { inStore }]) => ({ word, students: inStore }))
        .sort((one, other) => other.students - one.students)
        .slice(0, MOST_LISTED),
    })),
    save: procedures.words.save.handler(({ input: { words, how }, signal }) =>
      stream(
        progressStream(
          (onProgress, abort) =>
            save(
              words.map(({ field, written, meant }) => ({ field, spelling: written, meant })),
              how,
              { onProgress, signal: abort },
            ),
          signal,
        ),
        services,
      ),
    ),
    export: procedures.words.export.handler(async ({ input }) => {
      const { wordFileOf } = await import('../../import/words/wordFileOf.ts');
      const words = storedWords(db);
      const file = downloads.begin('词典', input.format);
      await file.write(await wordFileOf(words, input.format));
      return { download: file.done(), words: words.length };
    }),
    import: procedures.words.import.handler(({ input, signal }) =>
      stream(
        progressStream(async (onProgress, abort) => {
          const { readWordFile } = await import('../../import/words/readWordFile.ts');
          try {
            const { words, rows, rejected } = await readWordFile(incoming.find(input.file).path, abort);
            const saved =
              words.length === 0
                ? { batch: null, changed: 0 }
                : await save(words, 'file', { onProgress, signal: abort });
            return { ...saved, rows, rejected };
          } finally {
            incoming.release([input.file]);
          }
        }, signal),
        services,
      ),
    ),
  };

  /** How many students' rows show a meaning in place of a word. */
  function studentsByWord(): Map<string, number> {
    const counts = new Map<string, number>();
    const rows = db
      .read('SELECT as_received, count(*) FROM student WHERE as_received IS NOT NULL GROUP BY as_received')
      .rawIterate();
    for (const [text, count] of rows) {
      for (const [field, word] of Object.entries(receivedWords(text as string))) {
        const id = `${field}/${wordKey(word as string)}`;
        counts.set(id, (counts.get(id) ?? 0) + (count as number));
      }
    }
    return counts;
  }
}

function idOf({ field, written }: Pick<StoredWord, 'field' | 'written'>): string {
  return `${field}/${written}`;
}

function inListOrder(one: WordEntry, other: WordEntry): number {
  return (
    TAUGHT_FIELDS.indexOf(one.field) - TAUGHT_FIELDS.indexOf(other.field) ||
    one.meant.localeCompare(other.meant, 'zh') ||
    one.written.localeCompare(other.written, 'zh')
  );
}
