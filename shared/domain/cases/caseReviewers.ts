import { z } from 'zod';
import { CaseRefusal } from './caseRefusal.ts';
import { type CaseLevel, REVIEW_LEVELS, type ReviewLevel } from './caseType.ts';

/** A person who decides cases: the office keeps the list. */
export const caseReviewer = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(40),
  levels: z.array(z.enum(REVIEW_LEVELS)).min(1),
  /** Only for students of these colleges; empty: of all. */
  colleges: z.array(z.string()).default([]),
});
export type CaseReviewer = z.output<typeof caseReviewer>;

/** As many as a list has room for. */
export const REVIEWERS_AT_MOST = 500;

/** A decision that was taken on the way, since the case was last opened. */
export interface CaseDecision {
  level: ReviewLevel;
  person: string;
}

export function isReviewLevel(level: CaseLevel): level is ReviewLevel {
  return (REVIEW_LEVELS as readonly CaseLevel[]).includes(level);
}

/**
 * Whether a person may decide at a level: on the school's list for that level and college, where one is kept for the
 * level, and not the same who decided at another level before (four eyes). Throws CaseRefusal.
 */
export function requireReviewer(
  level: ReviewLevel,
  person: string | null,
  {
    reviewers,
    college,
    decisions,
  }: { reviewers: readonly CaseReviewer[]; college: string | null; decisions: readonly CaseDecision[] },
): string {
  const name = person?.trim() ?? '';
  if (name === '') throw new CaseRefusal('person-missing', { level });
  const atLevel = reviewers.filter(({ levels }) => levels.includes(level));
  if (atLevel.length > 0) {
    const found = reviewers.filter((reviewer) => reviewer.name === name);
    if (found.length === 0) throw new CaseRefusal('person-unknown', { person: name });
    const may = found.filter(({ levels }) => levels.includes(level));
    if (may.length === 0) throw new CaseRefusal('person-level', { person: name, level });
    const isTheirs = may.some(
      ({ colleges }) => colleges.length === 0 || (college !== null && colleges.includes(college)),
    );
    if (!isTheirs) throw new CaseRefusal('person-college', { person: name, college: college ?? '' });
  }
  const before = decisions.find((decision) => decision.person === name && decision.level !== level);
  if (before) throw new CaseRefusal('person-twice', { person: name, level: before.level });
  return name;
}
