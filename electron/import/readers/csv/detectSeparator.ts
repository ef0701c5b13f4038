export type Separator = ',' | '\t' | ';' | '|';

const CANDIDATES: readonly Separator[] = [',', '\t', ';', '|'];
/** Excel's own way to say it, on a line of its own at the top: `sep=;`. */
const DECLARATION = /^sep=(.)(?:\r\n|\r|\n|$)/i;
/** A tab before or behind another separator is the trick that keeps Excel from making a number of an ID. */
const TRICK_TABS = /\t+(?=[,;|]|$)|(?<=[,;|])\t+/g;

/** A first line `sep=X`, with its length including the line end; null where there is none. */
export function declaredSeparator(text: string): { separator: string; length: number } | null {
  const match = DECLARATION.exec(text);
  return match ? { separator: match[1]!, length: match[0].length } : null;
}

/**
 * The separator of a table by its content: the one that most lines have the same number of times. Title and
 * footer lines disagree, so the most frequent number counts. Equal candidates: the one that gives more columns;
 * none found: a table of one column.
 *
 * @param sample the beginning of the text, cut anywhere
 */
export function detectSeparator(sample: string): Separator {
  const lines = linesWithoutQuoted(sample);
  let best: Separator = ',';
  let bestShare = 0;
  let bestCount = 0;
  for (const candidate of CANDIDATES) {
    const { share, count } = agreement(lines, candidate);
    if (share > bestShare || (share === bestShare && count > bestCount)) {
      best = candidate;
      bestShare = share;
      bestCount = count;
    }
  }
  return best;
}

/** Whether at least half of the lines have the separator: where not, only room may set the columns apart. */
export function isSeparated(sample: string, separator: string): boolean {
  const lines = linesWithoutQuoted(sample);
  return lines.filter((line) => line.includes(separator)).length * 2 >= lines.length;
}

/** The lines of the sample with quoted fields blanked; the last, cut one is left out unless it is all there is. */
function linesWithoutQuoted(sample: string): string[] {
  const lines = sample.replace(/"(?:[^"]|"")*"/g, 'q').split(/\r\n|\r|\n/);
  if (lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '');
}

function agreement(lines: readonly string[], separator: Separator): { share: number; count: number } {
  const linesWith = new Map<number, number>();
  for (const line of lines) {
    const count = occurrences(line, separator);
    if (count > 0) linesWith.set(count, (linesWith.get(count) ?? 0) + 1);
  }
  let count = 0;
  let most = 0;
  for (const [occurring, times] of linesWith) {
    if (times > most || (times === most && occurring > count)) {
      count = occurring;
      most = times;
    }
  }
  return { share: lines.length === 0 ? 0 : most / lines.length, count };
}

function occurrences(line: string, separator: Separator): number {
  const counted = separator === '\t' && /[,;|]/.test(line) ? line.replace(TRICK_TABS, '') : line;
  return counted.split(separator).length - 1;
}
