import type { ImportKind } from '../../shared/domain/importKinds.ts';
import { recogniseHeading } from './fieldSynonyms.ts';
import { cellText, type SheetRow } from './readers/reader.ts';

/** A card fits on a page; below that there is only the next card. */
const SEARCHED_ROWS = 60;
const ENOUGH_ROWS = 3;
const ENOUGH_FIELDS = 4;

/**
 * True for a 学籍卡片: labels with their values beside them (姓名 | 张三 | 性别 | 男), one student to a sheet, where a
 * list has its labels in one row. Taken for a list, its first line would be a header and its others students.
 */
export function isCardSheet(rows: readonly SheetRow[], kind: ImportKind): boolean {
  const fields = new Set<string>();
  let pairRows = 0;
  for (const row of rows.slice(0, SEARCHED_ROWS)) {
    const named = row.cells
      .map((cell) => cellText(cell).trim())
      .filter((text) => text !== '')
      .map((text) => (text.length <= 40 ? (recogniseHeading(text, kind)?.field ?? null) : null));
    const labels = named.filter((field) => field !== null);
    if (labels.length === 0) continue;
    // A value that is by chance a label's word (专业: 学院) is rarer than a header of a list, which has labels side by side.
    if (named.some((field, column) => field !== null && (named[column + 1] ?? null) !== null)) {
      if (labels.length >= 3) return false;
      continue;
    }
    // The first word of the row is a label, and something stands behind it.
    if (named[0] === null || named.length < 2) continue;
    const before = fields.size;
    for (const field of labels) fields.add(field);
    if (fields.size > before) pairRows += 1;
  }
  return pairRows >= ENOUGH_ROWS && fields.size >= ENOUGH_FIELDS;
}
