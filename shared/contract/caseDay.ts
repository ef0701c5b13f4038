import { z } from 'zod';
import { access } from './access.ts';
import { caseItem } from './cases.ts';

/** In the order in which a day is worked through; a case is in the first that it belongs to. */
export const CASE_DAY_PARTS = [
  'overdue',
  'today', // due today
  'soon', // within two working days
  'fresh', // came to whoever acts now today
  'nobody', // nobody looks after it
] as const;
export type CaseDayPart = (typeof CASE_DAY_PARTS)[number];

const day = z.object({
  /** YYYY-MM-DD in China. */
  today: z.string(),
  /** Open cases of the filter in all. */
  open: z.number(),
  /** `items`: the first of `total`. */
  parts: z.array(z.object({ part: z.enum(CASE_DAY_PARTS), total: z.number(), items: z.array(caseItem) })),
});
export type CaseDay = z.output<typeof day>;

const reminder = z.object({
  /** A person, a college or a level, in words. */
  to: z.string(),
  total: z.number(),
  overdue: z.number(),
  /** To be pasted; students' names masked. */
  message: z.string(),
});
export type CaseReminder = z.output<typeof reminder>;

const filter = {
  /** Empty: of all. */
  colleges: z.array(z.string()).default([]),
  /** '' for nobody; null: anybody. */
  assignee: z.string().nullable().default(null),
};

/** What a day of casework asks for, and whom it asks. */
export const caseDay = {
  get: access({ needs: 'look', scope: 'filter' }).input(z.object(filter)).output(day),
  reminders: access({ needs: ['chase', 'decide'], scope: 'filter' })
    .input(z.object({ ...filter, language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.object({ reminders: z.array(reminder) })),
  /** For the mark beside the page's name. */
  count: access({ needs: 'look', scope: 'filter' }).output(
    z.object({ overdue: z.number(), today: z.number() }),
  ),
};
