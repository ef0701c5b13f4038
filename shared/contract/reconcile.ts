import { z } from 'zod';
import { DIFFERENCE_KINDS } from '../domain/differenceKind.ts';
import { FILE_SOURCES, STUDENT_FIELDS } from '../domain/studentFields.ts';
import { access, named } from './access.ts';
import { progressOr } from './progress.ts';

const source = z.enum(FILE_SOURCES);

/** Two or three sources, none twice: A, B and C. */
export const comparedSources = z
  .array(source)
  .min(2)
  .max(3)
  .refine((sources) => new Set(sources).size === sources.length);

/**
 * Only students of whom any of the compared sources says, of every field that is named, one of its values; an empty
 * text: none of them says anything. No field: the whole school.
 */
export const comparedScope = z.partialRecord(z.enum(STUDENT_FIELDS), z.array(z.string()).min(1));
export type ComparedScope = z.output<typeof comparedScope>;

const compared = { sources: comparedSources, scope: comparedScope.default({}) };

/**
 * `accept`: one source's word becomes the value in use, as staff's own; `alias`: both words mean the same, for every
 * student; `ask`: the student has to be asked; `ignore`: seen, and left as it is; `apart`: not one person.
 */
export const DECISION_KINDS = ['accept', 'alias', 'ask', 'ignore', 'apart'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/**
 * How a difference stands decided, an acceptance with whose word it was; `staff`: it follows from what staff say of the
 * student by themselves.
 */
export const DECIDED_WAYS = [
  ...FILE_SOURCES.map((source) => `accept:${source}` as const),
  'alias',
  'ask',
  'ignore',
  'staff',
] as const;
export type DecidedWay = (typeof DECIDED_WAYS)[number];

/** Why two students are probably one person. */
export const PAIR_REASONS = [
  'idNumber',
  'idNumber15',
  'nameAndIdPrefix',
  'nameAndBirthDate',
  'nameAndStudentNo',
] as const;
export type PairReason = (typeof PAIR_REASONS)[number];

/** `returned`: decided once, and one of the values has changed since. */
export const WORK_STATES = ['open', 'returned', 'decided'] as const;
export type WorkState = (typeof WORK_STATES)[number];

const region = z.object({
  /** Exactly these speak of them. */
  sources: z.array(source),
  students: z.number(),
  /** Of these: not all compared sources speak of them, and it is known why: they did not enrol. */
  explained: z.number(),
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
  /** Of how many students of the scope each source speaks, counted by itself: what the sums must come to. */
  held: z.partialRecord(source, z.number()),
  regions: z.array(region),
  colleges: z.array(z.object({ college: z.string(), regions: z.array(region) })),
  /** Differences (a student may have several) by state. */
  states: z.object({ open: z.number(), returned: z.number(), decided: z.number() }),
  /** Of the decided ones: the student has to be asked. */
  asked: z.number(),
  pairs: z.number(),
  pairsOpen: z.number(),
});
export type ComparisonSummary = z.output<typeof comparisonSummary>;

export const workFilter = z.object({
  kinds: z.array(z.enum(DIFFERENCE_KINDS)).default([]),
  fields: z.array(z.enum(STUDENT_FIELDS)).default([]),
  colleges: z.array(z.string()).default([]),
  states: z.array(z.enum(WORK_STATES)).default([]),
  /** How it was decided, or had been before it came back. */
  ways: z.array(z.enum(DECIDED_WAYS)).default([]),
});
export type WorkFilter = z.output<typeof workFilter>;

const person = z.object({
  student: z.string(),
  name: z.string().nullable(),
  examNo: z.string().nullable(),
  studentNo: z.string().nullable(),
  /** Masked. */
  idNumber: z.string().nullable(),
  birthDate: z.string().nullable(),
  college: z.string(),
  sources: z.array(source),
});
export type ComparedPerson = z.output<typeof person>;

/** `explained`: the 注册状态 by which they are rightly missing where they are (explainsMissing); null: look after them. */
const missingPerson = z.object({ ...person.shape, explained: z.string().nullable() });
export type MissingPerson = z.output<typeof missingPerson>;

const workItem = z.object({
  ...person.shape,
  field: z.enum(STUDENT_FIELDS),
  kind: z.enum(DIFFERENCE_KINDS),
  /** Masked where the field is. */
  values: z.partialRecord(source, z.string()),
  /** Which characters of each value differ, [from, to) in code points: told also of what is masked. */
  marks: z.partialRecord(source, z.array(z.tuple([z.number(), z.number()]))),
  /** What staff say of the field, masked where it is; null: nothing. */
  staffWord: z.string().nullable(),
  state: z.enum(WORK_STATES),
  decision: z
    .object({
      kind: z.enum([...DECISION_KINDS, 'staff']),
      source: source.nullable(),
      /** Epoch ms; null where it follows from what staff say, and who. */
      at: z.number().nullable(),
      actor: z.string().nullable(),
      /** The values on which it was decided, masked; null: of an alias, or as they still are. */
      before: z.partialRecord(source, z.string()).nullable(),
    })
    .nullable(),
});
export type WorkItem = z.output<typeof workItem>;

const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) };
const counted = <Key extends z.ZodType>(key: Key) => z.array(z.object({ key, count: z.number() }));

/** What may be done at once to all open differences of a list; the core says what is safe. */
const bulk = z.object({ count: z.number(), decisions: z.array(z.enum(['accept', 'alias', 'ignore'])) });
export type BulkOffer = z.output<typeof bulk>;

const probablePair = z.object({
  one: person,
  other: person,
  because: z.enum(PAIR_REASONS),
  /** `decided`: kept apart. */
  state: z.enum(WORK_STATES),
  at: z.number().nullable(),
  actor: z.string().nullable(),
});
export type ComparedPair = z.output<typeof probablePair>;

const pairDetail = z.object({
  /** Fields of which either says anything, masked. */
  rows: z.array(
    z.object({
      field: z.enum(STUDENT_FIELDS),
      one: z.string().nullable(),
      other: z.string().nullable(),
      /** null: they say the same, or one says nothing. */
      kind: z.enum(DIFFERENCE_KINDS).nullable(),
      marks: z.object({
        one: z.array(z.tuple([z.number(), z.number()])),
        other: z.array(z.tuple([z.number(), z.number()])),
      }),
    }),
  ),
  photos: z.array(
    z.object({
      role: z.enum(['admission', 'graduation']),
      one: z.string().nullable(),
      other: z.string().nullable(),
    }),
  ),
  /** What both have that only one can keep: corrections by staff, photos. */
  conflicts: z.array(z.enum([...STUDENT_FIELDS, 'admission', 'graduation'])),
});
export type PairDetail = z.output<typeof pairDetail>;

const singleItems = z
  .array(z.object({ student: z.string(), field: z.enum(STUDENT_FIELDS) }))
  .min(1)
  .max(500);

export const reconcile = {
  /** What there is to compare: of how many students each source speaks, and its newest roster that still stands. */
  sources: access({ needs: 'look', scope: 'filter' }).output(
    z.array(
      z.object({
        source,
        students: z.number(),
        newest: z.object({ file: z.string(), at: z.number() }).nullable(),
      }),
    ),
  ),
  compare: access({ needs: 'look', scope: 'filter' })
    .input(z.object(compared))
    .output(progressOr(comparisonSummary)),
  /** Differences, the gravest first. Counts are of the whole list: how many each choice would show. */
  work: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ ...compared, filter: workFilter.prefault({}), ...page }))
    .output(
      z.object({
        version: z.number(),
        total: z.number(),
        items: z.array(workItem),
        kinds: counted(z.enum(DIFFERENCE_KINDS)),
        fields: counted(z.enum(STUDENT_FIELDS)),
        colleges: counted(z.string()),
        ways: counted(z.enum(DECIDED_WAYS)),
        /** null: these are not all to be decided at once. */
        bulk: bulk.nullable(),
      }),
    ),
  /** Students of whom this source says nothing, and another does. */
  missing: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ ...compared, from: source, ...page }))
    .output(z.object({ total: z.number(), items: z.array(missingPerson) })),
  /** Students of whom exactly these sources speak; `explained`: only whose reason is known, or only the others. */
  region: access({ needs: 'look', scope: 'filter' })
    .input(
      z.object({
        ...compared,
        region: z.array(source).min(1).max(3),
        explained: z.boolean().nullable().default(null),
        ...page,
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(missingPerson) })),
  pairs: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ ...compared, states: z.array(z.enum(WORK_STATES)).default([]), ...page }))
    .output(z.object({ total: z.number(), items: z.array(probablePair) })),
  /** Two students side by side; null: one of them is no more, joined to the other perhaps. */
  pair: access({ needs: 'look', scope: named(['student', 'one'], ['student', 'other']) })
    .input(z.object({ one: z.string(), other: z.string() }))
    .output(pairDetail.nullable()),
  /**
   * Decides single differences, or all of one kind in one field (`all`), as one batch that can be undone. A bulk
   * decision is only taken on open ways of writing (isSafeInBulk), and on as many as were shown. Until it is done it can
   * be cancelled, and nothing is decided then. `version`: of the comparison from then on, for the decisions that wait
   * behind this one. Errors: STALE_PLAN, NOT_FOUND, USAGE, CANCELLED.
   */
  decide: access({ needs: 'decide', scope: 'whole', audits: 'decision' })
    .input(
      z.object({
        ...compared,
        version: z.number(),
        which: z.union([z.object({ items: singleItems }), z.object({ all: workFilter, count: z.number() })]),
        decision: z.enum(['accept', 'alias', 'ask', 'ignore']),
        /** Whose word is accepted. */
        accept: source.nullable().default(null),
      }),
    )
    .output(progressOr(z.object({ batch: z.string(), decided: z.number(), version: z.number() }))),
  /**
   * Takes decisions back, so that the differences are open again; with an alias everything that rested on it. One
   * batch that can be undone. Errors: NOT_FOUND, USAGE (nothing of these was decided here).
   */
  reopen: access({ needs: 'decide', scope: 'whole', audits: 'decision' })
    .input(z.object({ ...compared, items: singleItems }))
    .output(z.object({ batch: z.string(), reopened: z.number() })),
  /** These two are not one person, until one of the values by which they seemed to be changes. Errors: NOT_FOUND. */
  keepApart: access({ needs: 'decide', scope: 'whole', audits: 'decision' })
    .input(z.object({ ...compared, one: z.string(), other: z.string() }))
    .output(z.object({ batch: z.string() })),
  /** Whether they are one person is open again. Errors: NOT_FOUND. */
  reopenPair: access({ needs: 'decide', scope: 'whole', audits: 'decision' })
    .input(z.object({ ...compared, one: z.string(), other: z.string() }))
    .output(z.object({ batch: z.string() })),
  /**
   * Two students are one person: `joined` goes up in `keep`, whose photos and corrections stay where both have some.
   * Undoing the batch parts them again. Errors: NOT_FOUND.
   */
  join: access({ needs: 'decide', scope: 'whole', audits: 'decision' })
    .input(z.object({ ...compared, keep: z.string(), joined: z.string() }))
    .output(z.object({ batch: z.string() })),
  /** Who was joined to whom, the newest first. */
  joins: access({ needs: 'look', scope: 'filter' })
    .input(z.object(page))
    .output(
      z.object({
        total: z.number(),
        items: z.array(
          z.object({
            joined: z.string(),
            into: z.string(),
            name: z.string().nullable(),
            studentNo: z.string().nullable(),
            at: z.number(),
            actor: z.string(),
            batch: z.string(),
          }),
        ),
      }),
    ),
  /** A workbook: 汇总, 仅…, 不一致, 疑似同一人. */
  export: access({ needs: 'export', scope: 'filter', audits: 'export', unmasks: { at: 'unmasked' } })
    .input(z.object({ ...compared, unmasked: z.boolean().default(false) }))
    .output(progressOr(z.object({ download: z.string(), summary: comparisonSummary }))),
};
