import type { ContactWay } from './chaseStanding.ts';

/** Days in which somebody who was chased is taken to have verified because of it; whoever looks may choose others. */
export const ROUND_DAYS = 7;

/** Students who were contacted on one day in one way, and what became of them. */
export interface ChaseRound {
  /** YYYY-MM-DD in China. */
  day: string;
  way: ContactWay;
  /** Who was not done when contacted. */
  students: number;
  /** Of them, who verified in the given days from that day on, and who did so later. */
  within: number;
  later: number;
}

/** A contact about one student, on a day counted from 1970-01-01. */
export interface RoundContact {
  student: number;
  day: number;
  way: ContactWay;
}

/**
 * The rounds of a campaign, oldest first. `doneOn`: the day on which a student verified who still is; null: not done.
 * Who had verified before the day of a round is not of it: there was nobody to be chased.
 */
export function chaseRounds(
  contacts: Iterable<RoundContact>,
  doneOn: (student: number) => number | null,
  { days, dayName }: { days: number; dayName: (day: number) => string },
): ChaseRound[] {
  const rounds = new Map<string, { day: number; way: ContactWay; students: Set<number> }>();
  for (const { student, day, way } of contacts) {
    const key = `${day} ${way}`;
    const round = rounds.get(key) ?? { day, way, students: new Set() };
    rounds.set(key, round);
    round.students.add(student);
  }
  return [...rounds.values()]
    .sort((one, other) => one.day - other.day || (one.way < other.way ? -1 : 1))
    .map(({ day, way, students }) => {
      const made: ChaseRound = { day: dayName(day), way, students: 0, within: 0, later: 0 };
      for (const student of students) {
        const done = doneOn(student);
        if (done !== null && done < day) continue;
        made.students++;
        if (done === null) continue;
        if (done <= day + days) made.within++;
        else made.later++;
      }
      return made;
    })
    .filter(({ students }) => students > 0);
}
