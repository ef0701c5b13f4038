import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Upload } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../shared/contract/cases.ts';
import { core, orpc } from '../../rpc/core.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatBytes } from '../../ui/formatBytes.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { useActOnCase } from './useActOnCase.ts';

type Material = WholeCase['materials'][number];
type Evidence = WholeCase['evidence'][number];

/** What is asked for and what is there: files are dropped onto a line or chosen, or it is said why one is not needed. */
export function MaterialList({ whole }: { whole: WholeCase }) {
  const { t } = useTranslation('cases');
  const id = useId();
  const { item, materials, evidence } = whole;
  const isClosed = item.queue === 'closed';
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const act = useActOnCase(item);
  const attach = useMutation({
    mutationFn: async ({ file, material }: { file: File; material: string | null }) =>
      core.cases.attach({ case: item.id, seen: item.version, file: await uploadFile(file), material }),
    onSuccess: ({ batch, doubts }) => {
      const doubt = doubts.map((one) => t(`doubt.${one}`)).join('');
      showUndo(t('did.attach') + doubt, () => undoBatch(batch));
      return queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
    },
  });
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
            onFile={(file) => attach.mutate({ file, material: material.id })}
            onWaive={(reason) => act.mutate({ do: 'waive', material: material.id, reason })}
            onRemove={remove}
          />
        ))}
        <li className="case-material">
          <span className="case-standing" />
          <span className="case-material-name">
            {t('otherMaterials')}
            <Files files={others} isFixed={isClosed || busy} onRemove={remove} />
          </span>
          {!isClosed && (
            <AddFile
              busy={busy}
              name={t('otherMaterials')}
              onFile={(file) => attach.mutate({ file, material: null })}
            />
          )}
        </li>
      </ul>
    </section>
  );
}

function MaterialRow({
  material,
  files,
  isFixed,
  onFile,
  onWaive,
  onRemove,
}: {
  material: Material;
  files: readonly Evidence[];
  isFixed: boolean;
  onFile: (file: File) => void;
  onWaive: (reason: string) => void;
  onRemove: (file: string, reason: string) => void;
}) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const [reason, setReason] = useState(false);
  const name = material[words.language];
  return (
    <li className="case-material">
      <span className={`case-standing case-standing-${material.standing}`}>
        {t(`standing.${material.standing}`)}
      </span>
      <span className="case-material-name">
        {name}
        {material.reason !== null && <span className="soft"> {material.reason}</span>}
        {material.help && <span className="soft"> {material.help[words.language]}</span>}
        <Files files={files} isFixed={isFixed} onRemove={onRemove} />
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
          <AddFile busy={isFixed} name={name} onFile={onFile} />
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

function AddFile({ name, busy, onFile }: { name: string; busy: boolean; onFile: (file: File) => void }) {
  const { t } = useTranslation('cases');
  return (
    <Upload
      accept=".jpg,.jpeg,.png,.webp,.tif,.tiff,.pdf"
      showUploadList={false}
      disabled={busy}
      beforeUpload={(file) => {
        onFile(file);
        return false;
      }}
    >
      <Button size="small" icon={<PaperClipOutlined />} aria-label={t('attachTo', { name })}>
        {t('attach')}
      </Button>
    </Upload>
  );
}

function Files({
  files,
  isFixed,
  onRemove,
}: {
  files: readonly Evidence[];
  isFixed: boolean;
  onRemove: (file: string, reason: string) => void;
}) {
  const { t } = useTranslation('cases');
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <>
      {files.map((file) => (
        <span key={file.id} className="case-file">
          {file.mime.startsWith('image/') ? (
            <a href={photoUrl(file.hash)} target="_blank" rel="noreferrer">
              {file.name}
            </a>
          ) : (
            file.name
          )}
          <span className="soft"> {formatBytes(file.bytes)}</span>
          {!isFixed && removing === null && (
            <Button
              size="small"
              type="text"
              aria-label={t('removeOf', { name: file.name })}
              onClick={() => setRemoving(file.id)}
            >
              {t('remove')}
            </Button>
          )}
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
    </>
  );
}
