import dayjs from 'dayjs';

/** The day on this computer's calendar, YYYY-MM-DD. */
export function localDay(now: number): string {
  return dayjs(now).format('YYYY-MM-DD');
}
