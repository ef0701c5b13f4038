import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StartState } from '../../shared/contract/start.ts';
import { useWords } from '../text/useWords.ts';
import { formatCount } from '../ui/formatCount.ts';

/** A plain store of an earlier version is being encrypted: how far it is, and what is being done. */
export function Encrypting({ progress }: { progress: NonNullable<StartState['progress']> }) {
  const { t } = useTranslation(['start', 'general']);
  const words = useWords();
  const { stage, done, total } = progress;
  const percent = total ? Math.floor((Math.min(done, total) / total) * 100) : null;
  return (
    <section className="start-form" aria-label={t('encrypting.title')}>
      <h2>{t('encrypting.title')}</h2>
      <p className="soft">{t('encrypting.help')}</p>
      <p role="status">
        {words.stage(stage)}
        {total !== null && total > 0 && (
          <span className="numbers">
            {' '}
            {t('general:task.of', { done: formatCount(done), total: formatCount(total) })}
          </span>
        )}
      </p>
      <Progress
        className={percent === null ? 'running-task-bar unknown' : 'running-task-bar'}
        percent={percent ?? 100}
        showInfo={false}
        status="normal"
        aria-label={t('encrypting.title')}
      />
    </section>
  );
}
