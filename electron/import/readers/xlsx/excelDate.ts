const DAY_SECONDS = 86_400;
const MILLISECONDS = 1000;
/** Day 0 of the two systems, in days from 1970-01-01: 1899-12-30 (right from serial 61 on) and 1904-01-01. */
const DAY_ZERO_1900 = -25_569;
const DAY_ZERO_1904 = -24_107;
/** 9999-12-31, the last day that Excel can show. */
const LAST_DAY = 2_932_896;
/** Excel believes, as Lotus 1-2-3 did, that 1900 was a leap year: serial 60 is shown as 1900-02-29. */
const LEAP_BUG_SERIAL = 60;

/**
 * YYYY-MM-DD, with " HH:MM:SS" behind it when there is a time, of a serial day number; null when the serial is
 * none that Excel shows as a date (below one day, where only a time is left, or after the year 9999).
 */
export function excelDateText(serial: number, date1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < (date1904 ? 0 : 1)) return null;
  let day = Math.floor(serial);
  let seconds = Math.round((serial - day) * DAY_SECONDS);
  if (seconds === DAY_SECONDS) {
    day++;
    seconds = 0;
  }
  if (date1904) return dateText(day + DAY_ZERO_1904, seconds);
  if (day === LEAP_BUG_SERIAL) return `1900-02-29${timeText(seconds)}`;
  return dateText(day + DAY_ZERO_1900 + (day < LEAP_BUG_SERIAL ? 1 : 0), seconds);
}

function dateText(daysFrom1970: number, seconds: number): string | null {
  if (daysFrom1970 > LAST_DAY) return null;
  return new Date(daysFrom1970 * DAY_SECONDS * MILLISECONDS).toISOString().slice(0, 10) + timeText(seconds);
}

function timeText(seconds: number): string {
  if (seconds === 0) return '';
  const two = (value: number) => String(value).padStart(2, '0');
  return ` ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
