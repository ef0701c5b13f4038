import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StartRecovered, StoreExplanation } from '../../shared/contract/start.ts';
import { startCore } from '../rpc/startCore.ts';
import { formatCount } from '../ui/formatCount.ts';
import { RunningTask } from '../ui/RunningTask.tsx';
import { useTask } from '../ui/useTask.ts';

interface SalvageProps {
  explanation: StoreExplanation;
  onRecovered: (recovered: StartRecovered) => void;
  busy: boolean;
  onBusy: (busy: boolean) => void;
}

/** Builds the store anew from what can be read of its log. */
export function SalvageStep({ explanation: { log }, onRecovered, busy, onBusy }: SalvageProps) {
  const { t } = useTranslation('start');
  const task = useTask<StartRecovered>();
  const lost = log?.lost ?? 0;
  const salvage = async () => {
    onBusy(true);
    const result = await task.start(t('salvage.task'), (signal) => startCore.salvage(undefined, { signal }));
    if (result) onRecovered(result);
    onBusy(false);
  };
  return (
    <section className="start-step" aria-labelledby="start-salvage">
      <h2 id="start-salvage">{t('salvage.title')}</h2>
      <p className="soft">
        {lost === 0 ? t('salvage.helpRebuild') : t('salvage.helpLose', { lost: formatCount(lost) })}
      </p>
      <RunningTask state={task.state} onCancel={task.cancel} />
      <div className="start-acts">
        <Button type="primary" disabled={busy} onClick={() => void salvage()}>
          {t(lost === 0 ? 'salvage.rebuild' : 'salvage.lose')}
        </Button>
      </div>
    </section>
  );
}
