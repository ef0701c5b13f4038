import type { Cell } from '../reader.ts';
import { FALSE, NO_RESULT, TRUE } from '../typedCells.ts';
import { withZeros } from '../xlsx/cellFormat.ts';
import { isoDateCell } from '../xlsx/isoDate.ts';
import { numberText } from '../xlsx/numberText.ts';

/** `office:value-type` of a cell (ODF 1.3 part 3, 19.387), and LibreOffice's own for an error. */
export type OdsType =
  | 'none'
  | 'string'
  | 'float'
  | 'percentage'
  | 'currency'
  | 'date'
  | 'time'
  | 'boolean'
  | 'error';

export interface OdsCell {
  type: OdsType;
  /** The value that goes with the type; null where the cell has none. */
  value: string | null;
  text: string;
  hasFormula: boolean;
  /** As cellFormat() tells. */
  format: number;
}

const ERROR_TEXT = /^(?:#(?:N\/A|DIV\/0!|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3})$/;
const DURATION = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;
/** "E+017" where Excel writes "E+17". */
const LONG_EXPONENT = /E([+-])0+(?=\d)/i;

/** What does not fit its type is told as the text that is shown, rather than lost. */
export function odsValue({ type, value, text, hasFormula, format }: OdsCell): Cell {
  switch (type) {
    case 'error':
      return { kind: 'error', text: text || '#ERROR!' };
    case 'boolean':
      return value === 'true' ? TRUE : value === 'false' ? FALSE : textCell(text, hasFormula);
    case 'date':
      return (value === null ? null : isoDateCell(value)) ?? textCell(text || (value ?? ''), hasFormula);
    case 'time':
      return durationCell(value) ?? textCell(text || (value ?? ''), hasFormula);
    case 'float':
    case 'percentage':
    case 'currency': {
      // Old programs write an error as a number with the error's text.
      if (hasFormula && ERROR_TEXT.test(text)) return { kind: 'error', text };
      const number = value === null ? null : numberText(value.replace(LONG_EXPONENT, 'E$1'));
      if (number === null) return textCell(text || (value ?? ''), hasFormula);
      return { kind: 'number', text: withZeros(number.text, format), number: number.number };
    }
    case 'string':
      return value || text || null;
    default:
      return textCell(text, hasFormula);
  }
}

function textCell(text: string, hasFormula: boolean): Cell {
  if (text !== '') return text;
  return hasFormula ? NO_RESULT : null;
}

/** A time of day or a duration, which other formats hold as a part of a day. */
function durationCell(value: string | null): Cell {
  const match = DURATION.exec(value ?? '');
  if (!match) return null;
  const [days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => Number((part ?? '0').replace(',', '.')));
  const all = days! + (hours! + (minutes! + seconds! / 60) / 60) / 24;
  const told = numberText(String(match[1] ? -all : all));
  return told && { kind: 'number', ...told };
}
