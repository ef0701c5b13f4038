import type { ImportField } from '../../shared/domain/importKinds.ts';
import type { WordMeanings } from '../../shared/domain/wordMeanings.ts';
import { type SourceColumn, type ValueReader, valueReaderFor } from './normalise/readValue.ts';
import type { Mapping } from './suggestMapping.ts';

/** A mapped column with the way in which its cells are read. */
export interface ReadColumn extends SourceColumn {
  read: ValueReader;
}

export interface AppliedMapping {
  columns: ReadColumn[];
  /** Field → heading of its column. */
  headings: ReadonlyMap<ImportField, string>;
}

/** The columns of a mapping that are imported, each with its reader. Made anew for every file: readers remember values. */
export function applyMapping(mapping: Mapping, meanings: WordMeanings): AppliedMapping {
  const columns: ReadColumn[] = [];
  const headings = new Map<ImportField, string>();
  for (const { index, heading, field } of mapping.columns) {
    if (field === null || headings.has(field)) continue;
    const column: SourceColumn = { index, heading, field };
    columns.push({ ...column, read: valueReaderFor(column, meanings) });
    headings.set(field, heading);
  }
  return { columns, headings };
}
