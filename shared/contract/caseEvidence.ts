import { z } from 'zod';
import { access, named } from './access.ts';
import { progressOr } from './progress.ts';
import { studentFilter } from './students.ts';

const part = z.number().min(0).max(1);

export const evidenceExport = z.object({
  /** By id; empty: all of the filter's students that are due for the platform or the province. */
  cases: z.array(z.string()).max(2_000).default([]),
  filter: studentFilter.prefault({}),
  /** Pictures are made to fit, whatever their own rule says; null: their own. */
  mostKilobytes: z.number().int().min(10).max(51_200).nullable().default(null),
});
export type EvidenceExport = z.output<typeof evidenceExport>;

/** Why a file of a case is not in the export as it was asked for. */
export const EVIDENCE_LEFT = ['too-large', 'coarse', 'none'] as const;

export const evidenceExported = z.object({
  download: z.string(),
  students: z.number(),
  files: z.number(),
  bytes: z.number(),
  /** `none`: of a case without any file. `too-large`, `coarse`: in the folder all the same, and against its rule. */
  doubts: z.array(z.object({ number: z.string(), file: z.string(), why: z.enum(EVIDENCE_LEFT) })),
  noted: z.object({ batch: z.string(), cases: z.number(), again: z.number() }).nullable(),
});
export type EvidenceExported = z.output<typeof evidenceExported>;

const due = z.object({
  id: z.string(),
  number: z.string(),
  files: z.number(),
  bytes: z.number(),
  /** YYYY-MM-DD: the last day on which it had to be kept. */
  until: z.string(),
});

/** Proofs as files: out to the province, painted over, and gone when their time is over. */
export const caseEvidence = {
  /** A zip with a folder `学号-姓名` for each student. Errors: NOT_FOUND, STORE_DAMAGED, CANCELLED. */
  export: access({ needs: 'decide', scope: 'whole', audits: 'export' })
    .input(evidenceExport)
    .output(progressOr(evidenceExported)),
  /** Closed cases whose proofs need not be kept any more. */
  due: access({ needs: 'decide', scope: 'whole' }).output(
    z.object({ cases: z.array(due), files: z.number(), bytes: z.number() }),
  ),
  /** Takes these proofs away for good: it can't be undone. `cases` as `due` told them. Errors: CASE_REFUSED. */
  purge: access({ needs: 'decide', scope: 'whole', audits: 'change' })
    .input(z.object({ cases: z.array(z.string()).min(1).max(20_000) }))
    .output(progressOr(z.object({ cases: z.number(), files: z.number(), bytes: z.number() }))),
  /** A file of a case under its own name, to be shown or kept. Errors: NOT_FOUND, CASE_EVIDENCE, STORE_DAMAGED. */
  open: access({
    needs: ['dispute', 'decide'],
    scope: named(['case', 'case']),
    audits: 'unmask',
  })
    .input(z.object({ case: z.string(), evidence: z.string() }))
    .output(z.object({ download: z.string() })),
  /**
   * A copy of a picture, or of one page of a PDF as a picture, with parts painted black, beside the original or in its
   * place. Errors: CASE_EVIDENCE, …
   */
  redact: access({ needs: ['dispute', 'decide'], scope: named(['case', 'case']), audits: 'change' })
    .input(
      z.object({
        case: z.string(),
        seen: z.number().int(),
        evidence: z.string(),
        /** Of a PDF, which only the window can draw: the page, from 1, and the picture of it that was sent in. */
        page: z
          .object({ number: z.number().int().min(1).max(9_999), picture: z.string() })
          .nullable()
          .default(null),
        boxes: z
          .array(z.object({ left: part, top: part, width: part, height: part }))
          .min(1)
          .max(100),
        replaces: z.boolean(),
      }),
    )
    .output(z.object({ batch: z.string(), evidence: z.string() })),
};
