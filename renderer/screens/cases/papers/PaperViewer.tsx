import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { PdfPreview } from '../../../ui/pdf/PdfPreview.tsx';
import { usePdf } from '../../../ui/pdf/usePdf.ts';
import { saveDownload } from '../../../ui/saveDownload.ts';

/** A letter as it will be printed. */
export function PaperViewer({
  title,
  download,
  onClose,
}: {
  title: string;
  download: string;
  onClose: () => void;
}) {
  const { t } = useTranslation('cases');
  const dialog = useRef<HTMLDialogElement>(null);
  const pdf = usePdf(download);
  return (
    <DialogFrame
      dialog={dialog}
      className="evidence-viewer"
      title={title}
      head={
        <Button size="small" autoFocus onClick={() => saveDownload(download)}>
          {t('papers.save')}
        </Button>
      }
      onClose={onClose}
    >
      <PdfPreview pdf={pdf} />
    </DialogFrame>
  );
}
