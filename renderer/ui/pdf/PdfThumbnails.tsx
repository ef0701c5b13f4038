import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PDFDocumentProxy } from './openPdf.ts';
import { PdfPage } from './PdfPage.tsx';

const WIDTH = 88;

/** Every page small; one is drawn when it comes into sight. */
export function PdfThumbnails({
  document,
  page,
  onPick,
}: {
  document: PDFDocumentProxy;
  page: number;
  onPick: (page: number) => void;
}) {
  const { t } = useTranslation('reports');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children[page - 1]?.scrollIntoView({ block: 'nearest' });
  }, [page]);
  return (
    <ol className="pdf-thumbnails" ref={list} aria-label={t('pages.list')}>
      {Array.from({ length: document.numPages }, (_, at) => (
        <Thumbnail
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
          key={at}
          document={document}
          page={at + 1}
          current={at + 1 === page}
          onPick={onPick}
        />
      ))}
    </ol>
  );
}

function Thumbnail({
  document,
  page,
  current,
  onPick,
}: {
  document: PDFDocumentProxy;
  page: number;
  current: boolean;
  onPick: (page: number) => void;
}) {
  const { t } = useTranslation('reports');
  const place = useRef<HTMLLIElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || seen) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return (
    <li ref={place}>
      <button
        type="button"
        className={current ? 'pdf-thumbnail current' : 'pdf-thumbnail'}
        aria-current={current ? 'page' : undefined}
        tabIndex={current ? 0 : -1}
        onClick={() => onPick(page)}
      >
        <span className="pdf-thumbnail-place">
          {seen && (
            <PdfPage
              document={document}
              page={page}
              width={WIDTH}
              label={t('pages.page', { page, pages: document.numPages })}
            />
          )}
        </span>
        <span className="numbers">{page}</span>
      </button>
    </li>
  );
}
