import { isoDate, readCalendarDate } from '../../../shared/domain/calendarDate.ts';

const MONTH_AND_DAY = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/;
const FOUR_DIGITS = /^(\d\d)(\d\d)$/;

/**
 * A day as it is typed: 2027-03-30, 20270330, 2027年3月30日, or without the year (3-30, 3月30日, 0330), which then is the
 * one that brings it nearest to `near` (YYYY-MM-DD). Null: it is no day.
 */
export function readDeadline(text: string, near: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  const parts = MONTH_AND_DAY.exec(plain) ?? FOUR_DIGITS.exec(plain);
  if (parts) {
    const year = Number(near.slice(0, 4));
    const away = (day: string) => Math.abs(Date.parse(day) - Date.parse(near));
    const days = [year - 1, year, year + 1]
      .map((each) => isoDate(each, Number(parts[1]), Number(parts[2])))
      .filter((day) => day !== null);
    return days.sort((one, other) => away(one) - away(other))[0] ?? null;
  }
  const read = readCalendarDate(plain);
  return read.kind === 'day' ? read.date : null;
}
