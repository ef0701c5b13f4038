import { oc } from '@orpc/contract';
import { z } from 'zod';
import { DIFFERENCE_KINDS } from '../domain/differenceKind.ts';
import { FILE_SOURCES, STUDENT_FIELDS } from '../domain/studentFields.ts';
import { progressOr } from './progress.ts';

const source = z.enum(FILE_SOURCES);

/** Two or three sources, none twice: A, B and C. */
export const comparedSources = z
  .array(source)
  .min(2)
  .max(3)
  .refine((sources) => new Set(sources).size === sources.length);

/**
 * `accept`: one source's word becomes the value in use, as staff's own; `alias`: both words mean the same, for every
 * student; `ask`: the student has to be asked; `ignore`: seen, and left as it is; `apart`: not one person.
 */
export const DECISION_KINDS = ['accept', 'alias', 'ask', 'ignore', 'apart'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** `returned`: decided once, and one of the values has changed since. */
export const WORK_STATES = ['open', 'returned', 'decided'] as const;
export type WorkState = (typeof WORK_STATES)[number];

const region = z.object({
  /** Exactly these speak of them. */
  sources: z.array(source),
  students: z.number(),
  /** Of these: they differ in what they say … */
  differing: z.number(),
  /** … or only in how it is written. */
  formal: z.number(),
});
export type ComparedRegion = z.output<typeof region>;

export const comparisonSummary = z.object({
  sources: z.array(source),
  /** Grows with every import: decisions are taken on the version that was seen. */
  version: z.number(),
  regions: z.array(region),
  colleges: z.array(z.object({ college: z.string(), regions: z.array(region) })),
  /** Differences (a student may have several) by state. */
  states: z.object({ open: z.number(), returned: z.number(), decided: z.number() }),
  pairs: z.number(),
  pairsOpen: z.number(),
});
export type ComparisonSummary = z.output<typeof comparisonSummary>;

export const workFilter = z.object({
  kinds: z.array(z.enum(DIFFERENCE_KINDS)).default([]),
  fields: z.array(z.enum(STUDENT_FIELDS)).default([]),
  colleges: z.array(z.string()).default([]),
  states: z.array(z.enum(WORK_STATES)).default([]),
});
export type WorkFilter = z.output<typeof workFilter>;

const person = z.object({
  student: z.string(),
  name: z.string().nullable(),
  examNo: z.string().nullable(),
  studentNo: z.string().nullable(),
  /** Masked. */
  idNumber: z.string().nullable(),
  college: z.string(),
  sources: z.array(source),
});
export type ComparedPerson = z.output<typeof person>;

const workItem = z.object({
  ...person.shape,
  field: z.enum(STUDENT_FIELDS),
  kind: z.enum(DIFFERENCE_KINDS),
  /** Masked where the field is. */
  values: z.partialRecord(source, z.string()),
  state: z.enum(WORK_STATES),
  decision: z.object({ kind: z.enum([...DECISION_KINDS, 'staff']), source: source.nullable() }).nullable(),
});
export type WorkItem = z.output<typeof workItem>;

const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) };
const counted = <Key extends z.ZodType>(key: Key) => z.array(z.object({ key, count: z.number() }));

export const reconcile = {
  compare: oc.input(z.object({ sources: comparedSources })).output(progressOr(comparisonSummary)),
  /** Differences, the gravest first. Counts are of the whole list: how many each choice would show. */
  work: oc.input(z.object({ sources: comparedSources, filter: workFilter.prefault({}), ...page })).output(
    z.object({
      version: z.number(),
      total: z.number(),
      items: z.array(workItem),
      kinds: counted(z.enum(DIFFERENCE_KINDS)),
      fields: counted(z.enum(STUDENT_FIELDS)),
      colleges: counted(z.string()),
    }),
  ),
  /** Students of whom this source says nothing, and another does. */
  missing: oc
    .input(z.object({ sources: comparedSources, from: source, ...page }))
    .output(z.object({ total: z.number(), items: z.array(person) })),
  pairs: oc.input(z.object({ sources: comparedSources, ...page })).output(
    z.object({
      total: z.number(),
      items: z.array(
        z.object({
          one: person,
          other: person,
          because: z.enum(['idNumber', 'idNumber15', 'nameAndBirthDate']),
          apart: z.boolean(),
        }),
      ),
    }),
  ),
  /**
   * Decides single differences, or all of one kind in one field (`all`), as one batch that can be undone. A bulk
   * decision is only taken on ways of writing, and on as many as were shown. Errors: STALE_PLAN, NOT_FOUND, USAGE.
   */
  decide: oc
    .input(
      z.object({
        sources: comparedSources,
        version: z.number(),
        which: z.union([
          z.object({
            items: z
              .array(z.object({ student: z.string(), field: z.enum(STUDENT_FIELDS) }))
              .min(1)
              .max(500),
          }),
          z.object({ all: workFilter, count: z.number() }),
        ]),
        decision: z.enum(['accept', 'alias', 'ask', 'ignore']),
        /** Whose word is accepted. */
        accept: source.nullable().default(null),
      }),
    )
    .output(z.object({ batch: z.string(), decided: z.number() })),
  /** These two are not one person. Errors: NOT_FOUND. */
  keepApart: oc
    .input(z.object({ sources: comparedSources, one: z.string(), other: z.string() }))
    .output(z.object({ batch: z.string() })),
  /** A workbook: 汇总, 仅…, 不一致, 疑似同一人. */
  export: oc
    .input(z.object({ sources: comparedSources, unmasked: z.boolean().default(false) }))
    .output(progressOr(z.object({ download: z.string(), summary: comparisonSummary }))),
};
