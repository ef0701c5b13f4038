import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CHASE_REASONS, CONTACT_OUTCOMES } from '../domain/chaseReason.ts';
import { CHASE_STATES, CONTACT_WAYS, CONTACT_WHOM } from '../domain/chaseStanding.ts';
import { DIFFERENCE_KINDS } from '../domain/differenceKind.ts';
import { STATUSES } from '../domain/verificationStatus.ts';
import { campaign, PROGRESS_BY } from './campaigns.ts';
import { studentQuery, studentValues } from './students.ts';

const chaseContact = z.object({
  /** Epoch ms. */
  at: z.number(),
  whom: z.enum(CONTACT_WHOM),
  way: z.enum(CONTACT_WAYS),
  outcome: z.enum(CONTACT_OUTCOMES),
  promise: z.iso.date().nullable(),
});

const chaseReason = z.object({ code: z.enum(CHASE_REASONS), params: z.record(z.string(), z.string()) });

const recordCause = z.discriminatedUnion('code', [
  z.object({ code: z.enum(['not-in-chsi', 'military', 'account']) }),
  z.object({
    code: z.literal('differs'),
    field: z.enum(['name', 'idNumber', 'idType']),
    kind: z.enum(DIFFERENCE_KINDS),
    source: z.enum(['chsi', 'sis', 'admission']),
  }),
]);

/** Who is to be chased: of the students of the query those who are not done. The query's own order is that of classes. */
export const chaseQuery = z.object({
  students: studentQuery.prefault({}),
  /** Only where chasing stands so; empty: wherever. */
  states: z.array(z.enum(CHASE_STATES)).default([]),
  /** Only these reasons; empty: all. */
  reasons: z.array(z.enum(CHASE_REASONS)).default([]),
});
export type ChaseQuery = z.output<typeof chaseQuery>;

const chaseSelection = z.union([
  z.object({ ids: z.array(z.string()).min(1) }),
  z.object({ query: chaseQuery }),
]);
export type ChaseSelection = z.output<typeof chaseSelection>;

const chaseRow = z.object({
  id: z.string(),
  /** Masked as everywhere. */
  values: studentValues,
  status: z.enum(STATUSES),
  reason: chaseReason,
  /** Of a record that is not found: why, likeliest first. */
  causes: z.array(recordCause),
  state: z.enum(CHASE_STATES),
  /** How many contacts were made, those with the college not counted. */
  contacts: z.number(),
  last: chaseContact.extend({ note: z.string(), actor: z.string() }).nullable(),
  promise: z.string().nullable(),
  escalatedAt: z.number().nullable(),
});
export type ChaseRow = z.output<typeof chaseRow>;

const stateCounts = z.partialRecord(z.enum(CHASE_STATES), z.number());

const chaseGroup = z.object({
  /** The values of the fields counted by, as in progress. */
  group: z.array(z.string()),
  total: z.number(),
  states: stateCounts,
});
export type ChaseGroup = z.output<typeof chaseGroup>;

/** What the office sets. */
const chaseRules = z.object({
  /** Working days that a photo takes from the camera to 学信网. */
  photoWorkingDays: z.number().int().min(1).max(120),
  /** After so many contacts without a result the college is told. */
  escalateAfter: z.number().int().min(1).max(20),
});
export type ChaseRules = z.output<typeof chaseRules>;

export const chase = {
  /** Broken promises first, then by where chasing stands, within that by class. `campaign` null: there is none yet. */
  list: oc
    .input(
      z.object({
        query: chaseQuery.prefault({}),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(
      z.object({
        campaign: campaign.nullable(),
        /** YYYY-MM-DD in China: the day on which promises are measured. */
        today: z.string(),
        total: z.number(),
        items: z.array(chaseRow),
      }),
    ),
  /** How many there are by state and by reason (a filter is left out of its own counts), and by group. */
  counts: oc.input(z.object({ query: chaseQuery.prefault({}), by: z.enum(PROGRESS_BY) })).output(
    z.object({
      total: z.number(),
      states: stateCounts,
      reasons: z.partialRecord(z.enum(CHASE_REASONS), z.number()),
      groups: z.array(chaseGroup),
    }),
  ),
  /** All contacts about one student in a campaign, newest first; numbers in notes masked. */
  contacts: oc
    .input(z.object({ student: z.string(), campaign: z.string().nullable().default(null) }))
    .output(z.array(chaseContact.extend({ id: z.string(), note: z.string(), actor: z.string() }))),
  /** Somebody was contacted about these students: one batch, which can be taken back. */
  log: oc
    .input(
      z.object({
        campaign: z.string().nullable().default(null),
        selection: chaseSelection,
        contact: chaseContact.extend({
          /** Left out: now. */
          at: z.number().optional(),
          promise: z.iso.date().nullable().default(null),
          note: z.string().max(500).default(''),
        }),
      }),
    )
    .output(z.object({ batch: z.string(), count: z.number() })),
  rules: oc.output(chaseRules),
  saveRules: oc.input(chaseRules).output(chaseRules),
};
