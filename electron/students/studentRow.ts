import type { StudentRow } from '../../shared/contract/students.ts';
import { maskEmail, maskIdNumber, maskPhone } from '../../shared/domain/mask.ts';
import {
  MASKED_FIELDS,
  type PartialStudentValues,
  SOURCES,
  type Source,
  type StudentField,
} from '../../shared/domain/studentFields.ts';
import type { ReadDb } from '../db/database.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { SOURCE_BIT, type StoredStudent, studentsByN } from '../db/tables/studentTable.ts';
import { photosOf, statusOf } from './statusOf.ts';

const MASKS: Record<(typeof MASKED_FIELDS)[number], (value: string) => string> = {
  idNumber: maskIdNumber,
  phone: maskPhone,
  email: maskEmail,
};

/** A copy with identity number, phone and e-mail masked: what leaves the core unless a person asked for more. */
export function masked<Values extends PartialStudentValues>(values: Values): Values {
  const copy = { ...values };
  for (const field of MASKED_FIELDS) {
    const value = copy[field];
    if (typeof value === 'string') copy[field] = MASKS[field](value);
  }
  return copy;
}

export function maskedField(field: string, value: string | null): string | null {
  return value === null ? null : (masked({ [field as StudentField]: value })[field as StudentField] ?? null);
}

export function sourcesOf(bits: number): Source[] {
  return SOURCES.filter((source) => (bits & SOURCE_BIT[source]) !== 0);
}

export interface RowOptions {
  campaign: StoredCampaign | null;
  now: number;
  unmasked?: boolean;
}

export function studentRow(db: ReadDb, student: StoredStudent, options: RowOptions): StudentRow {
  const photos = photosOf(db, student.n);
  const { status, reason } = statusOf(db, student, photos, options.campaign, options.now);
  return {
    id: student.id,
    values: options.unmasked ? student.values : masked(student.values),
    status,
    statusReason: reason,
    photos,
    sources: sourcesOf(student.sources),
    differing: student.differing,
  };
}

/** Rows of a list, in the order of `ns`. */
export function studentRows(db: ReadDb, ns: Uint32Array, options: RowOptions): StudentRow[] {
  return studentsByN(db, [...ns]).map((student) => studentRow(db, student, options));
}
