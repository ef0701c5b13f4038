declare module 'svg-to-pdfkit' {
  /** Draws an SVG on the current page of a document, its upper left corner at x, y. */
  export default function drawSvg(
    document: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options: {
      width?: number;
      height?: number;
      /** A pixel of the drawing is a point of the page. */
      assumePt?: boolean;
      fontCallback?: (family: string, bold: boolean, italic: boolean) => string;
    },
  ): void;
}
