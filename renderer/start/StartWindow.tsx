import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StartRecovered, StartState } from '../../shared/contract/start.ts';
import { startOrpc } from '../rpc/startCore.ts';
import { useWords } from '../text/useWords.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { errorParts } from '../ui/errorParts.ts';
import { DataPlace } from './DataPlace.tsx';
import { Encrypting } from './Encrypting.tsx';
import { Locked } from './Locked.tsx';
import { Recovered } from './Recovered.tsx';
import { RecoverySteps } from './RecoverySteps.tsx';
import { StartLanguage } from './StartLanguage.tsx';
import { TryAgain } from './TryAgain.tsx';
import './StartWindow.css';

/** What is shown while the store is not open: what happened, where, and what can be done. */
export function StartWindow() {
  const { t } = useTranslation(['start', 'general']);
  const {
    data: state,
    error,
    refetch,
  } = useQuery({
    ...startOrpc.state.queryOptions(),
    // While it goes on; once the store is open the host shows the desk here.
    refetchInterval: ({ state: { data } }) => (data?.progress ? 500 : false),
  });
  const [recovered, setRecovered] = useState<StartRecovered | null>(null);
  return (
    <main className="start-page">
      <div className="start-column">
        <header className="start-head">
          <h1>{t('general:product')}</h1>
          <StartLanguage />
        </header>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {recovered ? (
          <Recovered recovered={recovered} onFailed={() => void refetch()} />
        ) : (
          state && <Now state={state} onChanged={() => void refetch()} onRecovered={setRecovered} />
        )}
      </div>
    </main>
  );
}

interface TroubleProps {
  state: StartState;
  onChanged: () => void;
  onRecovered: (recovered: StartRecovered) => void;
}

function Now(props: TroubleProps) {
  const { progress, locked } = props.state;
  if (progress) return <Encrypting progress={progress} />;
  return locked ? <Locked locked={locked} /> : <Trouble {...props} />;
}

function Trouble({ state, onChanged, onRecovered }: TroubleProps) {
  const { t } = useTranslation('start');
  const words = useWords();
  const parts = errorParts(state.trouble);
  const said = words.sayError(parts ?? { code: 'INTERNAL', params: {} });
  // The sentence of the command line tells of its commands.
  const hint = parts?.code === 'STORE_DAMAGED' && !parts.params.what ? t('damagedHint') : said.hint;
  return (
    <>
      <Alert type="error" showIcon role="alert" title={said.message} description={hint} />
      <DataPlace state={state} />
      <div className="start-acts">
        <TryAgain onFailed={onChanged} isMain={!state.canReplace} />
      </div>
      {state.canReplace && <RecoverySteps state={state} onRecovered={onRecovered} />}
    </>
  );
}
