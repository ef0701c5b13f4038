import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import { orpc } from '../rpc/core.ts';
import { isLeaseNearEnd } from '../state/isLeaseNearEnd.ts';
import { hashOf } from '../state/route.ts';
import { useMay } from '../state/useMay.ts';
import { formatCount } from '../ui/formatCount.ts';
import { formatTime } from '../ui/formatTime.ts';

/** How the desk stands with its hub, in a few words; pressed, the page about it. A store without a hub shows nothing. */
export function SyncIndicator() {
  const { t } = useTranslation('sync');
  const may = useMay();
  const { data: status } = useQuery({
    ...orpc.sync.status.queryOptions(),
    refetchInterval: ({ state: { data } }) => (data?.progress ? 500 : false),
  });
  if (!status || status.phase === 'none') return null;
  const { phase, refused, conflicts, lease } = status;
  const isEnding = lease !== null && isLeaseNearEnd(lease, Date.now());
  const needsCare = phase === 'stopped' || refused > 0 || conflicts > 0 || isEnding || isStuckForGood(status);
  const text = stateText(t, status, needsCare);
  const className = needsCare || phase === 'offline' ? 'sync-state sync-state-care' : 'sync-state';
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

/** Neither waiting nor a network helps: two hubs of one copy, or a program that is too old for the other side. */
function isStuckForGood({ standing, trouble }: SyncStatus): boolean {
  const why = trouble?.code === 'SYNC_REFUSED' ? trouble.params.case : null;
  return standing?.twoHubs === true || why === 'two-hubs' || why === 'upgradeClient' || why === 'upgradeHub';
}

function stateText(t: TFunction<'sync'>, status: SyncStatus, needsCare: boolean): string {
  if (needsCare) return t('indicator.attention');
  const { phase, waiting, lastOkAt, progress } = status;
  if (phase === 'offline')
    return lastOkAt === null
      ? t('indicator.offlineNever')
      : t('indicator.offline', { time: formatTime(lastOkAt, Date.now()) });
  if (phase === 'asking') return t('indicator.asking');
  // How far it is says more than how much there is still to send.
  if (progress?.total) {
    const percent = Math.floor((100 * progress.done) / progress.total);
    return t('indicator.progress', { percent: Math.min(percent, 100) });
  }
  if (waiting > 0) return t('indicator.waiting', { count: waiting, formatted: formatCount(waiting) });
  return t(phase === 'working' ? 'indicator.working' : 'indicator.synced');
}
