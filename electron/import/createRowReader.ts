import type { Finding } from '../../shared/domain/findings.ts';
import { isStudentField } from '../../shared/domain/importKinds.ts';
import type { PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { NO_MEANINGS, type WordMeanings } from '../../shared/domain/wordMeanings.ts';
import type { ZeroField } from '../../shared/domain/zeroFields.ts';
import { applyMapping } from './applyMapping.ts';
import { type RowKind, rowClassifier } from './classifyRow.ts';
import { cellText, type SheetRow } from './readers/reader.ts';
import type { Mapping } from './suggestMapping.ts';
import { makeFinding } from './validate/makeFinding.ts';
import { rowChecks, validateRow } from './validate/validateRow.ts';

/** What one row says, after the mapping, normalised and checked. */
export interface ParsedRow {
  /** The row number that a person sees in Excel, 1-based. */
  row: number;
  /** The sheet in which it stands, where an import takes several. */
  sheet?: string | null;
  kind: RowKind;
  /**
   * Of a `data` row: what it says of each mapped student field. Null: the cell is empty. Absent: the column is not
   * mapped, or a finding of severity `block` (or a formula without result) holds the value back.
   */
  values: PartialStudentValues;
  /** Of a `data` row of a status list: verdict, verifiedAt, accountStage, note. */
  extra: Record<string, string | null>;
  findings: Finding[];
  /** The fields whose cells hold numbers and not texts; absent: none. */
  numericFields?: readonly ZeroField[];
  /** False when nothing identifies the student: there is a REQUIRED_MISSING finding, and the row is to be rejected. */
  identified: boolean;
}

export type RowReader = (row: SheetRow) => ParsedRow;

/**
 * The reader for the rows below the header of one file. Pure but for what it remembers of repeated values; never
 * throws. `above` are the rows down to the header, complete when the first row is read. Footers and repeated headers come back as such, with a FOOTER_DROPPED note, to be counted as dropped.
 */
export function createRowReader(
  mapping: Mapping,
  above: readonly SheetRow[] = [],
  meanings: WordMeanings = NO_MEANINGS,
): RowReader {
  const { columns, headings } = applyMapping(mapping, meanings);
  const checks = rowChecks(mapping.kind, headings);
  const classify = rowClassifier(columns, mapping.kind, above);
  // Copied for every row, so that all rows have one shape from the start: setting 25 fields one by one on an empty
  // object costs several times as much.
  const blankValues: PartialStudentValues = {};
  const blankExtra: Record<string, string | null> = {};
  for (const { field } of columns) {
    if (isStudentField(field)) blankValues[field] = null;
    else blankExtra[field] = null;
  }
  return (row) => {
    const kind = classify(row);
    const parsed: ParsedRow = {
      row: row.number,
      sheet: null,
      kind,
      values: {},
      extra: {},
      findings: [],
      identified: false,
    };
    if (kind !== 'data') {
      parsed.findings.push(
        makeFinding('FOOTER_DROPPED', {
          case: kind === 'footer' ? null : 'header',
          row: row.number,
          value: firstText(row),
        }),
      );
      return parsed;
    }
    parsed.values = { ...blankValues };
    parsed.extra = { ...blankExtra };
    for (const { index, field, read } of columns) {
      const cell = row.cells[index];
      if (cell === null || cell === undefined) continue;
      const value = read(cell, parsed);
      if (value === null) continue;
      const target: Partial<Record<string, string | null>> = isStudentField(field)
        ? parsed.values
        : parsed.extra;
      if (value === undefined) delete target[field];
      else target[field] = value;
    }
    validateRow(parsed, checks);
    parsed.identified = !parsed.findings.some((finding) => finding.code === 'REQUIRED_MISSING');
    return parsed;
  };
}

/** The beginning of a dropped row, so that a person can tell that it was no student. */
function firstText(row: SheetRow): string {
  for (const cell of row.cells) {
    const text = cellText(cell).trim();
    if (text !== '') return text.length > 60 ? `${text.slice(0, 60)}…` : text;
  }
  return '';
}
