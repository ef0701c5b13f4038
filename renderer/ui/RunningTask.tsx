import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '../text/useWords.ts';
import { ErrorNotice } from './ErrorNotice.tsx';
import { formatCount } from './formatCount.ts';
import type { TaskState } from './useTask.ts';
import './RunningTask.css';

/** A task's progress with the way out of it, or how it ended. Shows nothing while idle or done. */
export function RunningTask({ state, onCancel }: { state: TaskState<unknown>; onCancel: () => void }) {
  const { t } = useTranslation('general');
  const words = useWords();
  if (state.kind === 'failed') return <ErrorNotice error={state.error} />;
  if (state.kind === 'cancelled') {
    return (
      <p className="running-task-ended" role="status">
        {t('task.cancelled')}
      </p>
    );
  }
  if (state.kind !== 'running') return null;
  const { progress, cancelling, title } = state;
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  return (
    <section className="running-task" aria-label={title}>
      <div className="running-task-line">
        <span className="running-task-title">{title}</span>
        <span className="running-task-stage" role="status">
          {cancelling ? t('task.cancelling') : progress && words.stage(progress.stage)}
        </span>
        <span className="running-task-count numbers">
          {progress &&
            (progress.total === null
              ? formatCount(progress.done)
              : progress.stage === 'read' && share !== null
                ? // What is read has no unit that a person counts in: bytes, or parts of a thousand.
                  `${Math.floor(share * 100)}%`
                : t('task.of', { done: formatCount(progress.done), total: formatCount(progress.total) }))}
        </span>
      </div>
      <div className="running-task-line">
        <Progress
          className={share === null ? 'running-task-bar unknown' : 'running-task-bar'}
          percent={share === null ? 100 : Math.floor(share * 100)}
          showInfo={false}
          size="small"
          status="normal"
          aria-label={title}
        />
        <Button size="small" disabled={cancelling} onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </section>
  );
}
