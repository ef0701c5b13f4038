import type PDFDocument from 'pdfkit';
import { create } from 'qrcode';
import type { Box } from './sheetPen.ts';

/** Dark runs of a QR code, in modules. */
export interface CodeRuns {
  modules: number;
  runs: readonly { row: number; column: number; length: number }[];
}

export function codeRuns(content: string): CodeRuns {
  const { modules } = create(content, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const runs: { row: number; column: number; length: number }[] = [];
  for (let row = 0; row < size; row += 1) {
    let column = 0;
    while (column < size) {
      let length = 0;
      while (column + length < size && modules.get(row, column + length)) length += 1;
      if (length > 0) runs.push({ row, column, length });
      column += Math.max(1, length);
    }
  }
  return { modules: size, runs };
}

/** Draws the code as vectors into a square box; the paper around it is its quiet zone. */
export function drawCode(
  document: typeof PDFDocument.prototype,
  { modules, runs }: CodeRuns,
  box: Box,
): void {
  const unit = box.width / modules;
  // A hair higher than a module, so that no renderer leaves white seams between rows.
  const height = unit * 1.02;
  for (const { row, column, length } of runs) {
    document.rect(box.x + column * unit, box.y + row * unit, length * unit, height);
  }
  document.fill('#000000');
}
