import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StartState } from '../../shared/contract/start.ts';
import { startOrpc } from '../rpc/startCore.ts';
import { useWords } from '../text/useWords.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { errorParts } from '../ui/errorParts.ts';
import { StartLanguage } from './StartLanguage.tsx';
import { TryAgain } from './TryAgain.tsx';
import './StartWindow.css';

/** What is shown while the store is not open: what happened, where, and what can be done. */
export function StartWindow() {
  const { t } = useTranslation(['start', 'general']);
  const { data: state, error, refetch } = useQuery(startOrpc.state.queryOptions());
  return (
    <main className="start-page">
      <div className="start-column">
        <header className="start-head">
          <h1>{t('general:product')}</h1>
          <StartLanguage />
        </header>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {state && <Trouble state={state} onChanged={() => void refetch()} />}
      </div>
    </main>
  );
}

function Trouble({ state, onChanged }: { state: StartState; onChanged: () => void }) {
  const { t } = useTranslation('start');
  const words = useWords();
  const parts = errorParts(state.trouble);
  const said = words.sayError(parts ?? { code: 'INTERNAL', params: {} });
  return (
    <>
      <Alert type="error" showIcon role="alert" title={said.message} description={said.hint} />
      <p className="start-place">
        <span className="soft">{t('place')}</span> <span className="start-path">{state.dataDir}</span>
      </p>
      <div className="start-acts">
        <TryAgain onFailed={onChanged} />
      </div>
    </>
  );
}
