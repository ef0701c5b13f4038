import {
  KEY_FIELDS,
  type KeyField,
  type PartialStudentValues,
} from '../../../shared/domain/studentFields.ts';
import type { ZeroField } from '../../../shared/domain/zeroFields.ts';
import type { KnownStudent } from '../../db/tables/studentKeys.ts';
import { isDigits } from '../normalise/readValue.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { isNamed } from './findWholeNumber.ts';
import type { Offer, OfferStore, PlannedRow } from './plannedRow.ts';

/** Zero fields by which a student is found. */
const ZERO_KEYS = ['studentNo', 'examNo'] as const;

/** More zeros than these in front are another number. */
const MOST_ZEROS = 3;

/**
 * Looks for rows whose 学号 or 考生号 is nobody's, and somebody's with zeros in front: a spreadsheet that takes it
 * for a number leaves them out (domain notes §9). Where one student of the same name alone can be meant, the number
 * is held back and the whole one offered; with `take`, it is the row's. Returns whether anything was held back or
 * taken. Changes the row.
 */
export function offerLeadingZeros(planned: PlannedRow, store: OfferStore, take: boolean): boolean {
  let changed = false;
  for (const field of ZERO_KEYS) {
    const value = planned.values[field];
    if (!value || store.zeroLengths(field).length === 0) continue;
    const found = findWithZeros(field, value, planned.values, store);
    if (found === null) continue;
    const { n, number, by } = found;
    offerNumber(planned, { field, value, number, by, source: store.sourceOf(n, field, number) }, take);
    changed = true;
  }
  return changed;
}

export interface ClassNames {
  /** Whether a class of the school is written like that, whatever its college. */
  isClass(name: string): boolean;
}

/**
 * The same for 班号: one that no class has, where a class has it with zeros in front. Where several have, none is
 * offered, and the number is held back all the same: taken, it would move its students to a class of their own.
 */
export function offerClassZeros(planned: PlannedRow, { isClass }: ClassNames, take: boolean): void {
  const value = planned.values.className;
  if (!value || !isDigits(value) || isClass(value)) return;
  const found: string[] = [];
  for (let zeros = 1; zeros <= MOST_ZEROS; zeros++) {
    const number = '0'.repeat(zeros) + value;
    if (isClass(number)) found.push(number);
  }
  if (found.length === 0) return;
  const number = found.length === 1 ? found[0]! : null;
  offerNumber(planned, { field: 'className', value, number, by: 'className', source: null }, take);
}

interface WithZeros {
  field: ZeroField;
  value: string;
  /** Null where nothing tells which it is: held back all the same. */
  number: string | null;
  /** What shows whose number it is; null: the way the column is written. */
  by: Offer['by'];
  source: Offer['source'];
  column?: string | null;
}

/** Holds the short number back and offers the whole one, or takes it. */
export function offerNumber(
  planned: PlannedRow,
  { field, value, number, by, source, column = null }: WithZeros,
  take: boolean,
): void {
  const isGiven = take && number !== null;
  const situation = situationOf(field, number, by);
  planned.values = { ...planned.values, [field]: isGiven ? number : null };
  planned.findings = planned.findings.filter(
    (finding) => !(finding.field === field && finding.code === 'EXAMNO_SHAPE'),
  );
  const how = { row: planned.row, column, field, value, suggestion: number };
  const params = { ...(by === null ? {} : { by }), ...(source === null ? {} : { source }) };
  if (number !== null) {
    planned.offers ??= [];
    planned.offers.push({ kind: 'leadingZeros', field, from: value, to: number, by, source, taken: take });
  }
  if (isGiven) planned.repairs = [...(planned.repairs ?? []), { field, received: value, by, source }];
  planned.findings.push(
    isGiven
      ? makeFinding('LEADING_ZERO_RESTORED', { ...how, case: situation ?? 'matched', params })
      : makeFinding('LEADING_ZERO_LOST', { ...how, case: situation, params }),
  );
}

/** What shows it where that is no student. */
function situationOf(field: ZeroField, number: string | null, by: Offer['by']): string | null {
  if (by === null) return 'column';
  if (field !== 'className') return null;
  return number === null ? 'classes' : 'class';
}

function findWithZeros(
  field: (typeof ZERO_KEYS)[number],
  value: string,
  values: PartialStudentValues,
  store: OfferStore,
): { n: number; number: string; by: KeyField | 'name' } | null {
  if (!isDigits(value)) return null;
  const candidates = store
    .zeroLengths(field)
    .filter((length) => length > value.length && length - value.length <= MOST_ZEROS);
  if (candidates.length === 0 || store.find(field, value).length > 0) return null;
  const found = new Map<number, { student: KnownStudent; number: string }>();
  for (const length of candidates) {
    const number = value.padStart(length, '0');
    for (const student of store.find(field, number)) found.set(student.n, { student, number });
  }
  const [only] = found.values();
  if (found.size !== 1 || only === undefined || !isNamed(values.name, only.student.name)) return null;
  let by: KeyField | 'name' = 'name';
  for (const other of KEY_FIELDS) {
    const key = values[other];
    if (other === field || !key) continue;
    const holders = store.find(other, key);
    if (holders.length === 0) continue;
    if (!holders.some(({ n }) => n === only.student.n)) return null;
    by = other;
  }
  return { n: only.student.n, number: only.number, by };
}

/** Whether a number may be one of this length without the zeros in front. */
export function isShortBy(value: string, length: number): boolean {
  return isDigits(value) && value.length < length && length - value.length <= MOST_ZEROS;
}
