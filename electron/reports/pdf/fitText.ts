import type { SetCharacter } from '../fonts/reportFonts.ts';

export interface FitRule {
  /** Type size to begin with, and the smallest for one line, in points. */
  size: number;
  minSize: number;
  /** Largest number of lines, and the smallest size once there are several. */
  maxLines: number;
  minWrapSize: number;
}

/** Baseline to baseline, in type sizes. */
export const LINE_HEIGHT = 1.2;

export interface FittedText {
  size: number;
  lines: SetCharacter[][];
  /** Whether the end had to be cut off and stands as an ellipsis. */
  cut: boolean;
}

const STEP = 0.25;
const TOLERANCE = 1e-6;

/** How willingly a line ends between two characters. */
type BreakQuality = 2 | 1 | 0;

const OPENING = /[（(《〈「『【“‘[]/u;
const GOOD_AFTER = /[\s·・\-–—/／、，,；;）)》】]/u;
const NOT_AT_START = /[·・、，,。.；;：:）)》〉」』】”’\]！!？?％%…]/u;
const RUN = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}*]/u;

function breakQuality(before: string, after: string): BreakQuality {
  if (NOT_AT_START.test(after) || OPENING.test(before)) return 0;
  if (GOOD_AFTER.test(before) || OPENING.test(after)) return 2;
  return RUN.test(before) && RUN.test(after) ? 0 : 1;
}

function isSpace(character: SetCharacter | undefined): boolean {
  return character !== undefined && /\s/u.test(character.char);
}

export function textWidth(characters: readonly SetCharacter[]): number {
  let width = 0;
  for (const { advance } of characters) width += advance;
  return width;
}

function trimmed(line: SetCharacter[]): SetCharacter[] {
  let start = 0;
  let end = line.length;
  while (start < end && isSpace(line[start])) start += 1;
  while (end > start && isSpace(line[end - 1])) end -= 1;
  return start === 0 && end === line.length ? line : line.slice(start, end);
}

/** Breaks greedily into lines of at most `width` em where breaks of `quality` allow; null where they do not. */
function breakLines(
  characters: readonly SetCharacter[],
  width: number,
  maxLines: number,
  quality: BreakQuality,
): SetCharacter[][] | null {
  const lines: SetCharacter[][] = [];
  let start = 0;
  while (start < characters.length) {
    if (lines.length === maxLines) return null;
    let used = 0;
    let end = start;
    let lastBreak = -1;
    while (end < characters.length) {
      const character = characters[end];
      if (!character) break;
      if (used + character.advance > width + TOLERANCE && !isSpace(character)) break;
      used += character.advance;
      end += 1;
      const after = characters[end];
      if (after && breakQuality(character.char, after.char) >= quality) lastBreak = end;
    }
    if (end === start) return null;
    const cutAt = end === characters.length ? end : lastBreak;
    if (cutAt <= start) return null;
    lines.push(trimmed(characters.slice(start, cutAt)));
    start = cutAt;
  }
  return lines;
}

/** The lines of a text in a column `width` em wide, each as full as it gets: broken where it reads well, else anywhere. */
export function fullLines(characters: SetCharacter[], width: number): SetCharacter[][] {
  if (textWidth(characters) <= width + TOLERANCE) return [characters];
  return (
    breakLines(characters, width, Number.POSITIVE_INFINITY, 1) ??
    breakLines(characters, width, Number.POSITIVE_INFINITY, 0) ?? [characters]
  );
}

/** The same number of lines at the narrowest width, so that no line is left with one lonely character. */
function balanced(
  characters: readonly SetCharacter[],
  width: number,
  lines: SetCharacter[][],
  quality: BreakQuality,
): SetCharacter[][] {
  let low = textWidth(characters) / lines.length;
  let high = width;
  let best = lines;
  for (let i = 0; i < 6 && high - low > 0.2; i += 1) {
    const middle = (low + high) / 2;
    const tried = breakLines(characters, middle, lines.length, quality);
    if (tried) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return best;
}

function withEllipsis(
  characters: readonly SetCharacter[],
  width: number,
  maxLines: number,
  ellipsis: readonly SetCharacter[],
): SetCharacter[][] {
  const lines: SetCharacter[][] = [];
  let start = 0;
  for (let line = 1; line <= maxLines; line += 1) {
    const room = line === maxLines ? width - textWidth(ellipsis) : width;
    let used = 0;
    let end = start;
    for (
      let next = characters[end];
      next && used + next.advance <= room + TOLERANCE;
      next = characters[end]
    ) {
      used += next.advance;
      end += 1;
    }
    const text = trimmed(characters.slice(start, end));
    lines.push(line === maxLines ? [...text, ...ellipsis] : text);
    start = end;
  }
  return lines.filter((line) => line.length > 0);
}

/**
 * Fits a text into a cell: one line, smaller down to `minSize`; then up to `maxLines` lines, broken where it
 * reads well, smaller down to `minWrapSize`; then anywhere; then cut with an ellipsis. Whatever the text, no
 * line of the result is wider than `room.width` points, and several lines are not higher than `room.height`
 * (only the smallest size may be, where even two lines of it are).
 */
export function fitText(
  characters: SetCharacter[],
  { width, height }: { width: number; height: number },
  rule: FitRule,
  ellipsis: readonly SetCharacter[],
): FittedText {
  const em = textWidth(characters);
  if (em * rule.size <= width + TOLERANCE) return { size: rule.size, lines: [characters], cut: false };
  for (let size = rule.size - STEP; size >= rule.minSize - TOLERANCE; size -= STEP) {
    if (em * size <= width + TOLERANCE) return { size, lines: [characters], cut: false };
  }
  const linesAt = (size: number) =>
    Math.min(rule.maxLines, Math.floor(height / (size * LINE_HEIGHT) + TOLERANCE));
  if (rule.maxLines > 1) {
    const largest = Math.min(rule.size, Math.max(rule.minSize, rule.minWrapSize));
    for (const qualities of [[2, 1], [0]] as const) {
      for (let size = largest; size >= rule.minWrapSize - TOLERANCE; size -= STEP) {
        for (let lineCount = 2; lineCount <= linesAt(size); lineCount += 1) {
          for (const quality of qualities) {
            const lines = breakLines(characters, width / size, lineCount, quality);
            if (lines) {
              return { size, lines: balanced(characters, width / size, lines, quality), cut: false };
            }
          }
        }
      }
    }
  }
  const size = rule.maxLines > 1 ? rule.minWrapSize : rule.minSize;
  const lineCount = Math.max(1, linesAt(size));
  return { size, lines: withEllipsis(characters, width / size, lineCount, ellipsis), cut: true };
}
