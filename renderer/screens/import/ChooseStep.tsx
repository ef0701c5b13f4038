import { FileAddOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IMPORT_KINDS } from '../../../shared/domain/importKinds.ts';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { addFiles } from './addFiles.ts';
import { filesOfDrop, filesOfInput } from './filesOfDrop.ts';
import { nameOf } from './groupDropped.ts';
import { ImportQueue } from './ImportQueue.tsx';
import type { ImportState } from './importSteps.ts';
import { useImport } from './importStore.ts';
import { listNames } from './listNames.ts';
import { PassedOverNotice } from './PassedOverNotice.tsx';
import { useThrough } from './runThrough.ts';

/** Makes a file dialog choose a folder; not in the types of React. */
const FOLDER = { webkitdirectory: '' };

/** Drop, pick, and say what each file is. */
export function ChooseStep({ state }: { state: ImportState }) {
  const { t } = useTranslation(['import', 'general']);
  const text = useWords();
  const { data: campaigns } = useQuery(orpc.campaigns.list.queryOptions());
  const preferred = usePreferences((preferences) => preferences.campaign);
  const leftOut = useImport((store) => store.leftOut);
  const memosWaiting = useImport((store) => store.memosWaiting);
  const amendError = useImport((store) => store.amendError);
  const throughPassedOver = useThrough((through) => through.passedOver);
  const [over, setOver] = useState(false);
  const filePicker = useRef<HTMLInputElement>(null);
  const folderPicker = useRef<HTMLInputElement>(null);

  const open = (campaigns ?? []).filter((campaign) => campaign.closedAt === null);
  const newest = [...open].sort((a, b) => b.createdAt - a.createdAt)[0];
  const campaign = open.find((entry) => entry.id === preferred)?.id ?? newest?.id ?? null;
  const empty = state.queue.length === 0;

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void filesOfDrop(event.dataTransfer).then((files) => addFiles(files, campaign));
  };

  return (
    <section
      className={empty ? 'choose empty' : 'choose'}
      aria-label={t('place.choose')}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      <div className={over ? 'drop-zone over' : 'drop-zone'}>
        <p className="drop-zone-title">{t(empty ? 'choose.drop' : 'choose.dropMore')}</p>
        {empty && <p className="drop-zone-formats">{t('choose.formats')}</p>}
        <div className="drop-zone-actions">
          <Button
            type={empty ? 'primary' : 'default'}
            icon={<FileAddOutlined />}
            onClick={() => filePicker.current?.click()}
          >
            {t('choose.pickFiles')}
          </Button>
          <Button icon={<FolderOpenOutlined />} onClick={() => folderPicker.current?.click()}>
            {t('choose.pickFolder')}
          </Button>
        </div>
        <input
          ref={filePicker}
          type="file"
          multiple
          hidden
          data-testid="import-files"
          onChange={(event) => {
            if (event.target.files) addFiles(filesOfInput(event.target.files), campaign);
            event.target.value = '';
          }}
        />
        <input
          ref={folderPicker}
          type="file"
          multiple
          hidden
          {...FOLDER}
          data-testid="import-folder"
          onChange={(event) => {
            if (event.target.files) addFiles(filesOfInput(event.target.files), campaign);
            event.target.value = '';
          }}
        />
      </div>
      {leftOut.length > 0 && (
        <Alert
          type="warning"
          showIcon
          closable
          title={t('choose.leftOut', {
            count: leftOut.length,
            names: listNames(leftOut, t('general:listJoin'), t('choose.more')),
          })}
        />
      )}
      {memosWaiting.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('choose.memosAlone', {
            count: memosWaiting.length,
            names: listNames(memosWaiting.map(nameOf), t('general:listJoin'), t('choose.more')),
          })}
        />
      )}
      <PassedOverNotice passedOver={throughPassedOver} />
      {amendError !== null && <ErrorNotice error={amendError} />}
      {empty ? (
        <dl className="kind-cards">
          {IMPORT_KINDS.map((kind) => (
            <div key={kind} className="kind-card">
              <dt>{text.importKind(kind)}</dt>
              <dd>{t(`kindHelp.${kind}`)}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <ImportQueue queue={state.queue} parked={state.parked?.item ?? null} campaigns={open} />
      )}
    </section>
  );
}
