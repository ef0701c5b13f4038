import { z } from 'zod';
import { GROUP_BY } from '../domain/groupFields.ts';
import { access, named } from './access.ts';
import { caseQuery } from './cases.ts';
import { progressOr } from './progress.ts';
import { studentFilter } from './students.ts';
import { signingKeys, verifyReport } from './verifySheets.ts';

export const REPORT_KINDS = [
  'record-check-sheet',
  'photo-check-sheet',
  'statistics',
  'unverified',
  'chase-notice',
  'corrections',
  'photo-findings',
  'identity-review',
  'identity-confirmation',
  'student-statement',
  'case-corrections',
  'case-filing',
  'case-letter',
  'case-form',
  'sheets-out',
  'counter-slip',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** Those that the page of reports offers; a letter is written from its case, a slip printed from its visit. */
export const PAGE_REPORTS: readonly ReportKind[] = REPORT_KINDS.filter(
  (kind) => kind !== 'case-letter' && kind !== 'counter-slip',
);

/** Reports of which nothing can be said without a campaign. */
export const CAMPAIGN_REPORTS: readonly ReportKind[] = [
  'statistics',
  'unverified',
  'chase-notice',
  'corrections',
  'sheets-out',
];
/** Reports with a sheet for each student, or each case of one. */
export const STUDENT_REPORTS: readonly ReportKind[] = [
  'identity-confirmation',
  'student-statement',
  'case-form',
];
/** Reports with a sheet for each class; the others that have several have one for each college, or each student. */
export const CLASS_REPORTS: readonly ReportKind[] = [
  'record-check-sheet',
  'photo-check-sheet',
  'chase-notice',
];
/** Reports of cases; what they say of a case is noted in its history. */
export const CASE_REPORTS: readonly ReportKind[] = ['case-corrections', 'case-filing', 'case-letter'];
/** Reports that carry document numbers. */
export const NUMBERED_REPORTS: readonly ReportKind[] = [
  'record-check-sheet',
  'photo-check-sheet',
  'corrections',
  'photo-findings',
  'identity-review',
  'identity-confirmation',
  'student-statement',
  'case-corrections',
  'case-filing',
  'case-letter',
  'case-form',
];

export const reportRequest = z.object({
  kind: z.enum(REPORT_KINDS),
  campaign: z.string().nullable().default(null),
  filter: studentFilter.prefault({}),
  /** For statistics. */
  by: z.enum(GROUP_BY).default('college'),
  format: z.enum(['pdf', 'xlsx']),
  /** A file for each class, college or student, in one zip, rather than one file for all. */
  split: z.boolean().default(false),
  /** Of reports of cases: these, by id; empty: all of the filter's students for which the report is due. */
  cases: z.array(z.string()).max(2_000).default([]),
  /** Of `case-form` where no cases are named: which of the filter's students'. */
  caseQuery: caseQuery.prefault({}),
  /** Of `counter-slip`: these visits at the counter, by event; empty: all of the filter's students. */
  visits: z.array(z.string()).max(2_000).default([]),
  /** Of `case-letter`: which. */
  letter: z.string().nullable().default(null),
  /** Identity numbers in full: only on demand, and audited. */
  unmasked: z.boolean().default(false),
});
export type ReportRequest = z.output<typeof reportRequest>;

export const reportResult = z.object({
  /** To be fetched from the host under /download/<download>. */
  download: z.string(),
  fileName: z.string(),
  sheets: z.number(),
  pages: z.number().nullable(),
  /** Of reports of cases: the batch that noted it in their histories, and how many had the same from an earlier one. */
  noted: z.object({ batch: z.string(), cases: z.number(), again: z.number() }).nullable(),
  /** Of notices: whom they are about, to be logged once they went out. */
  chased: z.array(z.string()),
  /** Characters for which no font here has a shape; each is drawn as a box with its code point. */
  cannotPrint: z.array(z.object({ char: z.string(), codePoint: z.string(), student: z.string().nullable() })),
});
export type ReportResult = z.output<typeof reportResult>;

export const reports = {
  /** How many sheets and students a request covers, before it is made. */
  estimate: access({ needs: 'print', scope: named(['case', 'cases'], ['visit', 'visits']) })
    .input(reportRequest)
    .output(z.object({ sheets: z.number(), students: z.number() })),
  create: access({
    needs: 'print',
    scope: named(['case', 'cases'], ['visit', 'visits']),
    audits: 'print',
    unmasks: { at: 'unmasked' },
  })
    .input(reportRequest)
    .output(progressOr(reportResult)),
  verify: verifyReport,
  keys: signingKeys,
};
