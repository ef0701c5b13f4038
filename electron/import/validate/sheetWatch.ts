import { columnLetters } from '../../../shared/domain/columnLetters.ts';
import type { Finding } from '../../../shared/domain/findings.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { trimText } from '../normalise/trimText.ts';
import { cellText, type PassedOver, type SheetRow } from '../readers/reader.ts';
import type { ColumnMapping, Mapping } from '../suggestMapping.ts';
import { makeFinding } from './makeFinding.ts';

/** Looks at the rows of a sheet as they stand in the file, for what is told of the sheet and not of a row. */
export interface SheetWatch {
  see(row: SheetRow, parsed: ParsedRow): void;
  /** Columns (0-based, both included) that the file hides. */
  hideColumns(from: number, to: number): void;
  /** Records that are deleted in the file, and memo texts that are in no file. */
  passOver(what: PassedOver, count: number): void;
  /** The file breaks off before it says that it ends. */
  cutShort(): void;
  /** Findings about the file (row null); of columns that come twice, in place of those of the mapping. */
  end(): Finding[];
}

const PASSED_OVER = { deleted: 'RECORDS_DELETED', memo: 'MEMO_MISSING' } as const;

interface Twin {
  column: ColumnMapping;
  /** The column that gives the field. */
  index: number;
  /** Rows in which the two say the same, and in which they don't. */
  same: number;
  differing: number;
  firstRow: number;
}

/** Letters of columns that a sentence names; a scribble far to the right may be in many. */
const NAMED_COLUMNS = 12;

/**
 * Two columns that say the same of every student are one; where they differ, a person has to choose. What a
 * filter or a person has hidden is in the file and is taken, which the person who sees fewer rows has to know.
 */
export function createSheetWatch(mapping: Mapping): SheetWatch {
  const twins = mapping.columns.flatMap((column): Twin[] => {
    const holder = column.twin && mapping.columns.find((each) => each.field === column.twin?.field);
    return holder ? [{ column, index: holder.index, same: 0, differing: 0, firstRow: 0 }] : [];
  });
  const hidden = new Set<number>();
  let hiddenRows = 0;
  const passedOver = new Map<PassedOver, number>();
  const isNamed: boolean[] = [];
  for (const { index } of mapping.columns) isNamed[index] = true;
  const unnamed = new Set<number>();
  let unnamedRows = 0;
  let firstUnnamed = 0;
  let isCutShort = false;
  let lastRow = 0;
  return {
    see(row, parsed) {
      lastRow = row.number;
      if (parsed.kind !== 'data') return;
      if (row.hidden) hiddenRows += 1;
      let hasUnnamed = false;
      for (let index = 0; index < row.cells.length; index += 1) {
        if (isNamed[index] || trimText(cellText(row.cells[index])) === '') continue;
        unnamed.add(index);
        hasUnnamed = true;
      }
      if (hasUnnamed && ++unnamedRows === 1) firstUnnamed = row.number;
      for (const twin of twins) {
        const one = trimText(cellText(row.cells[twin.index]));
        const other = trimText(cellText(row.cells[twin.column.index]));
        if (one === other) {
          twin.same += 1;
          continue;
        }
        if (twin.differing === 0) twin.firstRow = row.number;
        twin.differing += 1;
      }
    },
    hideColumns(from, to) {
      for (const { index } of mapping.columns) if (index >= from && index <= to) hidden.add(index);
    },
    passOver(what, count) {
      passedOver.set(what, count);
    },
    cutShort() {
      isCutShort = true;
    },
    end() {
      const byColumn = new Map(twins.map((twin) => [twin.column, twin]));
      const named = mapping.columns.filter((column) => hidden.has(column.index));
      return [
        ...(isCutShort ? [makeFinding('FILE_CUT_SHORT', { params: { at: lastRow } })] : []),
        ...mapping.columns.flatMap((column) => {
          const twin = byColumn.get(column);
          return twin ? [saidOf(twin)] : [];
        }),
        ...(unnamedRows > 0
          ? [
              makeFinding('COLUMN_UNMAPPED', {
                case: 'unnamed',
                params: { names: lettersOf(unnamed), count: unnamedRows, at: firstUnnamed },
              }),
            ]
          : []),
        ...[...passedOver].map(([what, count]) => makeFinding(PASSED_OVER[what], { params: { count } })),
        ...(hiddenRows > 0
          ? [makeFinding('HIDDEN_TAKEN', { case: 'rows', params: { count: hiddenRows } })]
          : []),
        ...(named.length > 0
          ? [
              makeFinding('HIDDEN_TAKEN', {
                case: 'columns',
                params: { count: named.length, names: named.map((column) => column.heading).join('、') },
              }),
            ]
          : []),
      ];
    },
  };
}

function lettersOf(columns: ReadonlySet<number>): string {
  const letters = [...columns].sort((one, other) => one - other).map(columnLetters);
  return letters.slice(0, NAMED_COLUMNS).join('、') + (letters.length > NAMED_COLUMNS ? '…' : '');
}

function saidOf({ column, same, differing, firstRow }: Twin): Finding {
  const { field, heading: other } = column.twin!;
  return differing === 0
    ? makeFinding('COLUMN_TWICE', {
        case: 'same',
        column: column.heading,
        field,
        params: { other, count: same },
      })
    : makeFinding('COLUMN_TWICE', {
        case: 'differs',
        column: column.heading,
        field,
        params: { other, count: differing, at: firstRow },
      });
}
