import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../../shared/contract/cases.ts';
import { drawPdfPage } from '../../../ui/pdf/drawPdfPage.ts';
import { PdfPage } from '../../../ui/pdf/PdfPage.tsx';
import type { Pdf } from '../../../ui/pdf/usePdf.ts';
import type { Evidence } from './EvidenceFiles.tsx';
import { RedactPicture } from './RedactPicture.tsx';

/** As wide as small print can still be told apart, CSS pixels; narrower where there is no room. */
const WIDTH = 900;
const SHARE_OF_WINDOW = 0.86;
/** As scanners are set for papers. */
const DPI = 200;

/** A page of a PDF is painted over; the copy is a picture of that page. */
export function RedactPage({
  whole,
  file,
  page,
  pdf,
  onDone,
  onLeave,
}: {
  whole: WholeCase;
  file: Evidence;
  /** From 1. */
  page: number;
  pdf: Pdf;
  onDone: (file: string) => void;
  onLeave: () => void;
}) {
  const { t } = useTranslation('reports');
  if (pdf.kind !== 'open') return null;
  const { document } = pdf;
  return (
    <RedactPicture
      whole={whole}
      file={file}
      page={{ number: page, draw: () => drawPdfPage(document, page, DPI, `${file.name}.png`) }}
      onDone={onDone}
      onLeave={onLeave}
    >
      <PdfPage
        document={document}
        page={page}
        width={Math.min(WIDTH, Math.round(window.innerWidth * SHARE_OF_WINDOW))}
        label={t('pages.page', { page, pages: document.numPages })}
      />
    </RedactPicture>
  );
}
