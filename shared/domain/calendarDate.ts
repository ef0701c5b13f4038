/**
 * Dates as spreadsheets of this trade write them (domain notes §9): 20260301, 2026-3-1, 2026/3/1, 2026.3.1,
 * 2026年3月1日, an Excel serial left in a text column, 20260301.0, any of them with a time behind.
 *
 * Decided: a month without a day (2026年3月, 202603) is NOT a date. An invented day would be compared with 学信网's
 * day and printed on sheets that students sign. The first of the month is offered as a suggestion only. Years of two
 * digits and orders other than year-month-day are not guessed at either.
 */
export type DateReading =
  | { kind: 'day'; date: string; time: string | null }
  /** Year and month only; `first` is the first of the month, to suggest. */
  | { kind: 'month'; first: string }
  | { kind: 'unreadable' };

const UNREADABLE: DateReading = Object.freeze({ kind: 'unreadable' });
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** YYYY-MM-DD, or null when there is no such day or it lies outside 1900…2100. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  const days = month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] as number);
  if (day > days) return null;
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** Excel serials that can be meant as a date of this trade: 1930-01-01 … 2099-12-31, 1900 date system. */
const FIRST_SERIAL = 10959;
const LAST_SERIAL = 73050;
const MILLISECONDS_OF_DAY = 86_400_000;
/** Day 0 of the 1900 date system, for serials after the 29 February 1900 that never was. */
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const CHINA_OFFSET = 8 * 3_600_000;

/** 20260301 or 202603, with the ".0" that a number read as text may carry. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})?(?:\.0+)?$/;
const SEPARATED = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?)?[日号]?$/;
const SERIAL = /^(\d{5})(?:\.(\d+))?$/;
/** A date followed by a time, with or without a zone. */
const WITH_TIME = /^(.*\d[日号]?)[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** Reads one text. Never throws; the text may be anything. */
export function readCalendarDate(text: string): DateReading {
  const plain = text.normalize('NFKC').trim();
  if (plain === '' || plain.length > 40) return UNREADABLE;
  const timed = WITH_TIME.exec(plain);
  if (timed !== null) return readTimed(timed);
  return readDay(plain.replace(/\s+/g, ''));
}

function readDay(plain: string): DateReading {
  const serial = SERIAL.exec(plain);
  if (serial !== null)
    return readSerial(Number(serial[1]), serial[2] === undefined ? 0 : Number(`0.${serial[2]}`));
  const parts = COMPACT.exec(plain) ?? SEPARATED.exec(plain);
  if (parts === null) return UNREADABLE;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  if (parts[3] === undefined) {
    const first = isoDate(year, month, 1);
    return first === null ? UNREADABLE : { kind: 'month', first };
  }
  const date = isoDate(year, month, Number(parts[3]));
  return date === null ? UNREADABLE : { kind: 'day', date, time: null };
}

function readSerial(days: number, fraction: number): DateReading {
  if (days < FIRST_SERIAL || days > LAST_SERIAL) return UNREADABLE;
  const seconds = Math.round(fraction * 86_400);
  const iso = new Date(SERIAL_EPOCH + days * MILLISECONDS_OF_DAY + seconds * 1000).toISOString();
  return { kind: 'day', date: iso.slice(0, 10), time: seconds === 0 ? null : iso.slice(11, 19) };
}

/** A time with a zone is told in the time of China, where all these lists come from. */
function readTimed(parts: RegExpExecArray): DateReading {
  const day = readDay((parts[1] as string).replace(/\s+/g, ''));
  if (day.kind !== 'day') return day;
  const hour = Number(parts[2]);
  const minute = Number(parts[3]);
  const second = Number(parts[4] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return UNREADABLE;
  const time = `${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}`;
  const zone = parts[5];
  if (zone === undefined) return { kind: 'day', date: day.date, time: time === '00:00:00' ? null : time };
  const utc = Date.parse(`${day.date}T${time}Z`) - zoneOffset(zone);
  if (!Number.isFinite(utc)) return UNREADABLE;
  const china = new Date(utc + CHINA_OFFSET).toISOString();
  return {
    kind: 'day',
    date: china.slice(0, 10),
    time: china.slice(11, 19) === '00:00:00' ? null : china.slice(11, 19),
  };
}

function zoneOffset(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))) * 60_000;
}
