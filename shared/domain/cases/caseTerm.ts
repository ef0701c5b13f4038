import chineseDays from 'chinese-days';
import type { CaseTerm } from './caseType.ts';

/** The last day (YYYY-MM-DD) of a term that begins on a day; that day itself is not counted. */
export function termEnd(term: CaseTerm, day: string): string {
  if (term.unit === 'working-days') return chineseDays.findWorkday(term.count, day);
  const date = new Date(`${day}T00:00:00Z`);
  if (term.unit === 'days') {
    date.setUTCDate(date.getUTCDate() + term.count);
    return date.toISOString().slice(0, 10);
  }
  // A month ends with the same day of the month, or where there is none with the month's last.
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + term.count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, last));
  return date.toISOString().slice(0, 10);
}
