import { ZERO_FIELDS, type ZeroField } from '../../../shared/domain/zeroFields.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { isDigits } from '../normalise/readValue.ts';
import type { Mapping } from '../suggestMapping.ts';

/** A column in which numbers with zeros in front stand as texts, and others, as numbers, have lost theirs. */
export interface ZeroColumn {
  field: ZeroField;
  column: string;
  /** How long its numbers are. */
  length: number;
}

export interface ZeroWatch {
  see(row: ParsedRow): void;
  /** After the last row. */
  columns(): ZeroColumn[];
}

/**
 * Where texts of one column begin with a zero, and all of those are equally long, its shorter cells that hold numbers
 * had zeros as well: in one sheet, the program that took them for numbers has left them out (domain notes §9). Texts
 * of two lengths prove nothing.
 */
export function createZeroWatch(mapping: Mapping): ZeroWatch {
  const watched = ZERO_FIELDS.flatMap((field) => {
    const column = mapping.columns.find((each) => each.field === field)?.heading;
    return column === undefined ? [] : [{ field, column, lengths: new Set<number>(), numbers: 0 }];
  });
  return {
    see(row) {
      for (const each of watched) {
        const value = row.values[each.field];
        if (!value) continue;
        if (row.numericFields?.includes(each.field)) each.numbers += 1;
        else if (value.charCodeAt(0) === 48 && isDigits(value)) each.lengths.add(value.length);
      }
    },
    columns: () =>
      watched.flatMap(({ field, column, lengths, numbers }) => {
        const [length] = lengths;
        return lengths.size === 1 && numbers > 0 ? [{ field, column, length: length! }] : [];
      }),
  };
}
