import type { ImportSession as SessionView } from '../../../shared/contract/imports.ts';
import { type ImportKind, isStudentField } from '../../../shared/domain/importKinds.ts';
import { maskField } from '../../../shared/domain/mask.ts';
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
): Pick<SessionView, 'headerRow' | 'headerRows' | 'mapping' | 'topRows' | 'preview' | 'problem'> {
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
      cells: row.cells.map(cellText),
    })),
    preview: header && mapping ? previewOf(top, header, mapping) : [],
    problem: header
      ? null
      : { code: 'FILE_NO_HEADER', params: isCardSheet(top, kind) ? { row: 0, case: 'cards' } : { row: 0 } },
  };
}

function previewOf(top: readonly SheetRow[], header: HeaderChoice, mapping: Mapping): SessionView['preview'] {
  const read = createRowReader(mapping);
  const lastHeaderRow = Math.max(...header.headerRows);
  return top
    .filter((row) => row.number > lastHeaderRow)
    .slice(0, PREVIEW_ROWS)
    .map((row) => {
      const parsed = read(row);
      const values: Record<string, string | null> = { ...parsed.extra };
      for (const [field, value] of Object.entries(parsed.values)) {
        values[field] = isStudentField(field) ? maskField(field, value) : value;
      }
      return {
        row: row.number,
        cells: row.cells.map(cellText),
        values,
        findings: parsed.findings.map(maskedFinding),
      };
    });
}
