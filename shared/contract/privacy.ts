import { z } from 'zod';
import { BACKUP_REASONS } from '../domain/backupThinning.ts';
import { isDay } from '../domain/isDay.ts';
import { access } from './access.ts';
import { progressOr } from './progress.ts';
import { studentQuery } from './students.ts';

/** The most students that are erased in one go: the graduates of some years of a large school. */
const MOST_STUDENTS = 200_000;

/** Whom it is about: all who are meant by any of these. What says nothing means nobody, never everybody. */
const erasing = z.object({
  /** By id. */
  students: z.array(z.string()).max(MOST_STUDENTS).default([]),
  /** 学号, 考生号 or identity numbers, as a list has them. */
  numbers: z.array(z.string().trim().min(1).max(100)).max(MOST_STUDENTS).default([]),
  /** Who has all of this; at least a campaign or one field must be said. */
  query: studentQuery.nullable().default(null),
  /** YYYY-MM-DD: who was to graduate before. Students of whom the day is not known are never among these. */
  graduatedBefore: z.string().refine(isDay).nullable().default(null),
});
export type Erasing = z.output<typeof erasing>;

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
  /** What of theirs would go. */
  holds: z.object({
    photos: z.number(),
    proofs: z.number(),
    cases: z.number(),
    verdicts: z.number(),
    contacts: z.number(),
    entries: z.number(),
  }),
  /** Who stays, and why: by id, the first few hundred. */
  kept: z.array(z.object({ student: z.string(), why: z.enum(ERASE_OBSTACLES) })),
  keptCount: z.number(),
  /** Of those who stay: how many have an open case, and in which open campaigns the others are. */
  openCases: z.number(),
  openCampaigns: z.array(z.object({ id: z.string(), name: z.string(), students: z.number() })),
  /** Numbers of the list that mean nobody, or several: the first few hundred. */
  unknown: z.array(z.string()),
  unknownCount: z.number(),
  /** Backups that there are, which may still hold them. */
  backups: z.array(z.object({ name: z.string(), at: z.number(), reason: z.enum(BACKUP_REASONS) })),
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

/** How the desks of one hub stand with an erasure; null: the store had no hub. */
const erasureAtHub = z.object({
  /** Done at this desk; otherwise at another, and told by the hub. */
  isHere: z.boolean(),
  /** waiting: the hub has not been told yet. refused: it does not take it from this desk. */
  state: z.enum(['waiting', 'told', 'refused']),
  /** Epoch ms: when the hub last said which desks have done the same; null: it has not. */
  at: z.number().nullable(),
  /** Null in `doneAt`: something of them may still be there. */
  devices: z.array(z.object({ name: z.string(), isRevoked: z.boolean(), doneAt: z.number().nullable() })),
});
export type ErasureAtHub = z.output<typeof erasureAtHub>;

/** An erasure as the audit tells of it. */
export const erasure = z.object({
  /** The number of its entry. */
  seq: z.number(),
  at: z.number(),
  actor: z.string(),
  reason: z.string(),
  students: z.number(),
  /** null: the program ended before the store was searched through. */
  proof: eraseProof.nullable(),
  hub: erasureAtHub.nullable(),
});
export type Erasure = z.output<typeof erasure>;

export const retention = z.object({
  /** After how many years after the expected graduation records are due; null: the office has not said. */
  years: z.number().int().min(1).max(100).nullable(),
});
export type Retention = z.output<typeof retention>;

/** Who graduated so long ago that the office lets go of their data. Nobody is erased by it. */
export const dueErasure = retention.extend({
  /** YYYY-MM-DD: who was to graduate before this day is due; null: nothing is set. */
  before: z.string().nullable(),
  /** By year of graduation, the oldest first, with the days as records have them. */
  cohorts: z.array(z.object({ year: z.string(), days: z.array(z.string()), students: z.number() })),
  students: z.number(),
});
export type DueErasure = z.output<typeof dueErasure>;

const erases = { needs: 'admin', scope: 'whole' } as const;

/** What the office owes the people whose data these are: to tell what is held, and to let go of it. */
export const privacy = {
  /** Everything held about one student, as a zip: the data whole, the photos, proofs and signatures. Errors: NOT_FOUND. */
  held: access({
    needs: ['unmask', 'ask-unmask'],
    scope: { ids: [{ of: 'student', at: 'student' }] },
    audits: 'export',
    unmasks: 'always',
  })
    .input(z.object({ student: z.string(), reason: z.string().trim().min(2).max(200) }))
    .output(progressOr(z.object({ download: z.string(), files: z.number() }))),
  /** Who would be erased with what, and who stays. Nothing is written. Errors: NOT_FOUND (an id). */
  plan: access(erases).input(erasing).output(progressOr(erasePlan)),
  /** Takes them out of the store for good: it can't be undone. Errors: STALE_PLAN, NOT_FOUND (nobody), CANCELLED. */
  erase: access(erases)
    .input(erasing.extend({ digest: z.string(), reason: z.string().trim().min(1).max(200) }))
    .output(progressOr(eraseProof)),
  /** The newest first. */
  erasures: access(erases).output(z.array(erasure)),
  /** The proof to be printed, or to be filed. Errors: NOT_FOUND (no erasure that was searched for afterwards). */
  proof: access({ ...erases, audits: 'print' })
    .input(z.object({ seq: z.number().int(), format: z.enum(['pdf', 'xlsx']), lang: z.enum(['zh', 'en']) }))
    .output(z.object({ download: z.string() })),
  due: access(erases).output(dueErasure),
  saveRetention: access({ ...erases, audits: 'settings' })
    .input(retention)
    .output(dueErasure),
};
