import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportResult } from '../../../shared/contract/reports.ts';
import { downloadUrl } from '../../rpc/downloadUrl.ts';
import { hostKind } from '../../rpc/hostKind.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { MarkChased } from '../../ui/MarkChased.tsx';
import { PdfPreview } from '../../ui/pdf/PdfPreview.tsx';
import { usePdf } from '../../ui/pdf/usePdf.ts';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { CannotPrint } from './CannotPrint.tsx';
import { MOST_PRINTED_PAGES, printPages } from './printPages.ts';
import { isPdf } from './reportDraft.ts';
import './MadeReportPanel.css';

/** How a notice goes out. */
const PUT_UP = ['paper'] as const;

/** A report that was made: what it is, how to take it away, what of it could not be printed, and how it looks. */
export function MadeReportPanel({
  result,
  campaign,
  outdated,
}: {
  result: ReportResult;
  /** What it was made of; null: no campaign. */
  campaign: string | null;
  outdated: boolean;
}) {
  const { t } = useTranslation('reports');
  const shown = isPdf(result);
  const pdf = usePdf(shown ? result.download : null);
  const printing = useRef(false);

  // In a browser its own viewer prints the real thing; the desktop window may open none, so it prints the pages drawn.
  const tooLong = hostKind === 'desktop' && (result.pages ?? 0) > MOST_PRINTED_PAGES;
  const print = async () => {
    if (hostKind === 'web') {
      window.open(downloadUrl(result.download, { inline: true }), '_blank', 'noopener');
      return;
    }
    if (pdf.kind !== 'open' || printing.current) return;
    printing.current = true;
    try {
      await printPages(pdf.document);
    } finally {
      printing.current = false;
    }
  };

  return (
    <div className="made-report">
      <div className="made-report-head">
        <span className="made-report-name">{result.fileName}</span>
        <span className="soft numbers">
          {result.pages === null
            ? t('madeSheets', { count: result.sheets, sheets: formatCount(result.sheets) })
            : t('madePages', {
                count: result.pages,
                sheets: formatCount(result.sheets),
                pages: formatCount(result.pages),
              })}
        </span>
        {outdated && <span className="made-report-outdated">{t('outdated')}</span>}
        <span className="made-report-actions">
          {shown && (
            <ReasonButton
              icon={<PrinterOutlined />}
              title={t(hostKind === 'web' ? 'printHelp.web' : 'printHelp.desktop')}
              reason={
                tooLong
                  ? t('problem.tooLong', { pages: MOST_PRINTED_PAGES })
                  : hostKind === 'desktop' && pdf.kind !== 'open'
                    ? t('problem.notOpen')
                    : null
              }
              onClick={() => void print()}
            >
              {t('print')}
            </ReasonButton>
          )}
          <ReasonButton
            icon={<DownloadOutlined />}
            reason={null}
            onClick={() => saveDownload(result.download)}
          >
            {t('download')}
          </ReasonButton>
        </span>
      </div>
      {campaign !== null && result.chased.length > 0 && (
        <MarkChased campaign={campaign} students={result.chased} whom="student" ways={PUT_UP} />
      )}
      {result.cannotPrint.length > 0 && <CannotPrint characters={result.cannotPrint} />}
      {shown ? <PdfPreview pdf={pdf} /> : <p className="made-report-saved">{t('saved')}</p>}
    </div>
  );
}
