import { z } from 'zod';
import { CAMPAIGN_PARTS } from '../domain/campaignEdits.ts';
import { ROUND_DAYS } from '../domain/chaseRounds.ts';
import { GROUP_BY } from '../domain/groupFields.ts';
import { MILESTONE_NAME } from '../domain/milestones.ts';
import { PICTURE_KINDS } from '../domain/pictureKinds.ts';
import { FACET_FIELDS, STUDENT_FIELDS } from '../domain/studentFields.ts';
import { CAMPAIGN_TYPES, LOCK_RULES, STATUSES, VERDICTS } from '../domain/verificationStatus.ts';
import { access, named } from './access.ts';
import { progressOr } from './progress.ts';
import { studentQuery, studentSelection } from './students.ts';

export const campaign = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(CAMPAIGN_TYPES),
  /** YYYY-MM-DD, the last day on which a student may verify. */
  deadline: z.string(),
  lockRule: z.enum(LOCK_RULES),
  /** Who takes part: every named field has one of the values. Empty: the whole school. */
  population: z.partialRecord(z.enum(FACET_FIELDS), z.array(z.string()).min(1)),
  /** The fields that a verification covers: a later change to one makes it stale. */
  coveredFields: z.array(z.enum(STUDENT_FIELDS)).min(1),
  coversPhoto: z.boolean(),
  createdAt: z.number(),
  closedAt: z.number().nullable(),
});
export type Campaign = z.output<typeof campaign>;

export const campaignDraft = campaign
  .omit({ id: true, createdAt: true, closedAt: true, coveredFields: true, coversPhoto: true })
  .extend({
    name: z.string().trim().min(1).max(60),
    deadline: z.iso.date(),
    /** Left out: the fields of domain notes §3 for this type. */
    coveredFields: z.array(z.enum(STUDENT_FIELDS)).min(1).optional(),
    coversPhoto: z.boolean().optional(),
    /** Steps of its timetable, kept with it. */
    milestones: z
      .array(
        z.object({
          /** Of the year's calendar; null: the office's own. */
          kind: z.string().max(40).nullable(),
          name: z.string().trim().min(1).max(MILESTONE_NAME),
          from: z.iso.date().nullable(),
          to: z.iso.date().nullable(),
        }),
      )
      .max(100)
      .optional(),
  });

/** What may be edited: left out, it stays as it is. */
const campaignEdit = campaignDraft.omit({ milestones: true }).partial().extend({ id: z.string() });

const statusCounts = z.partialRecord(z.enum(STATUSES), z.number());

export const progressRow = z.object({
  /** The values of the fields counted by, e.g. college, then major. Empty string: not given. */
  group: z.array(z.string()),
  total: z.number(),
  statuses: statusCounts,
  /** Students who are not verified although the day until which they had time is over. */
  overdue: z.number(),
  /** The first and the last day until which they have time; null without a campaign. */
  due: z.object({ first: z.string(), last: z.string() }).nullable(),
});
export type ProgressRow = z.output<typeof progressRow>;

/** Made by the core, tens of thousands at a time: of which shape they are is left to the types. */
const progressRows = z.custom<readonly ProgressRow[]>(Array.isArray);

/** A college, or a class of one, and until when it has time. */
export const deadlineItem = z.object({
  collegeName: z.string(),
  /** null: the whole college. */
  className: z.string().nullable(),
  /** Its own day; null: none. */
  own: z.string().nullable(),
  /** The day that holds: the nearest rule wins. */
  deadline: z.string(),
  from: z.enum(['class', 'college', 'campaign']),
  /** Of a college: how many of its classes have a day of their own. */
  classesWithOwn: z.number(),
  /** Who takes part; 0: no student is in it any more. */
  expected: z.number(),
  /** Of them, who is not verified yet, and who is late. */
  missing: z.number(),
  overdue: z.number(),
});
export type DeadlineItem = z.output<typeof deadlineItem>;

export const campaignArchive = z.object({
  /** To be fetched from the host under /download/<download>. */
  download: z.string(),
  fileName: z.string(),
  files: z.number(),
  /** Files that would say nothing: nobody is left to verify, nothing is to be corrected. */
  leftOut: z.array(z.string()),
});
export type CampaignArchive = z.output<typeof campaignArchive>;

const trendDay = z.object({ day: z.string(), verified: z.number() });

/** How far a campaign has come day by day, and where that leads: see shared/domain/campaignForecast. */
export const trend = z.object({
  expected: z.number(),
  verified: z.number(),
  /** Those who take part by the day until which they have time, earliest first. */
  deadlines: z.array(z.object({ day: z.string(), expected: z.number(), verified: z.number() })),
  days: z.array(trendDay),
  forecast: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('done') }),
    z.object({
      kind: z.literal('open'),
      pace: z.number(),
      overdue: z.number(),
      atDeadline: z.number().nullable(),
      doneOn: z.string().nullable(),
      needed: z.number().nullable(),
      neededPerWorkingDay: z.number().nullable(),
    }),
  ]),
});

export const pictureRequest = z.object({
  campaign: z.string(),
  picture: z.enum(PICTURE_KINDS),
  /** Only this college; null: all. */
  college: z.string().nullable().default(null),
  /** Of rounds: verified within so many days. */
  days: z.number().int().min(1).max(60).default(ROUND_DAYS),
  format: z.enum(['svg', 'png']),
  language: z.enum(['zh', 'en']).default('zh'),
});
export type PictureRequest = z.output<typeof pictureRequest>;

export const campaigns = {
  list: access({ needs: ['look', 'counter'], scope: 'filter' }).output(z.array(campaign)),
  /** One batch, which can be taken back as long as nothing hangs on the campaign. Errors: USAGE (a step ends before it begins). */
  create: access({ needs: 'campaign', scope: 'whole', audits: 'settings' })
    .input(campaignDraft)
    .output(campaign.extend({ batch: z.string() })),
  /**
   * Edits rules, as far as the lock rule lets them be (shared/domain/campaignEdits). One batch, which can be taken back;
   * `batch` null: nothing was different. Errors: NOT_FOUND, CAMPAIGN_CLOSED, CAMPAIGN_FIXED, which says what and why.
   */
  update: access({ needs: 'campaign', scope: 'whole', audits: 'settings' })
    .input(campaignEdit)
    .output(z.object({ campaign, batch: z.string().nullable(), changed: z.array(z.enum(CAMPAIGN_PARTS)) })),
  /** What of a campaign can no longer be edited, and what of it that hangs on. */
  editable: access({ needs: 'campaign', scope: 'whole' })
    .input(z.object({ id: z.string() }))
    .output(
      z.object({
        phase: z.enum(['new', 'running', 'gathered', 'closed']),
        verdicts: z.number(),
        sheets: z.number(),
        contacts: z.number(),
        closed: z.boolean(),
        locked: z.array(z.enum(CAMPAIGN_PARTS)),
      }),
    ),
  /** Keeps what has become of every student as it is now: whatever is imported later, its numbers stay. */
  close: access({ needs: 'campaign', scope: 'whole', audits: 'settings' })
    .input(z.object({ id: z.string() }))
    .output(campaign),
  /** The final list is given up; who did it, when and why is kept. */
  reopen: access({ needs: 'campaign', scope: 'whole', audits: 'settings' })
    .input(z.object({ id: z.string(), reason: z.string().trim().min(1).max(200) }))
    .output(campaign),
  /** Reports, final list and manifest of a closed campaign in one zip. Errors: CAMPAIGN_OPEN. */
  archive: access({ needs: 'campaign', scope: 'whole', audits: 'export', unmasks: { at: 'unmasked' } })
    .input(z.object({ id: z.string(), unmasked: z.boolean().default(false) }))
    .output(progressOr(campaignArchive)),
  /** Who came into the population of a closed campaign after its end: not of its final list, and not counted. */
  joinedLater: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ id: z.string() }))
    .output(
      z.object({
        total: z.number(),
        /** The first of them. */
        items: z.array(
          z.object({
            id: z.string(),
            name: z.string().nullable(),
            collegeName: z.string().nullable(),
            className: z.string().nullable(),
          }),
        ),
      }),
    ),
  /** When it was closed and opened again, oldest first. */
  closings: access({ needs: 'look', scope: 'none' })
    .input(z.object({ id: z.string() }))
    .output(
      z.array(
        z.object({
          what: z.enum(['close', 'reopen']),
          at: z.number(),
          actor: z.string(),
          /** Of a reopening; empty else. */
          reason: z.string(),
        }),
      ),
    ),
  /**
   * A picture as a file, on white, whole, and what it says in rows of words. Errors: NOT_FOUND where there is nothing to
   * show.
   */
  picture: access({ needs: ['look', 'export'], scope: 'filter' })
    .input(pictureRequest)
    .output(
      z.object({
        /** To be fetched from the host under /download/<download>. */
        download: z.string(),
        fileName: z.string(),
        table: z.object({ head: z.array(z.string()), rows: z.custom<string[][]>(Array.isArray) }),
      }),
    ),
  /** How many students a population would have, while it is being set up. */
  countPopulation: access({ needs: 'campaign', scope: 'whole' })
    .input(campaign.pick({ population: true }))
    .output(z.object({ total: z.number() })),
  progress: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ campaign: z.string().nullable().default(null), by: z.enum(GROUP_BY) }))
    .output(
      z.object({
        campaign: campaign.nullable(),
        at: z.number(),
        total: progressRow,
        rows: progressRows,
      }),
    ),
  /**
   * The colleges of a campaign, or the classes of one of them, each with the day that holds for it; also those that
   * have a day of their own and no student any more.
   */
  deadlines: access({ needs: 'look', scope: 'filter' })
    .input(
      z.object({
        campaign: z.string(),
        /** null: the colleges. '': the classes of students whose college is not given. */
        college: z.string().nullable().default(null),
      }),
    )
    .output(z.object({ campaign, at: z.number(), items: z.array(deadlineItem) })),
  /**
   * Days of their own for colleges and classes. One batch, which can be taken back; `batch` null: nothing was
   * different. Errors: NOT_FOUND, CAMPAIGN_CLOSED.
   */
  setDeadlines: access({ needs: 'campaign', scope: 'whole', audits: 'settings' })
    .input(
      z.object({
        campaign: z.string(),
        rules: z
          .array(
            z.object({
              collegeName: z.string().max(200),
              /** null: the whole college. */
              className: z.string().max(200).nullable(),
              /** null: what holds for the college, or for the campaign, holds again. */
              deadline: z.iso.date().nullable(),
            }),
          )
          .min(1)
          .max(5_000),
      }),
    )
    .output(z.object({ batch: z.string().nullable(), changed: z.number() })),
  /** Of the whole campaign, or of what the fields narrow it to, e.g. one college. */
  trend: access({ needs: 'look', scope: 'filter' })
    .input(
      z.object({
        campaign: z.string(),
        fields: z.partialRecord(z.enum(FACET_FIELDS), z.array(z.string()).min(1)).default({}),
      }),
    )
    .output(trend.extend({ campaign, today: z.string() })),
  overview: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ campaign: z.string().nullable().default(null) }))
    .output(
      z.object({
        campaign: campaign.nullable(),
        daysLeft: z.number().nullable(),
        workingDaysLeft: z.number().nullable(),
        total: progressRow,
        colleges: progressRows,
        /** What needs a person: each opens the list behind it. */
        attention: z.array(
          z.object({
            kind: z.enum([
              'disputed',
              'stale',
              'identity',
              'record-not-found',
              'photo-missing',
              'differing',
              'window-open',
              'overdue',
            ]),
            count: z.number(),
            query: studentQuery,
          }),
        ),
      }),
    ),
  /** Staff register what they know, for one or for many; taken back like an import batch. */
  record: access({ needs: 'verdict', scope: named(['student', 'selection.ids']), audits: 'change' })
    .input(
      z.object({
        campaign: z.string(),
        selection: studentSelection,
        verdict: z.enum(VERDICTS),
        note: z.string().max(500).default(''),
      }),
    )
    /** `outside`: students of the selection who are not of the campaign's population; nothing is registered of them. */
    .output(z.object({ batch: z.string(), count: z.number(), outside: z.number() })),
};
