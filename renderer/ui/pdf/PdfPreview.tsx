import {
  ColumnWidthOutlined,
  LeftOutlined,
  MinusOutlined,
  PlusOutlined,
  RightOutlined,
} from '@ant-design/icons';
import { InputNumber } from 'antd';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../ErrorNotice.tsx';
import { ReasonButton } from '../ReasonButton.tsx';
import type { PDFDocumentProxy } from './openPdf.ts';
import { PdfPage } from './PdfPage.tsx';
import { PdfThumbnails } from './PdfThumbnails.tsx';
import { nextZoom, pageOfKey } from './previewKeys.ts';
import './Pdf.css';
import type { Pdf } from './usePdf.ts';

/** CSS pixels per point at 100%. */
const FULL_SCALE = 96 / 72;
/** Width of an upright A4 page at 100%, until the page itself is known. */
const A4_WIDTH = 794;
/** Room around the page. */
const MARGIN = 48;

/** The pages as they will be printed: small ones to go by, one large; keys turn them. */
export function PdfPreview({
  pdf,
  first = 1,
  onTurn,
}: {
  pdf: Pdf;
  /** The page that is shown at first. */
  first?: number;
  onTurn?: (page: number) => void;
}) {
  const { t } = useTranslation(['reports', 'general']);
  if (pdf.kind === 'failed') return <ErrorNotice error={pdf.error} />;
  if (pdf.kind !== 'open') return <p className="soft pdf-waiting">{t('general:loading')}</p>;
  return <Pages document={pdf.document} first={first} {...(onTurn && { onTurn })} />;
}

function Pages({
  document,
  first,
  onTurn,
}: {
  document: PDFDocumentProxy;
  first: number;
  onTurn?: (page: number) => void;
}) {
  const { t } = useTranslation('reports');
  const pages = document.numPages;
  const [page, setPage] = useState(first);
  useEffect(() => onTurn?.(page), [page, onTurn]);
  /** null: as wide as there is room. */
  const [zoom, setZoom] = useState<number | null>(null);
  const [room, setRoom] = useState(A4_WIDTH);
  const [fullWidth, setFullWidth] = useState(A4_WIDTH);
  const view = useRef<HTMLDivElement>(null);

  // Sheets lie or stand: each page has its own full size.
  useEffect(() => {
    let current = true;
    const measure = async () => {
      const { width } = (await document.getPage(page)).getViewport({ scale: FULL_SCALE });
      if (current) setFullWidth(Math.round(width));
    };
    // A page that can't be opened says so where it would be drawn.
    measure().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [document, page]);

  useLayoutEffect(() => {
    const element = view.current;
    if (!element) return;
    const measure = () => setRoom(Math.max(240, element.clientWidth - MARGIN));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => {
    view.current?.scrollTo(0, 0);
  }, [page]);

  const width = zoom === null ? room : Math.round(fullWidth * zoom);
  const percent = Math.round((width / fullWidth) * 100);
  const turn = (to: number) => setPage(Math.max(1, Math.min(pages, to)));
  const step = (direction: 1 | -1) => setZoom(nextZoom(width / fullWidth, direction));
  const onKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
    const to = pageOfKey(event.key, page, pages);
    if (to !== null) setPage(to);
    else if (event.key === '+' || event.key === '=') step(1);
    else if (event.key === '-') step(-1);
    else if (event.key === '0') setZoom(null);
    else return;
    event.preventDefault();
  };

  return (
    <section className="pdf" aria-label={t('preview')} onKeyDown={onKey}>
      <div className="pdf-tools">
        <ReasonButton
          type="text"
          icon={<LeftOutlined />}
          aria-label={t('pages.previous')}
          title={t('pages.previous')}
          reason={page === 1 ? t('pages.first') : null}
          onClick={() => turn(page - 1)}
        />
        <InputNumber
          size="small"
          className="pdf-page-number"
          aria-label={t('pages.go')}
          min={1}
          max={pages}
          precision={0}
          controls={false}
          value={page}
          onChange={(value) => {
            if (value !== null) turn(value);
          }}
        />
        <span className="soft numbers">{t('pages.of', { pages })}</span>
        <ReasonButton
          type="text"
          icon={<RightOutlined />}
          aria-label={t('pages.next')}
          title={t('pages.next')}
          reason={page === pages ? t('pages.last') : null}
          onClick={() => turn(page + 1)}
        />
        <span className="pdf-tools-gap" />
        <ReasonButton
          type="text"
          icon={<MinusOutlined />}
          aria-label={t('zoom.out')}
          title={t('zoom.out')}
          reason={null}
          onClick={() => step(-1)}
        />
        <span className="pdf-zoom numbers">{percent}%</span>
        <ReasonButton
          type="text"
          icon={<PlusOutlined />}
          aria-label={t('zoom.in')}
          title={t('zoom.in')}
          reason={null}
          onClick={() => step(1)}
        />
        <ReasonButton
          type="text"
          icon={<ColumnWidthOutlined />}
          aria-label={t('zoom.fit')}
          aria-pressed={zoom === null}
          title={t('zoom.fit')}
          reason={null}
          onClick={() => setZoom(null)}
        />
      </div>
      <div className="pdf-columns">
        {pages > 1 && <PdfThumbnails document={document} page={page} onPick={turn} />}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that turn pages need a place to be pressed */}
        <div className="pdf-view" ref={view} tabIndex={0}>
          <PdfPage document={document} page={page} width={width} label={t('pages.page', { page, pages })} />
        </div>
      </div>
    </section>
  );
}
