import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';

const SHOWN = 100;

/** What was done here and is not at the hub yet. */
export function WaitingList() {
  const { t } = useTranslation('sync');
  const words = useWords();
  const { data, error } = useQuery(orpc.sync.waiting.queryOptions({ input: { offset: 0, limit: SHOWN } }));
  if (error) return <ErrorNotice error={error} />;
  if (!data) return null;
  if (data.total === 0) return <EmptyState title={t('waiting.empty')}>{t('waiting.emptyText')}</EmptyState>;
  return (
    <div className="sync-table">
      <table className="plain-table" aria-label={t('page.waiting')}>
        <thead>
          <tr>
            <th>{t('waiting.did')}</th>
            <th>{t('waiting.who')}</th>
            <th>{t('waiting.when')}</th>
            <th>{t('waiting.rows')}</th>
            <th title={t('trace.help')}>{t('trace.title')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ mid, trace, name, actor, at, rows, student }) => (
            <tr key={mid}>
              <td>{[words.work.did(name), student?.name].filter(Boolean).join(' · ')}</td>
              <td>{actor}</td>
              <td className="numbers">{at === null ? '' : formatTime(at, Date.now())}</td>
              <td className="numbers">{formatCount(rows)}</td>
              <td className="numbers">{trace ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.total > SHOWN && <p className="soft">{t('waiting.more', { count: data.total - SHOWN })}</p>}
    </div>
  );
}
