import dayjs from 'dayjs';

/** Today: the time; this year: month, day and time; else the whole date. All as offices here write them. */
export function formatTime(at: number, now: number): string {
  const time = dayjs(at);
  const today = dayjs(now);
  if (time.isSame(today, 'day')) return time.format('HH:mm');
  return time.format(time.isSame(today, 'year') ? 'MM-DD HH:mm' : 'YYYY-MM-DD HH:mm');
}
