import { useEffect, useRef, useState } from 'react';
import { ErrorNotice } from '../ErrorNotice.tsx';
import type { PDFDocumentProxy } from './openPdf.ts';

/** Sharper than this is not seen, and costs memory. */
const MOST_PIXELS_PER_POINT = 4;

/** One page on a canvas, `width` CSS pixels wide, drawn in the pixels of the screen. */
export function PdfPage({
  document,
  page,
  width,
  label,
}: {
  document: PDFDocumentProxy;
  /** From 1. */
  page: number;
  width: number;
  label: string;
}) {
  const place = useRef<HTMLCanvasElement>(null);
  const [ratio, setRatio] = useState(Math.SQRT2);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    let cancelled = false;
    let cancelDrawing = () => {};
    const draw = async () => {
      const proxy = await document.getPage(page);
      const canvas = place.current;
      if (cancelled || !canvas) return;
      const whole = proxy.getViewport({ scale: 1 });
      setRatio(whole.height / whole.width);
      const scale = Math.min((width * window.devicePixelRatio) / whole.width, MOST_PIXELS_PER_POINT);
      const viewport = proxy.getViewport({ scale });
      // Drawn aside and put in place at once: the old picture stays until the new one is whole.
      const aside = window.document.createElement('canvas');
      aside.width = Math.floor(viewport.width);
      aside.height = Math.floor(viewport.height);
      const drawing = proxy.render({ canvas: aside, viewport });
      cancelDrawing = () => drawing.cancel();
      await drawing.promise;
      if (cancelled) return;
      canvas.width = aside.width;
      canvas.height = aside.height;
      canvas.getContext('2d')?.drawImage(aside, 0, 0);
    };
    draw().catch((failure: unknown) => {
      if (!cancelled) setError(failure);
    });
    return () => {
      cancelled = true;
      cancelDrawing();
    };
  }, [document, page, width]);

  if (error !== null) return <ErrorNotice error={error} />;
  return (
    <canvas
      ref={place}
      className="pdf-page"
      role="img"
      aria-label={label}
      style={{ width, height: Math.round(width * ratio) }}
    />
  );
}
