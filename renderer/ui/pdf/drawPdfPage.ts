import type { PDFDocumentProxy } from './openPdf.ts';

/** One page (from 1) as a PNG of so many dots per inch. */
export async function drawPdfPage(
  document: PDFDocumentProxy,
  page: number,
  dpi: number,
  name: string,
): Promise<File> {
  const proxy = await document.getPage(page);
  const viewport = proxy.getViewport({ scale: dpi / 72 });
  const canvas = window.document.createElement('canvas');
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  await proxy.render({ canvas, viewport }).promise;
  const png = await new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture of the page')))),
  );
  return new File([png], name, { type: 'image/png' });
}
