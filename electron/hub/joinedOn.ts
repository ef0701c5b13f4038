import type { HubRows } from './HubRows.ts';
import type { HubRow } from './hubRow.ts';

/**
 * Who was joined to one who turns out to be a third is that third one, too, and goes back with them when they are parted.
 * Of a row that says who is whom, as it was and as it is: the rows of that kind that go along, and to whom.
 */
export function joinedOn(
  rows: HubRows,
  before: HubRow | null,
  { id, fields }: HubRow,
): { rows: HubRow[]; student: string } {
  if (fields !== null) return { rows: aliasesOf(rows, id), student: String(fields.into) };
  const into = before?.fields?.into;
  if (typeof into !== 'string') return { rows: [], student: id };
  // Those who lead to them, and those who lead to these.
  const led = new Set([id]);
  const others = aliasesOf(rows, into);
  for (const one of led) for (const row of others) if (row.fields!.into === one) led.add(row.id);
  return { rows: others.filter((row) => led.has(row.id)), student: id };
}

function aliasesOf(rows: HubRows, student: string): HubRow[] {
  return rows.ofStudent(student).filter(({ entity, fields }) => entity === 'alias' && fields !== null);
}
