import {
  PHOTO_FINDINGS,
  type PhotoFindingKind,
  type ProfileVerdict,
  type RetakeWhy,
} from '../../shared/domain/photoFindings.ts';
import { LIKENESS_HINTS, type LikenessHint } from '../../shared/domain/photoLikeness.ts';
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

/** Null: there is no photo, or no standard is known for photos of this role. */
export function profileVerdict(facts: Facts, n: number): ProfileVerdict | null {
  if (facts.has[n] !== 1) return null;
  if (facts.unjudged[n] === 1) return 'unjudged';
  return facts.warned[n] === 1 ? 'fails' : 'meets';
}

export function photoLikenessHint(facts: Facts, n: number): LikenessHint | null {
  return LIKENESS_HINTS[facts.likeness[n]! - 1] ?? null;
}

/** What a photo is narrowed by beside the part of the work; of each any of those named, none named: all. */
export interface PhotoNarrowing {
  findings: readonly PhotoFindingKind[];
  verdicts: readonly ProfileVerdict[];
  likeness: readonly LikenessHint[];
}

export function photoFilter({ findings, verdicts, likeness }: PhotoNarrowing) {
  let mask = 0;
  for (const kind of findings) mask |= 1 << PHOTO_FINDINGS.indexOf(kind);
  return (facts: Facts, n: number): boolean => {
    if (mask !== 0 && (facts.findings[n]! & mask) === 0) return false;
    if (verdicts.length > 0) {
      const verdict = profileVerdict(facts, n);
      if (verdict === null || !verdicts.includes(verdict)) return false;
    }
    if (likeness.length === 0) return true;
    const hint = photoLikenessHint(facts, n);
    return hint !== null && likeness.includes(hint);
  };
}
