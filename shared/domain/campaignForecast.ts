import chineseDays from 'chinese-days';
import { dayOfNumber, numberOfDay } from './daysLeft.ts';

/** The pace is that of so many days before today: a week holds each weekday once. */
export const PACE_DAYS = 7;

export interface TrendDay {
  /** YYYY-MM-DD. */
  day: string;
  /** Students verified by the end of the day, of those who are verified now. */
  verified: number;
}

/** Those who have time until one day. */
export interface TrendDeadline {
  /** YYYY-MM-DD. */
  day: string;
  expected: number;
  verified: number;
}

export interface TrendInput {
  /** Earliest first; their students together are all who take part. */
  deadlines: readonly TrendDeadline[];
  /** Days since 1970-01-01 → how many verified on that day. */
  verifiedOn: ReadonlyMap<number, number>;
  /** YYYY-MM-DD, both in China. */
  begun: string;
  today: string;
}

export interface Trend {
  expected: number;
  verified: number;
  deadlines: TrendDeadline[];
  /** From the day before the first on which anybody verified (or the campaign began) to today, each day once. */
  days: TrendDay[];
  forecast: Forecast;
}

export type Forecast =
  /** Nobody is missing. */
  | { kind: 'done' }
  | {
      kind: 'open';
      /** Students a day over the last PACE_DAYS whole days, or since the first day where that is less. */
      pace: number;
      /** Who is missing although their day is over. */
      overdue: number;
      /** At that pace, how many are verified when the last deadline ends; null once it has passed. */
      atDeadline: number | null;
      /** At that pace, the day on which the last one is verified; null where nobody moved, or it is over a year away. */
      doneOn: string | null;
      /**
       * Students a day that it takes from tomorrow on until every deadline that is still to come is kept; null once
       * the last has passed.
       */
      needed: number | null;
      /** The same for each working day. */
      neededPerWorkingDay: number | null;
    };

/** As a pace is told: whole students from ten on, tenths below. A pace that is needed is never said too low. */
export function roundPace(pace: number): number {
  return pace >= 10 ? Math.ceil(pace) : Math.ceil(pace * 10) / 10;
}

const FARTHEST = 366;
/** A list may say that somebody verified years ago; those count as verified on the first day that is shown. */
const LONGEST = 400;

/**
 * How far a campaign has come day by day, and where that leads if it goes on so. A straight line and nothing more:
 * students hurry before a deadline, which no pace of last week knows.
 */
export function campaignForecast(input: TrendInput): Trend {
  const { verifiedOn } = input;
  const deadlines = [...input.deadlines];
  const expected = deadlines.reduce((sum, deadline) => sum + deadline.expected, 0);
  const today = numberOfDay(input.today);
  const first = Math.max(today - LONGEST, Math.min(numberOfDay(input.begun), today, ...verifiedOn.keys()));
  const days: TrendDay[] = [{ day: dayOfNumber(first - 1), verified: 0 }];
  let verified = 0;
  for (const [day, count] of verifiedOn) if (day < first) verified += count;
  for (let day = first; day < today; day++) {
    verified += verifiedOn.get(day) ?? 0;
    days.push({ day: dayOfNumber(day), verified });
  }
  // A clock that runs ahead says tomorrow: that is no later than now.
  for (const [day, count] of verifiedOn) if (day >= today) verified += count;
  days.push({ day: input.today, verified });
  return { expected, verified, deadlines, days, forecast: forecastOf(input, first, expected, verified) };
}

function forecastOf(input: TrendInput, first: number, expected: number, verified: number): Forecast {
  const { deadlines, verifiedOn } = input;
  const today = numberOfDay(input.today);
  const missing = expected - verified;
  if (missing <= 0) return { kind: 'done' };
  // Today is not over: its few would make the pace look lower than it is.
  const from = Math.max(first, today - PACE_DAYS);
  let moved = 0;
  for (let day = from; day < today; day++) moved += verifiedOn.get(day) ?? 0;
  const pace = today > from ? moved / (today - from) : 0;
  const left = numberOfDay(deadlines.at(-1)!.day) - today;
  const daysNeeded = pace > 0 ? Math.ceil(missing / pace) : Number.POSITIVE_INFINITY;
  return {
    kind: 'open',
    pace,
    ...paceNeeded(deadlines, today),
    atDeadline: left < 0 ? null : Math.min(expected, Math.floor(verified + pace * left)),
    doneOn: daysNeeded > FARTHEST ? null : dayOfNumber(today + daysNeeded),
  };
}

/** Whoever is due by a day, and before it, has to be done by then: the steepest of these paces keeps them all. */
function paceNeeded(deadlines: readonly TrendDeadline[], today: number) {
  let overdue = 0;
  let due = 0;
  let needed: number | null = null;
  let neededPerWorkingDay: number | null = null;
  for (const { day, expected, verified } of deadlines) {
    const left = numberOfDay(day) - today;
    due += expected - verified;
    if (left < 0) overdue = due;
    if (left <= 0) continue;
    needed = Math.max(needed ?? 0, due / left);
    const workingDays = chineseDays.getWorkdaysInRange(dayOfNumber(today + 1), day, true).length;
    if (workingDays > 0) neededPerWorkingDay = Math.max(neededPerWorkingDay ?? 0, due / workingDays);
  }
  return { overdue, needed, neededPerWorkingDay };
}
