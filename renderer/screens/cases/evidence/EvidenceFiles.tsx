import { FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../../shared/contract/cases.ts';
import { photoUrl } from '../../../rpc/photoUrl.ts';
import { formatBytes } from '../../../ui/formatBytes.ts';
import { ReasonForm } from '../ReasonForm.tsx';

export type Evidence = WholeCase['evidence'][number];

/** Files of a case as small pictures; each is opened large, or taken out with a reason. */
export function EvidenceFiles({
  files,
  isFixed,
  onOpen,
  onRemove,
}: {
  files: readonly Evidence[];
  isFixed: boolean;
  onOpen: (file: string) => void;
  onRemove: (file: string, reason: string) => void;
}) {
  const { t } = useTranslation('cases');
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <span className="evidence-files">
      {files.map((file) => (
        <span key={file.id} className="evidence-file">
          <button
            type="button"
            className="evidence-open"
            aria-label={t('evidence.open', { name: file.name })}
            onClick={() => onOpen(file.id)}
          >
            {file.mime.startsWith('image/') ? (
              <img src={photoUrl(file.hash, 'thumbnail')} alt="" loading="lazy" />
            ) : (
              <FilePdfOutlined aria-hidden />
            )}
          </button>
          <span className="evidence-words">
            <span className="evidence-name" title={file.name}>
              {file.name}
            </span>
            <span className="soft">
              {formatBytes(file.bytes)}
              {file.dpi !== null && ` · ${t('evidence.dpi', { dpi: file.dpi })}`}
            </span>
            {!isFixed && removing === null && (
              <Button
                size="small"
                type="text"
                className="evidence-remove"
                aria-label={t('removeOf', { name: file.name })}
                onClick={() => setRemoving(file.id)}
              >
                {t('remove')}
              </Button>
            )}
          </span>
          {removing === file.id && (
            <ReasonForm
              label={t('removeReason')}
              action={t('remove')}
              onDone={(text) => {
                onRemove(file.id, text);
                setRemoving(null);
              }}
              onLeave={() => setRemoving(null)}
            />
          )}
        </span>
      ))}
    </span>
  );
}
