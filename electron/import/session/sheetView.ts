import type { ImportSession as SessionView } from '../../../shared/contract/imports.ts';
import { type ImportKind, isStudentField } from '../../../shared/domain/importKinds.ts';
import { maskField, maskUnknown } from '../../../shared/domain/mask.ts';
import { isTaughtField, type WordMeanings } from '../../../shared/domain/wordMeanings.ts';
import { createRowReader } from '../createRowReader.ts';
import type { HeaderChoice } from '../findHeaderRow.ts';
import { isCardSheet } from '../isCardSheet.ts';
import { cellText, type SheetRow } from '../readers/reader.ts';
import type { Mapping } from '../suggestMapping.ts';
import { maskedFinding } from './planView.ts';

const SHOWN_TOP_ROWS = 25;
const PREVIEW_ROWS = 20;

const REASONS = {
  synonym: 'known',
  similar: 'known',
  values: 'values',
  remembered: 'remembered',
  chosen: 'chosen',
  'left-out': 'chosen',
  twice: 'twice',
  unknown: 'none',
} as const;

/** How the shown sheet is understood: its columns, its first rows, and what is read from them. */
export function sheetView(
  top: readonly SheetRow[],
  header: HeaderChoice | null,
  mapping: Mapping | null,
  kind: ImportKind,
  meanings: WordMeanings,
): Pick<SessionView, 'headerRow' | 'headerRows' | 'mapping' | 'topRows' | 'preview' | 'problem'> {
  const shown = shownCells(header, mapping);
  return {
    headerRow: header?.headerRow ?? null,
    headerRows: header?.headerRows.length ?? 0,
    mapping: (mapping?.columns ?? []).map((column) => ({
      column: column.index,
      heading: column.heading,
      field: column.field,
      reason: REASONS[column.reason],
    })),
    topRows: top.slice(0, SHOWN_TOP_ROWS).map((row) => ({
      row: row.number,
      cells: shown(row),
    })),
    preview: header && mapping ? previewOf(top, header, mapping, shown, meanings) : [],
    problem: header
      ? null
      : { code: 'FILE_NO_HEADER', params: isCardSheet(top, kind) ? { row: 0, case: 'cards' } : { row: 0 } },
  };
}

/** The cells of a row as they may be seen by anybody who passes the screen: by their field, else by their look. */
function shownCells(header: HeaderChoice | null, mapping: Mapping | null): (row: SheetRow) => string[] {
  const fields = new Map(mapping?.columns.map(({ index, field }) => [index, field]));
  const lastHeaderRow = header ? Math.max(...header.headerRows) : Number.POSITIVE_INFINITY;
  return (row) =>
    row.cells.map((cell, at) => {
      const text = cellText(cell);
      const field = row.number > lastHeaderRow ? fields.get(at) : undefined;
      return field && isStudentField(field) ? (maskField(field, text) ?? '') : maskUnknown(text);
    });
}

function previewOf(
  top: readonly SheetRow[],
  header: HeaderChoice,
  mapping: Mapping,
  shown: (row: SheetRow) => string[],
  meanings: WordMeanings,
): SessionView['preview'] {
  const read = createRowReader(mapping, [], meanings);
  const lastHeaderRow = Math.max(...header.headerRows);
  return top
    .filter((row) => row.number > lastHeaderRow)
    .slice(0, PREVIEW_ROWS)
    .map((row) => {
      const parsed = read(row);
      const values: Record<string, string | null> = {};
      const meant: Record<string, string> = {};
      for (const [field, value] of Object.entries({ ...parsed.extra, ...parsed.values })) {
        values[field] = maskField(field, value);
        const meaning = value && isTaughtField(field) ? meanings.of(field, value) : value;
        if (meaning && meaning !== value) meant[field] = meaning;
      }
      return {
        row: row.number,
        cells: shown(row),
        values,
        meant,
        findings: parsed.findings.map(maskedFinding),
      };
    });
}
