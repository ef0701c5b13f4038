import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SyncIncident, SyncStatus } from '../../../shared/contract/sync.ts';
import { orpc } from '../../rpc/core.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';

const KINDS = {
  record: 'record',
  photo: 'photo',
  review: 'photo',
  event: 'verdict',
  counterVisit: 'verdict',
  case: 'case',
  caseEntry: 'case',
  chaseContact: 'chase',
  sheet: 'sheet',
  sheetRows: 'sheet',
  sheetReturn: 'sheet',
  signedSheet: 'sheet',
  sheetHandling: 'sheet',
  sheetQuestion: 'sheet',
  campaign: 'campaign',
  deadline: 'campaign',
  milestone: 'campaign',
  word: 'words',
} as const;

/** Whether this desk has what the hub has: when that was looked at, what was otherwise, and what was done about it. */
export function AuditList({ audit }: { audit: SyncStatus['audit'] }) {
  const { t } = useTranslation('sync');
  const found = useQuery(orpc.sync.incidents.queryOptions());
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  const incidents = found.data ?? [];
  return (
    <section className="sync-audit" aria-label={t('audit.title')}>
      <p>
        {audit === null
          ? t('audit.notYet')
          : audit.mended === 0
            ? t('audit.same', { time: formatTime(audit.at, Date.now()) })
            : t('audit.mended', {
                time: formatTime(audit.at, Date.now()),
                count: audit.mended,
                formatted: formatCount(audit.mended),
              })}{' '}
        <span className="soft">{t('audit.how')}</span>
      </p>
      {incidents.length > 0 && <Incidents incidents={incidents} />}
    </section>
  );
}

function Incidents({ incidents }: { incidents: readonly SyncIncident[] }) {
  const { t } = useTranslation('sync');
  return (
    <div className="sync-table">
      <table className="plain-table" aria-label={t('audit.found')}>
        <thead>
          <tr>
            <th>{t('audit.when')}</th>
            <th>{t('audit.what')}</th>
            <th>{t('audit.rows')}</th>
            <th>{t('audit.difference')}</th>
            <th>{t('audit.done')}</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map(({ at, entity, how, rows }) => (
            <tr key={`${at} ${entity} ${how}`}>
              <td className="numbers">{formatTime(at, Date.now())}</td>
              <td>{t(`audit.kind.${KINDS[entity as keyof typeof KINDS] ?? 'rest'}`)}</td>
              <td className="numbers">{formatCount(rows)}</td>
              <td>{t(`audit.was.${how}`)}</td>
              <td>{t(`audit.did.${how}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
