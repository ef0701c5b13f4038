import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { core } from '../../rpc/core.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';

/** How this desk stands, as a zip for whoever helps. */
export function Diagnose() {
  const { t } = useTranslation('sync');
  const task = useTask<{ download: string; logs: number }>();
  const start = async () => {
    const made = await task.start(t('page.diagnosing'), (signal) =>
      core.sync.diagnose(undefined, { signal }),
    );
    if (made) saveDownload(made.download);
  };
  return (
    <section className="sync-diagnose" aria-label={t('page.diagnose')}>
      <Button disabled={task.state.kind === 'running'} onClick={() => void start()}>
        {t('page.diagnose')}
      </Button>
      <span className="soft">{t('page.diagnoseAbout')}</span>
      <RunningTask state={task.state} onCancel={task.cancel} />
    </section>
  );
}
