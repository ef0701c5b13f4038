import { z } from 'zod';
import { CHASE_REASONS, CONTACT_OUTCOMES } from '../domain/chaseReason.ts';
import { ROUND_DAYS } from '../domain/chaseRounds.ts';
import { CHASE_STATES, CONTACT_WAYS, CONTACT_WHOM } from '../domain/chaseStanding.ts';
import { DIFFERENCE_KINDS } from '../domain/differenceKind.ts';
import { GROUP_BY } from '../domain/groupFields.ts';
import { MAIL_AUDIENCES, MESSAGE_AUDIENCES } from '../domain/messageTemplate.ts';
import { STATUSES } from '../domain/verificationStatus.ts';
import { access, named } from './access.ts';
import { campaign } from './campaigns.ts';
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
  /** Only students whom no mail reaches any more: theirs, or those to whoever looks after the class, came back. */
  unreachable: z.boolean().default(false),
});
export type ChaseQuery = z.output<typeof chaseQuery>;

export const chaseSelection = z.union([
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
  /** Addresses that reach nobody: mails to them came back for good. */
  unreachable: z.array(
    z.object({
      whom: z.enum(MAIL_AUDIENCES),
      /** Masked. */
      address: z.string(),
      /** Epoch ms: when that was recorded. */
      at: z.number(),
    }),
  ),
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

/** Whoever takes the photos of some colleges, and how long it takes them. */
const photographer = z.object({
  name: z.string().trim().min(1).max(40),
  workingDays: z.number().int().min(1).max(120),
  /** 学院 as they are called; one is with one photographer: the first that names it. */
  colleges: z.array(z.string().max(200)).max(200),
});
export type Photographer = z.output<typeof photographer>;

/** What the office sets. */
const chaseRules = z.object({
  /** Working days that a photo takes from the camera to 学信网. */
  photoWorkingDays: z.number().int().min(1).max(120),
  /** After so many contacts without a result the college is told. */
  escalateAfter: z.number().int().min(1).max(20),
  /** For colleges that are with none of them `photoWorkingDays` holds. */
  photographers: z.array(photographer).max(50).default([]),
});
export type ChaseRules = z.output<typeof chaseRules>;

/** A message to be filled: the office's own, or one that came with the program. */
const messageTemplate = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(40),
  audience: z.enum(MESSAGE_AUDIENCES),
  /** What a mail is called; empty in templates that are only pasted. */
  subject: z.string().trim().max(120).default(''),
  body: z.string().trim().min(1).max(2_000),
  /** Whether it came with the program, and whether the office has changed it since. */
  builtIn: z.boolean(),
  edited: z.boolean(),
});
export type MessageTemplate = z.output<typeof messageTemplate>;

const message = z.object({
  /** The student; null: it is for a class. */
  student: z.string().nullable(),
  /** Whose it is: the student's name, or college and class. */
  title: z.string(),
  students: z.number(),
  /** Whom it is about, to be logged once it went out. */
  about: z.array(z.string()),
  text: z.string(),
  /** Fields of which nothing is known; their places are empty. */
  empty: z.array(z.string()),
});
export type Message = z.output<typeof message>;

export const chase = {
  /** Broken promises first, then by where chasing stands, within that by class. `campaign` null: there is none yet. */
  list: access({ needs: 'look', scope: 'filter' })
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
  counts: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ query: chaseQuery.prefault({}), by: z.enum(GROUP_BY) }))
    .output(
      z.object({
        total: z.number(),
        states: stateCounts,
        reasons: z.partialRecord(z.enum(CHASE_REASONS), z.number()),
        unreachable: z.number(),
        groups: z.array(chaseGroup),
      }),
    ),
  /** What was logged of each day and way, and how many verified within some days of it, oldest first. */
  rounds: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ campaign: z.string(), days: z.number().int().min(1).max(60).default(ROUND_DAYS) }))
    .output(
      z.array(
        z.object({
          day: z.string(),
          way: z.enum(CONTACT_WAYS),
          /** Who was not done when contacted; of them, who verified in these days, and who later. */
          students: z.number(),
          within: z.number(),
          later: z.number(),
        }),
      ),
    ),
  /** All contacts about one student in a campaign, newest first; numbers in notes masked. */
  contacts: access({ needs: 'look', scope: named(['student', 'student']) })
    .input(z.object({ student: z.string(), campaign: z.string().nullable().default(null) }))
    .output(z.array(chaseContact.extend({ id: z.string(), note: z.string(), actor: z.string() }))),
  /** Somebody was contacted about these students: one batch, which can be taken back. */
  log: access({ needs: 'chase', scope: named(['student', 'selection.ids']), audits: 'change' })
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
  /** Those that came with the program first. */
  templates: access({ needs: 'look', scope: 'none' }).output(z.array(messageTemplate)),
  /** `id` null: a new one. Refused where it speaks of a password. `unknown`: what stands in braces and is no field. */
  saveTemplate: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(
      messageTemplate
        .pick({ name: true, audience: true, subject: true, body: true })
        .extend({ id: z.string().nullable() }),
    )
    .output(z.object({ template: messageTemplate, unknown: z.array(z.string()) })),
  /** One that came with the program is as it came again; any other is gone. */
  deleteTemplate: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(z.object({ id: z.string() }))
    .output(z.array(messageTemplate)),
  /**
   * A template filled, for each student of the selection, or for each of their classes or counsellors. Lists that many read show names
   * masked unless asked otherwise, which is logged.
   */
  messages: access({
    needs: 'chase',
    scope: named(['student', 'selection.ids']),
    audits: 'unmask',
    unmasks: { at: 'unmasked' },
  })
    .input(
      z.object({
        campaign: z.string().nullable().default(null),
        selection: chaseSelection,
        template: messageTemplate.pick({ audience: true, body: true }),
        unmasked: z.boolean().default(false),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(10_000),
      }),
    )
    .output(z.object({ total: z.number(), unknown: z.array(z.string()), items: z.array(message) })),
  rules: access({ needs: 'look', scope: 'none' }).output(chaseRules),
  saveRules: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(chaseRules)
    .output(chaseRules),
};
