import { maskIdNumber } from '../../shared/domain/mask.ts';
import type { FieldValue } from '../../shared/domain/studentFields.ts';

/** A document number as a sheet says it; empty where there is none. */
export function printedIdNumber(idNumber: FieldValue, masked: boolean): string {
  if (idNumber === null) return '';
  return masked ? maskIdNumber(idNumber) : idNumber;
}
