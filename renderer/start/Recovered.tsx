import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StartRecovered } from '../../shared/contract/start.ts';
import { formatCount } from '../ui/formatCount.ts';
import { TryAgain } from './TryAgain.tsx';

/** What came back, what did not, and where the damaged files lie. */
export function Recovered({ recovered, onFailed }: { recovered: StartRecovered; onFailed: () => void }) {
  const { t } = useTranslation('start');
  const { students, lostChanges, lostRows, lostAudit, lostPhotos, keptAside } = recovered;
  const isWhole = lostChanges === 0 && lostRows.length === 0 && lostAudit === 0 && lostPhotos === 0;
  return (
    <section className="start-step" aria-labelledby="start-done">
      <h2 id="start-done">{t('done.title')}</h2>
      <Alert
        type={isWhole ? 'success' : 'warning'}
        showIcon
        role="status"
        title={t('done.students', { students: formatCount(students) })}
        description={
          <ul className="start-found">
            <li>
              {lostChanges === 0 ? t('done.nothingLost') : t('done.lost', { lost: formatCount(lostChanges) })}
            </li>
            {lostRows.length > 0 && (
              <li>
                {t('done.lostRows', {
                  rows: formatCount(lostRows.reduce((sum, { rows }) => sum + rows, 0)),
                  tables: lostRows.length,
                })}
              </li>
            )}
            {lostAudit > 0 && <li>{t('done.lostAudit', { lost: formatCount(lostAudit) })}</li>}
            {lostPhotos > 0 && <li>{t('done.lostPhotos', { photos: formatCount(lostPhotos) })}</li>}
            {keptAside !== null && <li>{t('done.aside', { path: keptAside })}</li>}
          </ul>
        }
      />
      <div className="start-acts">
        <TryAgain onFailed={onFailed} isMain label={t('done.open')} />
      </div>
    </section>
  );
}
