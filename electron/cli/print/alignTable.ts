import { printable } from './printable.ts';

/** How many columns of a terminal a text takes: Chinese characters take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.normalize('NFC')) {
    if (/\p{Mn}|\p{Me}|\u200b/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Rows of cells as aligned lines; columns whose cells are all numbers stand to the right. */
export function alignTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const table = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, column) => Math.max(...table.map((row) => displayWidth(row[column] ?? ''))));
  const toRight = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^\d*$/.test(row[column] ?? '')),
  );
  return table.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat(widths[column]! - displayWidth(cell));
        return toRight[column] ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}
