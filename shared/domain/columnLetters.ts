/** 0 → A, 25 → Z, 26 → AA: as Excel names its columns. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return letters;
}

/** Whether columns are called by their letters, as those of a list without headings are. */
export function areColumnLetters(headings: readonly string[]): boolean {
  return headings.length > 0 && headings.every((heading, column) => heading === columnLetters(column));
}
