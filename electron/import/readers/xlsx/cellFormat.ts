import { isDateFormat } from './dateFormat.ts';

/** What a number format makes of a number: nothing that matters, a date, or (from 2 on) so many digits at least. */
export const PLAIN_FORMAT = 0;
export const DATE_FORMAT = 1;
/** Numbers of students and examinations have at most 18 digits. */
const MAX_DIGITS = 32;
const ZEROS = /^0{2,}$/;
/** Language and colour of a format, and blanks of the width of a character. */
const DECORATION = /\[[^\]]*\]|_.|[\\"]/g;

/** `code` is null for the formats that Excel knows by number and never writes out. */
export function cellFormat(id: number, code: string | null): number {
  if (isDateFormat(id, code)) return DATE_FORMAT;
  return code === null ? PLAIN_FORMAT : zeroFormat(code);
}

/** "000000" shows 123 as 000123: a number that somebody wrote with zeros in front and that is one for a person. */
export function zeroFormat(code: string): number {
  const first = code.split(';', 1)[0]!.replace(DECORATION, '').trim();
  return ZEROS.test(first) && first.length <= MAX_DIGITS ? first.length : PLAIN_FORMAT;
}

/** The digits as the format shows them. */
export function withZeros(text: string, format: number): string {
  return format > DATE_FORMAT && text.length < format && /^\d+$/.test(text)
    ? text.padStart(format, '0')
    : text;
}
