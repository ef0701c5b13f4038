import { useQuery } from '@tanstack/react-query';
import { Button, Popover, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { orpc } from '../rpc/core.ts';
import { useTasks } from '../state/tasks.ts';
import { formatCount } from '../ui/formatCount.ts';
import { formatTime } from '../ui/formatTime.ts';
import { RunningTask } from '../ui/RunningTask.tsx';
import { SyncIndicator } from './SyncIndicator.tsx';

/** How much there is, when it last changed, and what is running. */
export function StatusLine({ changedAt, connected }: { changedAt: number | null; connected: boolean }) {
  const { t } = useTranslation('general');
  const { data: status } = useQuery(orpc.admin.status.queryOptions());
  return (
    <section className="status-line" tabIndex={-1} aria-label={t('region.status')} data-region>
      {status && (
        <>
          <span className="numbers">
            {t('state.students', { count: status.students, formatted: formatCount(status.students) })}
          </span>
          <span className="numbers">
            {t('state.campaigns', { count: status.campaigns, formatted: formatCount(status.campaigns) })}
          </span>
        </>
      )}
      {changedAt !== null && (
        <span className="numbers">{t('state.changed', { time: formatTime(changedAt, Date.now()) })}</span>
      )}
      <span className="status-line-space" />
      {status != null && status.clockBehind !== null && (
        <span className="status-line-offline" role="status">
          {t('state.clockBehind', { days: Math.floor(status.clockBehind / DAY_MS) })}
        </span>
      )}
      <SyncIndicator />
      <BackupWarning />
      {!connected && (
        <span className="status-line-offline" role="status">
          {t('state.offline')}
        </span>
      )}
      <RunningTasks />
      {status && <span className="numbers">{t('state.version', { version: status.version })}</span>}
    </section>
  );
}

/** A backup that failed is told wherever one is, with the time of the last good one. */
function BackupWarning() {
  const { t } = useTranslation('backups');
  const { data: state } = useQuery(orpc.backups.state.queryOptions());
  if (!state?.failed) return null;
  return (
    <span className="status-line-offline" role="status">
      {state.lastGood ? t('warning', { time: formatTime(state.lastGood.at, Date.now()) }) : t('warningNever')}
    </span>
  );
}

const DAY_MS = 86_400_000;

function RunningTasks() {
  const { t } = useTranslation('general');
  const running = useTasks((state) => state.running);
  const first = running[0];
  if (first === undefined) return null;
  const share = first.progress?.total ? Math.floor((first.progress.done / first.progress.total) * 100) : 100;
  return (
    <Popover
      trigger="click"
      placement="topRight"
      content={
        <div className="status-line-tasks">
          {running.map((task) => (
            <RunningTask
              key={task.id}
              state={{
                kind: 'running',
                title: task.title,
                progress: task.progress,
                cancelling: task.cancelling,
              }}
              onCancel={task.cancel}
            />
          ))}
        </div>
      }
    >
      <Button type="text" size="small" className="status-line-running">
        {running.length === 1 ? first.title : t('task.running', { count: running.length })}
        <Progress percent={share} size={[64, 4]} showInfo={false} status="normal" />
      </Button>
    </Popover>
  );
}
