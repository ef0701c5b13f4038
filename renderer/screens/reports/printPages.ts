import type { PDFDocumentProxy } from '../../ui/pdf/openPdf.ts';

/** Dots per inch of the drawn pages: text of 8 pt stays crisp on an office printer. */
const PRINT_DPI = 200;
/** Drawn pages are large (15 MB each at this resolution): longer reports are printed from a PDF reader. */
export const MOST_PRINTED_PAGES = 40;

/**
 * Prints the pages as drawn, each on a sheet of its own, through the window's own print dialog. For hosts that may
 * open no PDF viewer; ends when the dialog is closed.
 */
export async function printPages(pdf: PDFDocumentProxy): Promise<void> {
  const sheets = document.createElement('div');
  sheets.className = 'print-sheets';
  try {
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale: PRINT_DPI / 72 });
      const canvas = document.createElement('canvas');
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      canvas.className = viewport.width > viewport.height ? 'print-sheet landscape' : 'print-sheet portrait';
      await page.render({ canvas, viewport, intent: 'print' }).promise;
      sheets.append(canvas);
    }
    document.body.append(sheets);
    document.body.classList.add('printing-sheets');
    window.print();
  } finally {
    document.body.classList.remove('printing-sheets');
    sheets.remove();
  }
}
