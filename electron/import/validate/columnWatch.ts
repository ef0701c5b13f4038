import type { Finding } from '../../../shared/domain/findings.ts';
import type { ParsedRow } from '../createRowReader.ts';
import type { Mapping } from '../suggestMapping.ts';
import { makeFinding } from './makeFinding.ts';

/** Looks at rows as they pass and, at the end, says what only shows in a whole column. */
export interface ColumnWatch {
  see(row: ParsedRow): void;
  /** Findings about the file (row null). */
  end(): Finding[];
}

/** Fewer numbers than this prove nothing about a column. */
const ENOUGH_NUMBERS = 3;

/**
 * One identity number in a thousand ends in 000 by itself; a spreadsheet gives that ending to all but those that
 * end in X, and one in eleven of the damaged ones still passes its check (domain notes §9). So when more than half
 * of a column ends so, the ones that pass are not to be trusted either.
 */
export function createColumnWatch(mapping: Mapping): ColumnWatch {
  const column = mapping.columns.find((each) => each.field === 'idNumber')?.heading ?? null;
  let numbers = 0;
  let rounded = 0;
  return {
    see(row) {
      const number = row.values.idNumber ?? heldBackNumber(row);
      if (number === null) return;
      numbers += 1;
      if (number.endsWith('000') || number.includes('E+')) rounded += 1;
    },
    end() {
      if (column === null || numbers < ENOUGH_NUMBERS || rounded * 2 <= numbers) return [];
      return [
        makeFinding('ID_DIGITS_LOST', {
          case: 'column',
          column,
          field: 'idNumber',
          params: { count: rounded, total: numbers },
        }),
      ];
    },
  };
}

/** The number of a row whose value a finding holds back; null where the row has none. */
function heldBackNumber(row: ParsedRow): string | null {
  if (row.findings.length === 0) return null;
  const finding = row.findings.find(
    (each) => each.field === 'idNumber' && each.severity === 'block' && each.code.startsWith('ID_'),
  );
  return finding?.value ?? null;
}
