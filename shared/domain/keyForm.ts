import { normalIdNumber } from './idNumber.ts';

/**
 * The form under which two writings of one exact key (考生号, 学号, 证件号) are equal: half-width, capitals, no
 * spaces. FOR COMPARISON ONLY: what is stored stays as received. Null where there is nothing to compare.
 */
export function keyForm(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const key = normalIdNumber(value);
  return key === '' ? null : key;
}
