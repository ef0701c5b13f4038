import { z } from 'zod';
import { CASE_ORIGINS } from '../domain/cases/caseType.ts';
import { access, named } from './access.ts';
import { caseAction, openedCases } from './cases.ts';
import { progressOr } from './progress.ts';

/** The most cases that are worked on in one go: a whole school's. */
const MOST_CASES = 100_000;
const person = z.string().trim().min(1).max(40).nullable().default(null);

/** Why a row of a list opens no case. */
export const CASE_ROW_FAULTS = ['unknown', 'ambiguous', 'name', 'answer', 'twice'] as const;
export type CaseRowFault = (typeof CASE_ROW_FAULTS)[number];

export const listedCases = z.object({
  batch: z.string().nullable(),
  rows: z.number(),
  opened: z.number(),
  already: z.number(),
  rejected: z.array(z.object({ row: z.number(), fault: z.enum(CASE_ROW_FAULTS), value: z.string() })),
  /** Headings of which nothing was taken, and sheets that were not read. */
  ignored: z.array(z.string()),
  otherSheets: z.array(z.string()),
});
export type ListedCases = z.output<typeof listedCases>;

/** Work on many cases at once, told as it goes and cancelled at any time: all of it or nothing. */
export const caseWork = {
  /** As cases.open. Errors: NOT_FOUND, CASE_REFUSED, CANCELLED. */
  open: access({ needs: ['dispute', 'decide'], scope: named(['student', 'students']), audits: 'decision' })
    .input(
      z.object({
        type: z.string(),
        students: z.array(z.string()).min(1).max(MOST_CASES),
        form: z.record(z.string(), z.string()).default({}),
        note: z.string().max(4000).default(''),
        origin: z.enum(CASE_ORIGINS).default('staff'),
        assignee: person,
      }),
    )
    .output(progressOr(openedCases)),
  /** As cases.openProblems: cases for all problems of one origin and type. */
  openProblems: access({ needs: 'decide', scope: 'whole', audits: 'decision' })
    .input(
      z.object({
        campaign: z.string().nullable().default(null),
        origin: z.enum(CASE_ORIGINS),
        type: z.string(),
        assignee: person,
      }),
    )
    .output(progressOr(z.object({ batch: z.string().nullable(), opened: z.number() }))),
  /**
   * Cases for the students of a list: a number of each, and columns called like items of the type's form, 说明, and
   * `更正` with a field's name. Rows that can't be taken are told. Errors: NOT_FOUND, FILE_NO_HEADER, those of files.
   */
  openListed: access({ needs: 'decide', scope: 'whole', audits: 'decision' })
    .input(z.object({ type: z.string(), file: z.string(), assignee: person }))
    .output(progressOr(listedCases)),
  /** As cases.act: the same to each of them. */
  act: access({ needs: ['dispute', 'decide'], scope: named(['case', 'cases.case']), audits: 'decision' })
    .input(
      z.object({
        cases: z
          .array(z.object({ case: z.string(), seen: z.number().int() }))
          .min(1)
          .max(MOST_CASES),
        action: caseAction,
      }),
    )
    .output(progressOr(z.object({ batch: z.string() }))),
};
