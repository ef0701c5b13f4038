import { z } from 'zod';
import { BATCH_PARTS } from '../domain/batchParts.ts';
import { FILE_SOURCES } from '../domain/studentFields.ts';
import { access } from './access.ts';
import { progressOr } from './progress.ts';

const named = z.object({ batch: z.string(), file: z.string(), at: z.number() });

/** What a roster says otherwise than an earlier one of the same source. */
export const batchComparison = z.object({
  source: z.enum(FILE_SOURCES),
  now: named,
  /** Null: there is no earlier one, so that everybody is new. */
  before: named.nullable(),
  /** Students: `before - gone + added = now`, and `now = added + changed + unchanged`. */
  counts: z.object({
    before: z.number(),
    gone: z.number(),
    added: z.number(),
    now: z.number(),
    changed: z.number(),
    unchanged: z.number(),
  }),
  /** In how many students each field changed. */
  fields: z.array(z.object({ field: z.string(), count: z.number() })),
});
export type BatchComparison = z.output<typeof batchComparison>;

export const comparedStudent = z.object({
  /** Null: no longer held. */
  student: z.string().nullable(),
  name: z.string().nullable(),
  examNo: z.string().nullable(),
  studentNo: z.string().nullable(),
  collegeName: z.string().nullable(),
  className: z.string().nullable(),
  /** Of an added student: the source named them before, only not in the roster that is compared with. */
  returned: z.boolean(),
  changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
});
export type BatchStudent = z.output<typeof comparedStudent>;

/** `batch` null: the newest roster; `with` null: the one before it of the same source. Undone ones do not count. */
const pair = z.object({
  batch: z.string().nullable().default(null),
  with: z.string().nullable().default(null),
});

export const batches = {
  /** Errors: NOT_FOUND (batch, no roster, or one of a version that did not note whom it named). */
  compare: access({ needs: 'look', scope: 'filter' }).input(pair).output(progressOr(batchComparison)),
  /** Numbers, phones and e-mail among the changes are masked unless asked for whole. */
  rows: access({ needs: 'look', scope: 'filter', audits: 'unmask', unmasks: { at: 'unmasked' } })
    .input(
      pair.extend({
        part: z.enum(BATCH_PARTS),
        /** Only students in whom this field changed. */
        field: z.string().nullable().default(null),
        /** Part of a name or of a number. */
        search: z.string().default(''),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
        unmasked: z.boolean().default(false),
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(comparedStudent) })),
  export: access({ needs: 'export', scope: 'filter', audits: 'export', unmasks: { at: 'unmasked' } })
    .input(pair.extend({ unmasked: z.boolean().default(false) }))
    .output(progressOr(z.object({ download: z.string() }))),
};
