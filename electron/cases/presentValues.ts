import type { CaseForm } from '../../shared/domain/cases/caseRules.ts';
import type { CaseType, FieldCorrection } from '../../shared/domain/cases/caseType.ts';
import type { ReadDb } from '../db/database.ts';
import { studentsByN } from '../db/tables/studentTable.ts';

/**
 * A form in which every correction says what the record has now, whatever whoever filled it in wrote there: they may
 * have seen the number masked. What is no list of corrections stays as it is, to be refused.
 */
export function withPresentValues(db: ReadDb, type: CaseType, studentN: number, form: CaseForm): CaseForm {
  const item = type.form.find(({ kind }) => kind === 'corrections');
  const text = item && form[item.id]?.trim();
  if (!text) return form;
  let corrections: Partial<FieldCorrection>[];
  try {
    corrections = JSON.parse(text) as Partial<FieldCorrection>[];
  } catch {
    return form;
  }
  const values = studentsByN(db, [studentN])[0]?.values;
  if (!Array.isArray(corrections) || !values) return form;
  const told = corrections.map(({ field, to }) => ({ field, from: (field && values[field]) ?? null, to }));
  return { ...form, [item.id]: JSON.stringify(told) };
}
