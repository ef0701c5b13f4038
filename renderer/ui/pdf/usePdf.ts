import { useEffect, useState } from 'react';
import { downloadUrl } from '../../rpc/downloadUrl.ts';
import type { PDFDocumentProxy } from './openPdf.ts';

export type Pdf =
  | { kind: 'none' }
  | { kind: 'opening' }
  | { kind: 'open'; document: PDFDocumentProxy }
  | { kind: 'failed'; error: unknown };

/** A made PDF, opened for drawing; the code that draws comes with the first one. */
export function usePdf(download: string | null): Pdf {
  const [pdf, setPdf] = useState<Pdf>({ kind: 'none' });
  useEffect(() => {
    if (download === null) return;
    const controller = new AbortController();
    let opened: PDFDocumentProxy | null = null;
    setPdf({ kind: 'opening' });
    const open = async () => {
      const [{ openPdf }, response] = await Promise.all([
        import('./openPdf.ts'),
        fetch(downloadUrl(download, { inline: true }), { signal: controller.signal }),
      ]);
      if (!response.ok) throw new Error(`download ${response.status}`);
      const document = await openPdf(await response.arrayBuffer());
      if (controller.signal.aborted) {
        await document.loadingTask.destroy();
        return;
      }
      opened = document;
      setPdf({ kind: 'open', document });
    };
    open().catch((error: unknown) => {
      if (!controller.signal.aborted) setPdf({ kind: 'failed', error });
    });
    return () => {
      controller.abort();
      void opened?.loadingTask.destroy();
    };
  }, [download]);
  return pdf;
}
