import { z } from 'zod';
import calendar from '../../resources/rules/year-calendar.json' with { type: 'json' };
import { CAMPAIGN_TYPES, type CampaignType } from '../../shared/domain/verificationStatus.ts';

const bothLanguages = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const calendarSchema = z.strictObject({
  about: bothLanguages,
  milestones: z.array(
    z.strictObject({
      kind: z.string().regex(/^[a-z][a-z-]*$/),
      types: z.array(z.enum(CAMPAIGN_TYPES)).min(1),
      name: bothLanguages,
      /** When it was seen to be, in words: no date of this school. */
      usual: bothLanguages,
      /** MM-DD, where it is the same day for the whole country. */
      day: z
        .string()
        .regex(/^\d\d-\d\d$/)
        .nullable(),
      sources: z.array(z.string().min(1)),
    }),
  ),
});
export type UsualMilestone = z.output<typeof calendarSchema>['milestones'][number];

const usualMilestones = calendarSchema.parse(calendar).milestones;

export function usualMilestone(kind: string | null): UsualMilestone | null {
  return usualMilestones.find((one) => one.kind === kind) ?? null;
}

/** What the year usually brings for such a campaign. */
export function usualMilestonesOf(type: CampaignType): UsualMilestone[] {
  return usualMilestones.filter(({ types }) => types.includes(type));
}

/** The first such day that is not before the campaign's deadline; null where no day holds for the whole country. */
export function dayOf({ day }: UsualMilestone, deadline: string): string | null {
  if (day === null) return null;
  const year = Number(deadline.slice(0, 4));
  const inYear = `${year}-${day}`;
  return inYear >= deadline ? inYear : `${year + 1}-${day}`;
}
