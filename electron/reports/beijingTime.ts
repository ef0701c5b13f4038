const FORMAT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant (epoch ms) as `2026-11-24 10:15`, the wall clock of the office. */
export function beijingTime(instant: number): string {
  return FORMAT.format(new Date(instant));
}
