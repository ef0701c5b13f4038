import { z } from 'zod';
import { MILESTONE_NAME } from '../domain/milestones.ts';
import { CAMPAIGN_TYPES } from '../domain/verificationStatus.ts';
import { access } from './access.ts';
import { campaign } from './campaigns.ts';

const day = z.iso.date().nullable();

export const milestone = z.object({
  id: z.string(),
  name: z.string(),
  /** YYYY-MM-DD; without it `to` is the one day, without both the day is still to be filled in. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Of the year's calendar (resources/rules/year-calendar.json); null: the office's own. */
  usual: z
    .object({
      /** When it was seen to be, in words. */
      zh: z.string(),
      en: z.string(),
      sources: z.array(z.string()),
    })
    .nullable(),
});
export type Milestone = z.output<typeof milestone>;

/** The steps of a campaign's year, and their days. */
export const timetable = {
  /** What the year's calendar has for a campaign that is being set up, with a day only where one holds for the whole country. */
  usual: access({ needs: 'look', scope: 'none' })
    .input(
      z.object({
        type: z.enum(CAMPAIGN_TYPES),
        deadline: z.iso.date(),
        language: z.enum(['zh', 'en']).default('zh'),
      }),
    )
    .output(z.object({ items: z.array(milestone.omit({ id: true }).extend({ kind: z.string() })) })),
  of: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ campaign: z.string() }))
    .output(
      z.object({
        campaign,
        /** YYYY-MM-DD in China. */
        today: z.string(),
        /** By their days; what has none yet comes last. */
        items: z.array(milestone),
        /** How many steps the year's calendar has for such a campaign that are not in its timetable. */
        offered: z.number(),
      }),
    ),
  /**
   * Makes, changes and takes out steps. One batch, which can be taken back; `batch` null: nothing was different.
   * Errors: NOT_FOUND, CAMPAIGN_CLOSED, USAGE where a step ends before it begins.
   */
  set: access({ needs: 'campaign', scope: 'whole', audits: 'settings' })
    .input(
      z.object({
        campaign: z.string(),
        milestones: z
          .array(
            z.union([
              z.object({
                /** null: a new one. */
                id: z.string().max(100).nullable(),
                name: z.string().trim().min(1).max(MILESTONE_NAME),
                from: day,
                to: day,
              }),
              z.object({ id: z.string().max(100), remove: z.literal(true) }),
            ]),
          )
          .min(1)
          .max(100),
      }),
    )
    .output(z.object({ batch: z.string().nullable(), changed: z.number() })),
  /**
   * Takes over what the year's calendar has for such a campaign and its timetable does not, without days but where one
   * holds for the whole country. Errors: NOT_FOUND, CAMPAIGN_CLOSED.
   */
  draft: access({ needs: 'campaign', scope: 'whole', audits: 'settings' })
    .input(z.object({ campaign: z.string(), language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.object({ batch: z.string().nullable(), changed: z.number() })),
};
