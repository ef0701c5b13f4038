import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StartState } from '../../shared/contract/start.ts';
import { startOrpc } from '../rpc/startCore.ts';
import { copyText } from '../ui/copyText.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { saveDownload } from '../ui/saveDownload.ts';

/** Where the data lie, and what whoever helps needs to know of them. */
export function DataPlace({ state }: { state: StartState }) {
  const { t } = useTranslation('start');
  const [copied, setCopied] = useState(false);
  const openFolder = useMutation(startOrpc.openFolder.mutationOptions());
  const report = useMutation(
    startOrpc.report.mutationOptions({ onSuccess: ({ download }) => saveDownload(download) }),
  );
  const error = openFolder.error ?? report.error;
  return (
    <section className="start-place">
      <div>
        <span className="soft">{t('place')}</span> <span className="start-path">{state.dataDir}</span>
      </div>
      <div className="start-acts">
        {state.canOpenFolder && (
          <Button onClick={() => openFolder.mutate(undefined)}>{t('openFolder')}</Button>
        )}
        <Button onClick={(event) => setCopied(copyText(state.dataDir, event.currentTarget.parentElement!))}>
          {t('copyPath')}
        </Button>
        <Button loading={report.isPending} onClick={() => report.mutate(undefined)}>
          {t('saveReport')}
        </Button>
        {copied && (
          <span role="status" className="soft">
            {t('copied')}
          </span>
        )}
      </div>
      <p className="soft">{t('reportHelp')}</p>
      {error && <ErrorNotice error={error} />}
    </section>
  );
}
