import type { Cell } from '../reader.ts';

const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?Z?)?$/;

/** An ISO 8601 date as a cell; null for what is none. Parts of a second are the noise of binary fractions: rounded. */
export function isoDateCell(text: string): Cell {
  const match = ISO_DATE.exec(text.trim());
  if (!match) return null;
  const [, date, hours, minutes, seconds, fraction] = match;
  if (hours === undefined) return { kind: 'date', text: date! };
  let told = `${date} ${hours}:${minutes}:${seconds ?? '00'}`;
  if (fraction !== undefined && Number(fraction) >= 0.5) {
    const next = Date.parse(`${told.replace(' ', 'T')}Z`) + 1000;
    if (Number.isNaN(next)) return null;
    told = new Date(next).toISOString().slice(0, 19).replace('T', ' ');
  }
  return { kind: 'date', text: told.replace(/ 00:00:00$/, '') };
}
