import type { PhotoCheck, PhotoFindingKind, ProfileVerdict, RetakeWhy } from '../domain/photoFindings.ts';
import type { LikenessHint } from '../domain/photoLikeness.ts';
import type { PhotoReason, PhotoVerdict, ReviewState } from '../domain/photoReview.ts';
import type { PhotoRole } from '../domain/photoStandard.ts';
import type { photos as photosEn } from './en/photos.ts';
import type { photos } from './zh/photos.ts';

/** The words about photos. */
export interface PhotoText {
  role(role: PhotoRole): string;
  verdict(verdict: PhotoVerdict): string;
  state(state: ReviewState): string;
  reason(reason: PhotoReason): string;
  finding(kind: PhotoFindingKind): string;
  profileVerdict(verdict: ProfileVerdict): string;
  likeness(hint: LikenessHint): string;
  retake(why: RetakeWhy): string;
  /** What is measured, what the photo has, what is asked for (empty: nothing), and whether that fits. */
  check(check: PhotoCheck): { item: string; is: string; wanted: string; outcome: string };
}

type Say = (key: string, options?: Record<string, string | number>) => string;

export function photoText(words: typeof photos | typeof photosEn, say: Say): PhotoText {
  return {
    role: (role) => words.role[role],
    verdict: (verdict) => words.verdict[verdict],
    state: (state) => words.state[state],
    reason: (reason) => words.reason[reason],
    finding: (kind) => words.finding[kind],
    profileVerdict: (verdict) => words.profileVerdict[verdict],
    likeness: (hint) => words.likeness[hint],
    retake: (why) => words.retake[why],
    check: ({ item, outcome, is, wanted }) => {
      // Formats and colours are written in capitals everywhere: JPEG, RGB.
      const gaps = { ...is, format: upper(is?.format), colour: upper(is?.colour) };
      const variant =
        item === 'sound'
          ? `_${is?.doubtful}`
          : item === 'upright'
            ? is?.orientation === 1
              ? '_1'
              : '_other'
            : '';
      return {
        item: words.check[item],
        is: is === null ? words.unknown : say(`photos.checkIs.${item}${variant}`, gaps),
        wanted: wanted === null ? '' : say(`photos.checkWanted.${item}`, wanted),
        outcome: words.checkOutcome[outcome],
      };
    },
  };
}

function upper(value: string | number | undefined): string {
  return String(value ?? '').toUpperCase();
}
