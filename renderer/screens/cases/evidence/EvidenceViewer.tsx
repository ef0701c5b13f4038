import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../../shared/contract/cases.ts';
import { orpc } from '../../../rpc/core.ts';
import { photoUrl } from '../../../rpc/photoUrl.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { formatBytes } from '../../../ui/formatBytes.ts';
import { PdfPreview } from '../../../ui/pdf/PdfPreview.tsx';
import { usePdf } from '../../../ui/pdf/usePdf.ts';
import { saveDownload } from '../../../ui/saveDownload.ts';
import { RedactPage } from './RedactPage.tsx';
import { RedactPicture } from './RedactPicture.tsx';
import './Evidence.css';

/** A file of a case, large: turned by the arrow keys, at its own size, saved as it is, painted over. */
export function EvidenceViewer({
  whole,
  shown,
  isFixed,
  onShow,
  onClose,
}: {
  whole: WholeCase;
  /** Id. */
  shown: string;
  /** Nothing may be added to the case. */
  isFixed: boolean;
  onShow: (file: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('cases');
  const dialog = useRef<HTMLDialogElement>(null);
  const [size, setSize] = useState<'fit' | 'full'>('fit');
  const [isPainting, setIsPainting] = useState(false);
  /** Of a PDF, from 1. */
  const [page, setPage] = useState(1);
  const files = whole.evidence;
  const at = files.findIndex(({ id }) => id === shown);
  const file = files[at];
  const save = useMutation(
    orpc.caseEvidence.open.mutationOptions({ onSuccess: ({ download }) => saveDownload(download) }),
  );
  const isPicture = file?.mime.startsWith('image/') ?? true;
  const opened = useQuery({
    ...orpc.caseEvidence.open.queryOptions({ input: { case: whole.item.id, evidence: shown } }),
    enabled: !isPicture,
    // Each call makes a file anew.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const pdf = usePdf(isPicture ? null : (opened.data?.download ?? null));
  if (!file) return null;
  const go = (step: 1 | -1) => {
    const next = files[at + step];
    if (!next || isPainting) return;
    setPage(1);
    onShow(next.id);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if (event.key === 'ArrowRight') go(1);
    else if (event.key === 'ArrowLeft') go(-1);
  };
  return (
    <DialogFrame
      dialog={dialog}
      className="evidence-viewer"
      title={file.name}
      head={
        <span className="soft">
          {[
            formatBytes(file.bytes),
            file.width !== null && file.height !== null ? `${file.width} × ${file.height}` : '',
            file.dpi === null ? '' : t('evidence.dpi', { dpi: file.dpi }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      }
      onClose={onClose}
    >
      {isPainting && isPicture ? (
        <RedactPicture whole={whole} file={file} onDone={onShow} onLeave={() => setIsPainting(false)}>
          <img src={photoUrl(file.hash)} alt={file.name} draggable={false} />
        </RedactPicture>
      ) : isPainting ? (
        <RedactPage
          whole={whole}
          file={file}
          page={page}
          pdf={pdf}
          onDone={onShow}
          onLeave={() => setIsPainting(false)}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys turn whatever has the focus in here
        <div className="evidence-body" onKeyDown={onKey}>
          <div className="evidence-tools">
            <Button
              autoFocus
              icon={<LeftOutlined />}
              aria-label={t('evidence.previous')}
              disabled={at === 0}
              onClick={() => go(-1)}
            />
            <span className="numbers">{t('evidence.of', { number: at + 1, count: files.length })}</span>
            <Button
              icon={<RightOutlined />}
              aria-label={t('evidence.next')}
              disabled={at === files.length - 1}
              onClick={() => go(1)}
            />
            {isPicture && (
              <Segmented
                aria-label={t('evidence.size')}
                value={size}
                options={(['fit', 'full'] as const).map((value) => ({
                  value,
                  label: t(`evidence.${value}`),
                }))}
                onChange={setSize}
              />
            )}
            <span className="evidence-gap" />
            {!isFixed && (isPicture || pdf.kind === 'open') && (
              <Button onClick={() => setIsPainting(true)}>
                {t(isPicture ? 'evidence.redact' : 'evidence.redactPage')}
              </Button>
            )}
            <Button
              loading={save.isPending}
              onClick={() => save.mutate({ case: whole.item.id, evidence: file.id })}
            >
              {t('evidence.save')}
            </Button>
          </div>
          {save.isError && <ErrorNotice error={save.error} />}
          {isPicture ? (
            <div className={`evidence-picture evidence-picture-${size}`}>
              <img src={photoUrl(file.hash)} alt={file.name} />
            </div>
          ) : opened.isError ? (
            <ErrorNotice error={opened.error} />
          ) : (
            <PdfPreview key={file.id} pdf={pdf} first={page} onTurn={setPage} />
          )}
        </div>
      )}
    </DialogFrame>
  );
}
