import { z } from 'zod';
import { caseLetterShape, MOST_LETTER_TEXT } from '../domain/cases/caseLetter.ts';
import { uploadLayoutShape } from '../domain/cases/uploadLayout.ts';
import { STUDENT_FIELDS } from '../domain/studentFields.ts';
import { access } from './access.ts';
import { progressOr } from './progress.ts';
import { studentFilter } from './students.ts';

const letter = caseLetterShape.extend({
  /** The office's own text stands in place of the program's. */
  isOwn: z.boolean(),
});

export const caseUploadRequest = z.object({
  /** By id; empty: all of the filter's students whose correction is due. */
  cases: z.array(z.string()).max(2_000).default([]),
  filter: studentFilter.prefault({}),
  layout: z.string().default('current'),
  /** Numbers in full; without it only a draft. */
  unmasked: z.boolean().default(false),
  /** Also what was uploaded before, saying the same. */
  again: z.boolean().default(false),
});
export type CaseUploadRequest = z.output<typeof caseUploadRequest>;

export const caseUploadResult = z.object({
  /** Null: nothing was left to upload. */
  download: z.string().nullable(),
  cases: z.number(),
  students: z.number(),
  /** Left out: the same was uploaded before, when (epoch ms) and by whom. */
  already: z.array(z.object({ case: z.string(), number: z.string(), at: z.number(), actor: z.string() })),
  /** What the platform would not take: by the case's number. */
  doubts: z.array(
    z.object({ number: z.string(), field: z.enum(STUDENT_FIELDS), kind: z.enum(['missing', 'long']) }),
  ),
  noted: z.object({ batch: z.string(), cases: z.number(), again: z.number() }).nullable(),
});
export type CaseUploadResult = z.output<typeof caseUploadResult>;

/** What is made from cases for others. Lists and letters are reports (CASE_REPORTS). */
export const caseOutputs = {
  letters: access({ needs: 'look', scope: 'none' }).output(
    z.object({
      letters: z.array(letter),
      /** What can stand in braces, besides the names of a form's items. */
      fields: z.array(z.string()),
      layouts: z.array(uploadLayoutShape),
    }),
  ),
  /** The office's own text of a letter; null: the program's again. Errors: NOT_FOUND, CASE_LETTER. */
  saveLetter: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(
      z.object({
        letter: z.string(),
        body: z
          .string()
          .max(MOST_LETTER_TEXT * 2)
          .nullable(),
      }),
    )
    .output(letter),
  /** Corrections as the platform takes them. Errors: NOT_FOUND, CASE_OUTPUT. */
  upload: access({ needs: 'decide', scope: 'whole', audits: 'export', unmasks: { at: 'unmasked' } })
    .input(caseUploadRequest)
    .output(progressOr(caseUploadResult)),
};
