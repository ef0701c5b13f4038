import chineseDays from 'chinese-days';

const DAY = 24 * 60 * 60 * 1000;
/** Offices and deadlines are on Chinese time, wherever the computer says it is. */
const BEIJING_OFFSET = 8 * 60 * 60 * 1000;

/** The day in China, YYYY-MM-DD. */
export function beijingDay(now: number): string {
  return new Date(now + BEIJING_OFFSET).toISOString().slice(0, 10);
}

/** The day in China, as days since 1970-01-01. */
export function beijingDayNumber(at: number): number {
  return Math.floor((at + BEIJING_OFFSET) / DAY);
}

/** YYYY-MM-DD of a day counted from 1970-01-01, and back. */
export function dayOfNumber(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

export function numberOfDay(day: string): number {
  return Math.round(Date.parse(day) / DAY);
}

/**
 * Days until the deadline, today not counted: 0 on the day itself, negative after it. Working days follow the
 * State Council's calendar (weekends moved to working days included); for years it does not cover yet the
 * library counts plain weekdays.
 */
export function daysLeft(deadline: string, now: number): { days: number; workingDays: number } {
  const today = beijingDay(now);
  const days = Math.round((Date.parse(deadline) - Date.parse(today)) / DAY);
  if (days <= 0) return { days, workingDays: 0 };
  const tomorrow = new Date(Date.parse(today) + DAY).toISOString().slice(0, 10);
  return { days, workingDays: chineseDays.getWorkdaysInRange(tomorrow, deadline, true).length };
}
