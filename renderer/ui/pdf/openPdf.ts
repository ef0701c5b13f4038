import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

// A file of our own origin, as the Content-Security-Policy demands; the policy allows no WebAssembly either,
// which is for image formats that our reports do not hold.
GlobalWorkerOptions.workerSrc = workerUrl;

/** Opens a PDF for drawing its pages. The caller destroys it when done (`document.loadingTask.destroy()`). */
export function openPdf(bytes: ArrayBuffer): Promise<PDFDocumentProxy> {
  return getDocument({ data: bytes, useWasm: false, enableXfa: false }).promise;
}

export type { PDFDocumentProxy };
