import { type ContactOutcome, STANDING_OUTCOMES, type StandingOutcome } from './chaseReason.ts';
import { beijingDay } from './daysLeft.ts';

/** Who was contacted. `college`: the student was escalated to the college. */
export const CONTACT_WHOM = ['student', 'monitor', 'counsellor', 'family', 'college'] as const;
export type ContactWhom = (typeof CONTACT_WHOM)[number];

export const CONTACT_WAYS = ['phone', 'qq', 'wechat', 'sms', 'email', 'in-person', 'paper'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

/** One contact about one student in one campaign. */
export interface ChaseContact {
  /** Epoch ms. */
  at: number;
  whom: ContactWhom;
  way: ContactWay;
  outcome: ContactOutcome;
  /** YYYY-MM-DD by which it was promised. */
  promise: string | null;
}

/** Where chasing a student stands, most pressing first: lists are in this order. */
export const CHASE_STATES = ['broken', 'escalate', 'never', 'contacted', 'escalated', 'promised'] as const;
export type ChaseState = (typeof CHASE_STATES)[number];

/** After how many contacts without a result the college is told (assumed: no rule names a number; the office sets it). */
export const ESCALATE_AFTER = 3;

export interface ChaseStanding {
  state: ChaseState;
  /** Contacts, those with the college not counted. */
  contacts: number;
  last: ChaseContact | null;
  /** The newest promise, kept or broken; null: none was made. */
  promise: string | null;
  escalatedAt: number | null;
  said: { outcome: StandingOutcome; day: string } | null;
}

/**
 * What contacts, oldest first, add up to for a student who is still not done on `today` (YYYY-MM-DD in China). A promise
 * whose day is past is broken, and after it or after `escalateAfter` contacts the college is to be told; what came before
 * the college was told does not count again.
 */
export function chaseStanding(
  contacts: readonly ChaseContact[],
  { today, escalateAfter }: { today: string; escalateAfter: number },
): ChaseStanding {
  let count = 0;
  let sinceEscalation = 0;
  let promise: string | null = null;
  let promisedSinceEscalation = false;
  let escalatedAt: number | null = null;
  let said: ChaseStanding['said'] = null;
  for (const contact of contacts) {
    if (contact.whom === 'college') {
      escalatedAt = contact.at;
      sinceEscalation = 0;
      promisedSinceEscalation = false;
    } else {
      count++;
      sinceEscalation++;
    }
    if (contact.promise !== null) {
      promise = contact.promise;
      promisedSinceEscalation = true;
    }
    if (isStandingOutcome(contact.outcome)) {
      said = { outcome: contact.outcome, day: beijingDay(contact.at) };
    }
  }
  const isPromised = promise !== null && promisedSinceEscalation;
  const state = isPromised
    ? promise! < today
      ? 'broken'
      : 'promised'
    : sinceEscalation >= escalateAfter
      ? 'escalate'
      : escalatedAt !== null
        ? 'escalated'
        : count > 0
          ? 'contacted'
          : 'never';
  return { state, contacts: count, last: contacts.at(-1) ?? null, promise, escalatedAt, said };
}

function isStandingOutcome(outcome: ContactOutcome): outcome is StandingOutcome {
  return (STANDING_OUTCOMES as readonly string[]).includes(outcome);
}
