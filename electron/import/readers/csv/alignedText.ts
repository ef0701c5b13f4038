/**
 * Text whose columns are set apart by nothing but room, as old systems print their lists and as a terminal shows
 * them. `positions`: where the columns begin, in cells of a fixed-width font; a wide character takes two. `gap`: so
 * many spaces part two fields, wherever they stand.
 */
export type Alignment = { by: 'positions'; starts: number[] } | { by: 'gap'; spaces: number; fields: number };

/** Of the lines, these must keep to the columns: titles and footers never do. */
const KEEPING_SHARE = 0.6;
/** What is in fewer lines is no table. */
const FEWEST_LINES = 2;
/** So few lines may write into the room between two columns: a title, a footer, a value that was too long. */
const CROSSING_SHARE = 0.05;

/**
 * How the columns of a text without separators are set apart, or null where they are not: in the way to which most
 * lines keep. Of equals, a gap of two or more spaces is surer than a place on the line, and one space, which may stand
 * within a name, least.
 *
 * @param sample the beginning of the text, cut anywhere
 */
export function alignedText(sample: string): Alignment | null {
  const lines = sample.split(/\r\n|\r|\n/);
  if (lines.length > 1) lines.pop();
  const filled = lines.filter((line) => line.trim() !== '');
  let best: Alignment | null = null;
  let most = Math.max(FEWEST_LINES, filled.length * KEEPING_SHARE) - 0.5;
  for (const alignment of [byGap(filled, 2), byPositions(filled), byGap(filled, 1)]) {
    if (alignment === null) continue;
    const keeping = filled.filter((line) => filledFields(line, alignment) > 1).length;
    if (keeping <= most) continue;
    best = alignment;
    most = keeping;
  }
  return best;
}

function filledFields(line: string, alignment: Alignment): number {
  return alignedFields(line, alignment).filter((field) => field !== '').length;
}

/** The fields of a line; the whole line as one where it does not keep to the alignment, so that nothing is cut apart wrongly. */
export function alignedFields(line: string, alignment: Alignment): string[] {
  if (alignment.by === 'gap') {
    const fields = gapFields(line, alignment.spaces);
    return fields.length === alignment.fields ? fields : [line.trim()];
  }
  return fieldsAt(line, alignment.starts) ?? [line.trim()];
}

/** Two words with one space between them are a name as well as two fields. */
function byGap(lines: readonly string[], spaces: number): Alignment | null {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const fields = gapFields(line, spaces).length;
    counts.set(fields, (counts.get(fields) ?? 0) + 1);
  }
  const [fields] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0];
  return fields >= (spaces === 1 ? 3 : 2) ? { by: 'gap', spaces, fields } : null;
}

function gapFields(line: string, spaces: number): string[] {
  return line
    .trim()
    .split(spaces === 1 ? /[ \t\u3000]+/ : /(?:[ \t]{2,}|\t|\u3000)[ \t\u3000]*/)
    .filter((field) => field !== '');
}

/** Columns begin behind a cell that next to no line fills; of only two, the room may be that within names. */
function byPositions(lines: readonly string[]): Alignment | null {
  const table = lines.filter((line) => gapFields(line, 1).length > 1);
  const filling: number[] = [];
  for (const line of table) {
    for (const { at, width, blank } of cellsOf(line)) {
      for (let cell = at; cell < at + width; cell++) filling[cell] = (filling[cell] ?? 0) + (blank ? 0 : 1);
    }
  }
  const few = Math.max(1, table.length * CROSSING_SHARE);
  const starts: number[] = [];
  let inColumn = false;
  for (let cell = 0; cell < filling.length; cell++) {
    const isFilled = filling[cell]! > few;
    if (isFilled && !inColumn) starts.push(cell);
    inColumn = isFilled;
  }
  return starts.length > 2 ? { by: 'positions', starts } : null;
}

/** null where a character stands across the beginning of a column, or just before it. */
function fieldsAt(line: string, starts: readonly number[]): string[] | null {
  const fields = starts.map(() => '');
  let column = 0;
  for (const { at, width, blank, character } of cellsOf(line)) {
    while (column + 1 < starts.length && at >= starts[column + 1]!) column++;
    if (!blank && column + 1 < starts.length && at + width >= starts[column + 1]!) return null;
    fields[column] += character;
  }
  return fields.map((field) => field.trim());
}

function* cellsOf(line: string) {
  let at = 0;
  for (const character of line) {
    const width = isWide(character) ? 2 : 1;
    yield { at, width, character, blank: /[ \t\u3000]/.test(character) };
    at += width;
  }
}

/** Two bytes in GBK are two cells of the screens that such lists were made for. */
function isWide(character: string): boolean {
  return character.charCodeAt(0) > 0x7f;
}
