import type { Cell } from './reader.ts';
import { DATE_FORMAT, withZeros } from './xlsx/cellFormat.ts';
import { excelDateText } from './xlsx/excelDate.ts';
import { numberText } from './xlsx/numberText.ts';

export const TRUE: Cell = Object.freeze({ kind: 'boolean', text: 'TRUE' });
export const FALSE: Cell = Object.freeze({ kind: 'boolean', text: 'FALSE' });
export const NO_RESULT: Cell = Object.freeze({ kind: 'formula-without-result', text: '' });
/** From here on Excel has rounded digits away. */
const DIGITS_LOST_FROM = 1e15;

/** Error codes of the binary formats (MS-XLS 2.5.10). */
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

/** A number that the file holds as 64 bits; a date where its number format (see cellFormat) shows one. */
export function numberCell(number: number, format: number, date1904: boolean): Cell {
  if (format === DATE_FORMAT) {
    const text = excelDateText(number, date1904);
    if (text !== null) return { kind: 'date', text };
  }
  if (Number.isInteger(number) && Math.abs(number) < DIGITS_LOST_FROM) {
    return { kind: 'number', text: withZeros(String(number === 0 ? 0 : number), format), number };
  }
  const told = numberText(storedNumber(number));
  return told ? { kind: 'number', ...told } : { kind: 'error', text: '#NUM!' };
}

export function errorCell(code: number): Cell {
  return { kind: 'error', text: ERRORS[code] ?? '#ERROR!' };
}

/** As Excel writes it: with an exponent where a decimal form would claim digits that are not there. */
function storedNumber(number: number): string {
  return Number.isInteger(number) && !Number.isSafeInteger(number)
    ? number.toExponential().replace('e', 'E')
    : String(number);
}
