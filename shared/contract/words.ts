import { z } from 'zod';
import { TAUGHT_FIELDS, WORD_FIELDS, WORD_ORIGINS } from '../domain/wordMeanings.ts';
import { access } from './access.ts';
import { taughtWord, wordQuestion } from './imports.ts';
import { progressOr } from './progress.ts';

const field = z.enum(TAUGHT_FIELDS);

const entry = z.object({
  field,
  /** The word as it was first met; other widths, spaces and brackets are the same word. */
  written: z.string(),
  meant: z.string(),
  /** How the dictionary came to know it. */
  how: z.enum(WORD_ORIGINS),
  /** Epoch ms. */
  at: z.number(),
  actor: z.string(),
  /** How many students' rows show the meaning in place of the word. */
  students: z.number(),
});
export type WordEntry = z.output<typeof entry>;

/** A row of a word list that says nothing that can be taken. */
export const WORD_FAULTS = ['field', 'written', 'meant', 'verdict', 'same'] as const;

const saved = z.object({
  /** To be taken back by; null: everything was known already. */
  batch: z.string().nullable(),
  changed: z.number(),
});

/** The dictionary: what the words of the sources mean at this school. */
export const words = {
  list: access({ needs: 'look', scope: 'whole' })
    .input(z.object({ field: field.nullable().default(null), search: z.string().max(200).default('') }))
    .output(z.object({ items: z.array(entry), fields: z.array(z.object({ field, count: z.number() })) })),
  /** What is in two forms among the students of the store, with what it probably means. */
  questions: access({ needs: 'rules', scope: 'whole' }).output(
    z.object({ questions: z.array(wordQuestion) }),
  ),
  /** What is shown where words are chosen from: those in use, the most frequent first. */
  inUse: access({ needs: 'rules', scope: 'whole' })
    .input(z.object({ field: z.enum(WORD_FIELDS) }))
    .output(z.object({ words: z.array(z.object({ word: z.string(), students: z.number() })) })),
  /** As one batch, shown with every student of whom the word is said, or not at all; a meaning of null makes the dictionary forget the word. */
  save: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(
      z.object({
        words: z.array(taughtWord).min(1).max(5_000),
        how: z.enum(['typed', 'correction']).default('typed'),
      }),
    )
    .output(progressOr(saved)),
  export: access({ needs: 'rules', scope: 'whole' })
    .input(z.object({ format: z.enum(['csv', 'xlsx']) }))
    .output(z.object({ download: z.string(), words: z.number() })),
  /** Takes a word list with the columns of an export in, as one batch. Errors: those of files, FILE_NO_HEADER. */
  import: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(z.object({ file: z.string() }))
    .output(
      progressOr(
        saved.extend({
          rows: z.number(),
          rejected: z.array(z.object({ row: z.number(), fault: z.enum(WORD_FAULTS), value: z.string() })),
        }),
      ),
    ),
};
