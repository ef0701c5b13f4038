import { PaperClipOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../shared/contract/cases.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { type Evidence, EvidenceFiles } from './evidence/EvidenceFiles.tsx';
import { EvidenceViewer } from './evidence/EvidenceViewer.tsx';
import { useAttach } from './evidence/useAttach.ts';
import { useDroppedFiles } from './evidence/useDroppedFiles.ts';
import { usePastedFiles } from './evidence/usePastedFiles.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { useActOnCase } from './useActOnCase.ts';

type Material = WholeCase['materials'][number];

/** What is asked for and what is there: files are dropped onto a line or chosen, or it is said why one is not needed. */
export function MaterialList({ whole }: { whole: WholeCase }) {
  const { t } = useTranslation('cases');
  const id = useId();
  const { item, materials, evidence } = whole;
  const isClosed = item.queue === 'closed';
  const act = useActOnCase(item);
  const attach = useAttach(item);
  const [shown, setShown] = useState<string | null>(null);
  const attachTo = (material: string | null) => (files: File[]) => attach.mutate({ files, material });
  const dropped = useDroppedFiles(isClosed || attach.isPending, attachTo(null));
  // Where nothing was pointed at, it is up to whoever looks at the file to say what it proves.
  usePastedFiles(isClosed || attach.isPending || shown !== null, attachTo(null));
  const remove = (file: string, reason: string) => act.mutate({ do: 'remove', evidence: file, reason });
  const busy = attach.isPending || act.isPending;
  const others = evidence.filter(
    ({ material }) => material === null || !materials.some((one) => one.id === material),
  );
  return (
    <section className="case-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('materials')}</h2>
      {attach.isError && <ErrorNotice error={attach.error} />}
      {act.isError && <ErrorNotice error={act.error} />}
      <ul className="case-materials">
        {materials.map((material) => (
          <MaterialRow
            key={material.id}
            material={material}
            files={evidence.filter((one) => one.material === material.id)}
            isFixed={isClosed || busy}
            onFiles={attachTo(material.id)}
            onWaive={(reason) => act.mutate({ do: 'waive', material: material.id, reason })}
            onOpen={setShown}
            onRemove={remove}
          />
        ))}
        <li className={`case-material ${dropped.isOver ? 'case-material-over' : ''}`} {...dropped.handlers}>
          <span className="case-standing" />
          <span className="case-material-name">
            {t('otherMaterials')}
            <EvidenceFiles files={others} isFixed={isClosed || busy} onOpen={setShown} onRemove={remove} />
          </span>
          {!isClosed && <AddFile busy={busy} name={t('otherMaterials')} onFiles={attachTo(null)} />}
        </li>
      </ul>
      {!isClosed && <p className="soft case-evidence-help">{t('evidence.help')}</p>}
      {shown !== null && (
        <EvidenceViewer
          whole={whole}
          shown={shown}
          isFixed={isClosed}
          onShow={setShown}
          onClose={() => setShown(null)}
        />
      )}
    </section>
  );
}

function MaterialRow({
  material,
  files,
  isFixed,
  onFiles,
  onWaive,
  onOpen,
  onRemove,
}: {
  material: Material;
  files: readonly Evidence[];
  isFixed: boolean;
  onFiles: (files: File[]) => void;
  onWaive: (reason: string) => void;
  onOpen: (file: string) => void;
  onRemove: (file: string, reason: string) => void;
}) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const [reason, setReason] = useState(false);
  const dropped = useDroppedFiles(isFixed, onFiles);
  const name = material[words.language];
  return (
    <li className={`case-material ${dropped.isOver ? 'case-material-over' : ''}`} {...dropped.handlers}>
      <span className={`case-standing case-standing-${material.standing}`}>
        {t(`standing.${material.standing}`)}
      </span>
      <span className="case-material-name">
        {name}
        {material.reason !== null && <span className="soft"> {material.reason}</span>}
        {material.help && <span className="soft"> {material.help[words.language]}</span>}
        <EvidenceFiles files={files} isFixed={isFixed} onOpen={onOpen} onRemove={onRemove} />
        {reason && (
          <ReasonForm
            label={t('waiveReason')}
            action={t('waive')}
            onDone={(text) => {
              onWaive(text);
              setReason(false);
            }}
            onLeave={() => setReason(false)}
          />
        )}
      </span>
      {!isFixed && (
        <span className="case-material-actions">
          <AddFile busy={isFixed} name={name} onFiles={onFiles} />
          {material.standing === 'missing' && !reason && (
            <Button
              size="small"
              type="text"
              aria-label={t('waiveOf', { name })}
              onClick={() => setReason(true)}
            >
              {t('waive')}
            </Button>
          )}
          {material.standing === 'waived' && (
            <Button
              size="small"
              type="text"
              aria-label={t('askAgainOf', { name })}
              onClick={() => onWaive('')}
            >
              {t('askAgain')}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}

function AddFile({ name, busy, onFiles }: { name: string; busy: boolean; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation('cases');
  return (
    <Upload
      accept=".jpg,.jpeg,.png,.webp,.tif,.tiff,.pdf"
      showUploadList={false}
      disabled={busy}
      beforeUpload={(file) => {
        onFiles([file]);
        return false;
      }}
    >
      <Button size="small" icon={<PaperClipOutlined />} aria-label={t('attachTo', { name })}>
        {t('attach')}
      </Button>
    </Upload>
  );
}
