/** A step of a campaign's timetable. Days are YYYY-MM-DD; without `from` it is one day, without both it is still to be filled in. */
export interface MilestoneDays {
  from: string | null;
  /** The last day. */
  to: string | null;
}

/** Characters of a step's name at most: those of the year's calendar are longer in English. */
export const MILESTONE_NAME = 100;

export type MilestoneState = 'undated' | 'ahead' | 'running' | 'over';

/** Days ahead within which a milestone is near. */
const NEAR_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

export function milestoneState({ from, to }: MilestoneDays, today: string): MilestoneState {
  const first = from ?? to;
  const last = to ?? from;
  if (first === null || last === null) return 'undated';
  if (last < today) return 'over';
  return first > today ? 'ahead' : 'running';
}

/** The next day that counts: the first one of what has not begun, the last one of what has; null: none is left. */
export function nextDay(days: MilestoneDays, today: string): string | null {
  const state = milestoneState(days, today);
  if (state === 'ahead') return days.from ?? days.to;
  return state === 'running' ? (days.to ?? days.from) : null;
}

/** Whether it is going on or begins within a month. */
export function isNear(days: MilestoneDays, today: string): boolean {
  const state = milestoneState(days, today);
  if (state === 'running') return true;
  const begin = days.from ?? days.to;
  return state === 'ahead' && Date.parse(begin!) - Date.parse(today) <= NEAR_DAYS * DAY;
}

/** As a calendar has them: by their first day, then their last; what has no day yet comes last, in the order given. */
export function inOrder<Item extends MilestoneDays>(items: readonly Item[]): Item[] {
  const key = ({ from, to }: MilestoneDays) => [from ?? to ?? '9', to ?? from ?? '9'].join(' ');
  return items
    .map((item, place) => ({ item, place, key: key(item) }))
    .sort((one, other) => (one.key === other.key ? one.place - other.place : one.key < other.key ? -1 : 1))
    .map(({ item }) => item);
}
