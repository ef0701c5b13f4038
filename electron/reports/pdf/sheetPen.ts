/// <reference path="./svgToPdfkit.d.ts" />
import type PDFDocument from 'pdfkit';
import drawSvg from 'svg-to-pdfkit';
import type { FontWeight, ReportFont, ReportFonts, SetCharacter } from '../fonts/reportFonts.ts';
import type { UnprintableCharacter } from '../reportData.ts';
import { type FitRule, type FittedText, fitText, fullLines, LINE_HEIGHT, textWidth } from './fitText.ts';

/** Greys only: a sheet is printed on an office's laser printer and copied. */
export const INK = {
  text: '#141414',
  quiet: '#5a5a5a',
  rule: '#8c8c8c',
  frame: '#2b2b2b',
  band: '#ececec',
  faintBand: '#f5f5f5',
};

export type Align = 'left' | 'centre' | 'right';

export interface TextStyle {
  weight: FontWeight;
  size: number;
  align: Align;
  /** Defaults to INK.text. */
  colour?: string;
  /** Defaults to one line that may shrink to three quarters. */
  fit?: Omit<FitRule, 'size'>;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the optical middle of an ideograph lies above the baseline, in em. */
const MIDDLE = 0.37;
const HEX_DIGIT = 0.26;

/** Draws on the current page of a document. Holds what one document has learned about its texts. */
export interface SheetPen {
  /**
   * Every text goes through here: it never leaves its box. Line breaks in it are kept. Returns whether its end had to be cut off.
   */
  text(text: string, box: Box, style: TextStyle): boolean;
  /** Width in points of a text in one line. */
  widthOf(text: string, weight: FontWeight, size: number): number;
  /** The lines of a text in a column so many points wide. */
  linesOf(text: string, width: number, weight: FontWeight, size: number): string[];
  /** Whose texts follow, for the list of what could not be printed. */
  about(studentId: string | null): void;
  line(x1: number, y1: number, x2: number, y2: number, width: number, colour: string): void;
  band(box: Box, colour: string): void;
  frame(box: Box, width: number, colour: string): void;
  /** A JPEG, as large as its shape allows in the box, in its middle. */
  picture(jpeg: Buffer, box: Box): void;
  /** A drawing of lines, areas and plain texts, as large as its shape allows, at the upper edge of the box. */
  vector(svg: { svg: string; width: number; height: number }, box: Box): void;
  readonly cannotPrint: UnprintableCharacter[];
}

/** Fits are kept so long; beyond, the store is emptied, so that a whole school needs no more memory than a class. */
const KEPT_FITS = 4000;

export function sheetPen(document: typeof PDFDocument.prototype, fonts: ReportFonts): SheetPen {
  const registered = new Set<string>();
  const fits = new Map<string, FittedText>();
  const missing = new Set<string>();
  const cannotPrint: UnprintableCharacter[] = [];
  const ellipsis: Record<FontWeight, SetCharacter[]> = {
    regular: fonts.setText('…', 'regular'),
    bold: fonts.setText('…', 'bold'),
  };
  let studentId: string | null = null;

  const registerOnce = (name: string, font: ReportFont['font']): void => {
    if (registered.has(name)) return;
    // pdfkit takes an opened fontkit font as it is; its types only know of files and bytes.
    document.registerFont(name, font as unknown as Buffer);
    registered.add(name);
  };

  const selectFont = ({ name, font }: ReportFont, size: number): void => {
    registerOnce(name, font);
    document.font(name, size);
  };

  const report = (char: string): void => {
    const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const key = `${code} ${studentId ?? ''}`;
    if (missing.has(key)) return;
    missing.add(key);
    cannotPrint.push({ char, codePoint: `U+${code}`, studentId });
  };

  /** The code point in tiny digits, in two rows, inside an outline of one em. */
  const drawMissing = (char: string, x: number, baseline: number, size: number, colour: string): void => {
    report(char);
    const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const half = Math.ceil(code.length / 2);
    const top = baseline - 0.86 * size;
    document
      .lineWidth(0.4)
      .strokeColor(colour)
      .rect(x + 0.06 * size, top, 0.88 * size, 0.94 * size)
      .stroke();
    const digitSize = Math.min(0.42, 0.8 / (half * (HEX_DIGIT / 0.42))) * size;
    for (const [row, digits] of [code.slice(0, half), code.slice(half)].entries()) {
      const set = fonts.setText(digits, 'regular');
      const width = textWidth(set) * digitSize;
      const rowBaseline = top + (row === 0 ? 0.43 : 0.85) * size;
      drawCharacters(set, x + (size - width) / 2, rowBaseline, digitSize, colour);
    }
  };

  const drawCharacters = (
    characters: readonly SetCharacter[],
    left: number,
    baseline: number,
    size: number,
    colour: string,
  ): void => {
    let x = left;
    let index = 0;
    while (index < characters.length) {
      const first = characters[index];
      if (!first) break;
      if (first.font === null) {
        drawMissing(first.char, x, baseline, size, colour);
        x += first.advance * size;
        index += 1;
        continue;
      }
      let run = '';
      let width = 0;
      for (let next = characters[index]; next?.font === first.font; next = characters[index]) {
        run += next.char;
        width += next.advance;
        index += 1;
      }
      selectFont(first.font, size);
      // Never a width here: with one, pdfkit wraps by its own reckoning even where told not to.
      document.fillColor(colour).text(run, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
      x += width * size;
    }
  };

  const setAndFit = (text: string, box: Box, rule: FitRule, weight: FontWeight): FittedText => {
    const given = text.split('\n').map((line) => fonts.setText(line, weight));
    const [only = []] = given;
    if (given.length === 1) return fitText(only, box, rule, ellipsis[weight]);
    const widest = Math.max(...given.map(textWidth));
    const size = Math.min(rule.size, box.width / widest, box.height / (given.length * LINE_HEIGHT));
    return { size, lines: given, cut: false };
  };

  return {
    cannotPrint,
    about(id) {
      studentId = id;
    },
    widthOf: (text, weight, size) => textWidth(fonts.setText(text, weight)) * size,
    linesOf: (text, width, weight, size) =>
      text
        .split('\n')
        .flatMap((line) => fullLines(fonts.setText(line, weight), width / size))
        .map((line) => line.map(({ char }) => char).join('')),
    text(text, box, style) {
      if (text === '') return false;
      const rule: FitRule = {
        size: style.size,
        ...(style.fit ?? { minSize: style.size * 0.75, maxLines: 1, minWrapSize: style.size * 0.75 }),
      };
      const key = `${style.weight[0]}${rule.size},${rule.minSize},${rule.maxLines},${rule.minWrapSize},${box.width},${box.height}:${text}`;
      let fitted = fits.get(key);
      if (!fitted) {
        fitted = setAndFit(text, box, rule, style.weight);
        if (fits.size >= KEPT_FITS) fits.clear();
        fits.set(key, fitted);
      }
      const { size, lines } = fitted;
      const colour = style.colour ?? INK.text;
      const lineHeight = size * LINE_HEIGHT;
      let baseline = box.y + box.height / 2 - ((lines.length - 1) * lineHeight) / 2 + MIDDLE * size;
      for (const line of lines) {
        const slack = box.width - textWidth(line) * size;
        const x = box.x + (style.align === 'left' ? 0 : style.align === 'right' ? slack : slack / 2);
        drawCharacters(line, x, baseline, size, colour);
        baseline += lineHeight;
      }
      return fitted.cut;
    },
    line(x1, y1, x2, y2, width, colour) {
      document.lineWidth(width).strokeColor(colour).moveTo(x1, y1).lineTo(x2, y2).stroke();
    },
    band({ x, y, width, height }, colour) {
      document.rect(x, y, width, height).fill(colour);
    },
    frame({ x, y, width, height }, lineWidth, colour) {
      document.lineWidth(lineWidth).strokeColor(colour).rect(x, y, width, height).stroke();
    },
    vector({ svg, width, height }, box) {
      const { primary } = fonts;
      for (const { name, font } of [primary.regular, primary.bold]) registerOnce(name, font);
      const scale = Math.min(box.width / width, box.height / height);
      document.save();
      document.translate(box.x, box.y).scale(scale);
      drawSvg(document, svg, 0, 0, {
        assumePt: true,
        width,
        height,
        // Nothing but what is embedded may be used.
        fontCallback: (_family, bold) => primary[bold ? 'bold' : 'regular'].name,
      });
      document.restore();
    },
    picture(jpeg, { x, y, width, height }) {
      document.image(jpeg, x, y, { fit: [width, height], align: 'center', valign: 'center' });
    },
  };
}
