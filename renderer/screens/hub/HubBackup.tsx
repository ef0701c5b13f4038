import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HubState } from '../../../shared/contract/hub.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';

/** When the hub was last backed up, where to, and the way to do it now. */
export function HubBackup({ content }: { content: NonNullable<HubState['content']> }) {
  const { t } = useTranslation('hub');
  const words = useWords();
  const queryClient = useQueryClient();
  const task = useTask<{ files: number; lost: number }>();
  const { backup, backupFailed, backupFolder, besideData } = content;
  const now = Date.now();
  const failed = backupFailed && words.sayError(backupFailed);
  const make = async () => {
    const done = await task.start(t('backup.task'), (signal) => core.hub.backup(undefined, { signal }));
    await queryClient.invalidateQueries({ queryKey: orpc.hub.key() });
    // The desk of this computer hears of it too, instead of going on saying that there is none.
    if (!done) return;
    await core.sync.now();
    await queryClient.invalidateQueries({ queryKey: orpc.sync.key() });
  };
  const made = task.state.kind === 'done' ? task.state.result : null;
  return (
    <section className="sync-card hub-backup" aria-label={t('backup.title')}>
      <h2>{t('backup.title')}</h2>
      {backup === null && (
        <Alert type="error" showIcon title={t('backup.none')} description={t('backup.noneText')} />
      )}
      {backupFailed && failed && (
        <Alert
          type="error"
          showIcon
          title={t('backup.failed', { time: formatTime(backupFailed.at, now) })}
          description={`${failed.message}${failed.hint}`}
        />
      )}
      {backup && (
        <p>
          {t('backup.last', {
            time: formatTime(backup.at, now),
            behind: formatCount(backup.behind),
            files: formatCount(backup.files ?? 0),
          })}
        </p>
      )}
      <p className="soft hub-path">{t('backup.folder', { folder: backupFolder })}</p>
      {besideData && <Alert type="warning" showIcon title={t('backup.beside')} />}
      <div className="sync-buttons">
        <Button disabled={task.state.kind === 'running'} onClick={() => void make()}>
          {t('backup.now')}
        </Button>
        {made && (
          <span role="status">
            {t('backup.made', { files: formatCount(made.files) })}
            {made.lost > 0 && t('backup.lost', { lost: formatCount(made.lost) })}
          </span>
        )}
      </div>
      <RunningTask state={task.state} onCancel={task.cancel} />
    </section>
  );
}
