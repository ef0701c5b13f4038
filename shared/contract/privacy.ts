import { z } from 'zod';
import { isDay } from '../domain/isDay.ts';
import { access } from './access.ts';
import { progressOr } from './progress.ts';

/** The most students that are erased in one go: the graduates of some years of a large school. */
const MOST_STUDENTS = 200_000;

/** Whom it is about: named by id, or all who were to graduate before a day. */
const erasing = z.object({
  students: z.array(z.string()).max(MOST_STUDENTS).default([]),
  /** YYYY-MM-DD; null: only those who are named. Students of whom the day is not known are never among these. */
  graduatedBefore: z.string().refine(isDay).nullable().default(null),
});

/** Why a student stays. */
export const ERASE_OBSTACLES = ['open-case', 'open-campaign'] as const;

const group = z.object({
  collegeName: z.string().nullable(),
  /** 当前所在级. */
  grade: z.string().nullable(),
  students: z.number(),
});

export const erasePlan = z.object({
  /** How many would be erased, and in which colleges and grades. */
  students: z.number(),
  groups: z.array(group),
  /** Who stays, and why: by id, the first few hundred. */
  kept: z.array(z.object({ student: z.string(), why: z.enum(ERASE_OBSTACLES) })),
  keptCount: z.number(),
  /** To be given back: another selection by now is refused. */
  digest: z.string(),
});
export type ErasePlan = z.output<typeof erasePlan>;

export const eraseProof = z.object({
  /** Epoch ms. */
  at: z.number(),
  actor: z.string(),
  reason: z.string(),
  students: z.number(),
  groups: z.array(group),
  /** Entries of the log that say nothing any more, cases, mails, and files that are gone from the disk. */
  entries: z.number(),
  cases: z.number(),
  mails: z.number(),
  files: z.number(),
  /** Numbers and names of those who were erased that are still found somewhere in the store: none, or it is no proof. */
  found: z.number(),
  /** SHA-256 of the erased students' ids in their order, a line each: whoever has the ids can tell whom it is about. */
  digest: z.string(),
  /** The entry of the audit that tells of it. */
  audit: z.object({ seq: z.number(), hash: z.string() }),
  /** Backups of before, which still hold them. */
  backups: z.array(z.string()),
});
export type EraseProof = z.output<typeof eraseProof>;

/** What the office owes the people whose data these are: to tell what is held, and to let go of it. */
export const privacy = {
  /** Everything held about one student, as a zip: the data whole, the photos, proofs and signatures. Errors: NOT_FOUND. */
  held: access({
    needs: ['unmask', 'ask-unmask'],
    scope: { ids: [{ of: 'student', at: 'student' }] },
    audits: 'export',
    unmasks: 'always',
  })
    .input(z.object({ student: z.string() }))
    .output(progressOr(z.object({ download: z.string(), files: z.number() }))),
  /** Who would be erased, and who stays. Nothing is written. */
  plan: access({ needs: 'admin', scope: 'whole' }).input(erasing).output(erasePlan),
  /** Takes them out of the store for good: it can't be undone. Errors: STALE_PLAN, NOT_FOUND (nobody), CANCELLED. */
  erase: access({ needs: 'admin', scope: 'whole' })
    .input(erasing.extend({ digest: z.string(), reason: z.string().trim().min(1).max(200) }))
    .output(progressOr(eraseProof)),
};
