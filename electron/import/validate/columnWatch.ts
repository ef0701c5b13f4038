import type { Finding } from '../../../shared/domain/findings.ts';
import { isCheckRight, normalIdNumber } from '../../../shared/domain/idNumber.ts';
import type { ParsedRow } from '../createRowReader.ts';
import type { Mapping } from '../suggestMapping.ts';
import { makeFinding } from './makeFinding.ts';

/** Looks at rows as they pass and, at the end, says what only shows in a whole column. */
export interface ColumnWatch {
  see(row: ParsedRow): void;
  /** Findings about the file (row null). */
  end(): Finding[];
  /** After the last row: the heading of a column whose rounded-looking numbers are not to be trusted, or null. */
  distrusted(): string | null;
}

/** Fewer numbers than this prove nothing about a column. */
const ENOUGH_NUMBERS = 3;

/**
 * One identity number in a thousand ends in 000 by itself; a spreadsheet gives that ending to all but those that
 * end in X, and one in eleven of the damaged ones still passes its check (domain notes §9). So when more than half
 * of a column ends so, or when of those that do not nothing but numbers with an X is left, the ones that pass are
 * not to be trusted either.
 */
export function createColumnWatch(mapping: Mapping): ColumnWatch {
  const column = mapping.columns.find((each) => each.field === 'idNumber')?.heading ?? null;
  let numbers = 0;
  let rounded = 0;
  let crossed = 0;
  const distrusted = () =>
    column !== null &&
    numbers >= ENOUGH_NUMBERS &&
    rounded > 0 &&
    (rounded * 2 > numbers || rounded + crossed === numbers)
      ? column
      : null;
  return {
    see(row) {
      const number = row.values.idNumber ?? heldBackNumber(row);
      if (number === null) return;
      numbers += 1;
      if (number.endsWith('000') || number.includes('E+')) rounded += 1;
      else if (number.endsWith('X') || number.endsWith('x')) crossed += 1;
    },
    end() {
      if (distrusted() === null) return [];
      return [
        makeFinding('ID_DIGITS_LOST', {
          case: 'column',
          column,
          field: 'idNumber',
          params: { count: rounded, total: numbers },
        }),
      ];
    },
    distrusted,
  };
}

/** A sound number that ends as a rounded one does. Only in a column full of rounded ones does that tell anything. */
export function isDistrustedNumber(number: string): boolean {
  const normal = normalIdNumber(number);
  return normal.endsWith('000') && isCheckRight(normal);
}

/** The number of a row whose value a finding holds back; null where the row has none. */
function heldBackNumber(row: ParsedRow): string | null {
  if (row.findings.length === 0) return null;
  const finding = row.findings.find(
    (each) => each.field === 'idNumber' && each.severity === 'block' && each.code.startsWith('ID_'),
  );
  return finding?.value ?? null;
}
