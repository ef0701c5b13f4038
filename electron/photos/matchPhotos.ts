import { PHOTO_FINDINGS, type PhotoFindingCode, type RetakeWhy } from '../../shared/domain/photoFindings.ts';
import { REVIEW_STATES, type ReviewState } from '../../shared/domain/photoReview.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import type { WallPart } from '../../shared/domain/photoWall.ts';
import type { PhotoFacts } from './PhotoFacts.ts';

type Facts = ReturnType<PhotoFacts['of']>;

/** What is known of one student's photo of one role. */
export function photoFactsOf(facts: Facts, n: number) {
  const bits = facts.findings[n]!;
  return {
    has: facts.has[n] === 1,
    state: REVIEW_STATES[facts.states[n]!]!,
    findings: PHOTO_FINDINGS.filter((_, place) => (bits & (1 << place)) !== 0),
    warned: facts.warned[n] === 1,
  };
}

/** Null: this student is not to be photographed again. */
export function retakeWhy(facts: Facts, n: number): RetakeWhy | null {
  if (facts.has[n] !== 1) return 'missing';
  const state: ReviewState = REVIEW_STATES[facts.states[n]!]!;
  if (state === 'wrong') return 'refused';
  return state !== 'correct' && facts.warned[n] === 1 ? 'flagged' : null;
}

export function isInPart(facts: Facts, n: number, part: WallPart, role: PhotoRole): boolean {
  const has = facts.has[n] === 1;
  const state = REVIEW_STATES[facts.states[n]!]!;
  switch (part) {
    case 'all':
      return has;
    case 'missing':
      return !has;
    case 'to-review':
      return has && (state === 'unreviewed' || state === 'changed');
    case 'found':
      return has && facts.findings[n] !== 0;
    case 'correct':
    case 'wrong':
      return has && state === part;
    case 'retake':
      return role === 'graduation' && retakeWhy(facts, n) !== null;
  }
}

/** Any of the codes; none asked for: all. */
export function hasFinding(facts: Facts, n: number, codes: readonly PhotoFindingCode[]): boolean {
  if (codes.length === 0) return true;
  let mask = 0;
  for (const code of codes) mask |= 1 << PHOTO_FINDINGS.indexOf(code);
  return (facts.findings[n]! & mask) !== 0;
}
