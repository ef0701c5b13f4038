import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import { orpc } from '../rpc/core.ts';
import { hashOf } from '../state/route.ts';
import { useMay } from '../state/useMay.ts';
import { formatCount } from '../ui/formatCount.ts';
import { formatTime } from '../ui/formatTime.ts';

/** How the desk stands with its hub, in a few words; pressed, the page about it. A store without a hub shows nothing. */
export function SyncIndicator() {
  const { t } = useTranslation('sync');
  const may = useMay();
  const { data: status } = useQuery(orpc.sync.status.queryOptions());
  if (!status || status.phase === 'none') return null;
  const needsCare = status.phase === 'stopped' || status.refused > 0 || status.conflicts > 0;
  const text = stateText(t, status, needsCare);
  const className = needsCare || status.phase === 'offline' ? 'sync-state sync-state-care' : 'sync-state';
  if (!may('sync.conflicts'))
    return (
      <span className={className} role="status">
        {text}
      </span>
    );
  return (
    <a className={className} href={hashOf('sync')} aria-label={t('indicator.label', { state: text })}>
      {text}
    </a>
  );
}

function stateText(t: TFunction<'sync'>, status: SyncStatus, needsCare: boolean): string {
  if (needsCare) return t('indicator.attention');
  const { phase, waiting, lastOkAt } = status;
  if (phase === 'offline')
    return lastOkAt === null
      ? t('indicator.offlineNever')
      : t('indicator.offline', { time: formatTime(lastOkAt, Date.now()) });
  if (phase === 'asking') return t('indicator.asking');
  if (waiting > 0) return t('indicator.waiting', { count: waiting, formatted: formatCount(waiting) });
  return t(phase === 'working' ? 'indicator.working' : 'indicator.synced');
}
