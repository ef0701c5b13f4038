import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { isLeaseNearEnd } from '../../state/isLeaseNearEnd.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { LeaseNotice } from './LeaseNotice.tsx';
import { TwoHubs } from './TwoHubs.tsx';

const MINUTE_MS = 60_000;

export function isTwoHubs({ trouble, standing }: SyncStatus): boolean {
  return standing?.twoHubs === true || trouble?.params.case === 'two-hubs';
}

/** What a desk sees of its hub that a person has to do something about; it works on meanwhile. */
export function HubWarnings({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const { standing, skewMs, stuckSince, lease } = status;
  const minutes = skewMs === null ? 0 : Math.round(Math.abs(skewMs) / MINUTE_MS);
  return (
    <>
      {isTwoHubs(status) && (
        <Alert type="error" showIcon role="alert" title={t('two.title')} description={<TwoHubs />} />
      )}
      {stuckSince !== null && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('stuck.title', { time: formatTime(stuckSince, Date.now()) })}
          description={t('stuck.text')}
        />
      )}
      {lease !== null && isLeaseNearEnd(lease, Date.now()) && (
        <LeaseNotice lease={lease} waiting={status.waiting} />
      )}
      {standing?.backupAt === null && (
        <Alert type="error" showIcon title={t('noBackup.title')} description={t('noBackup.text')} />
      )}
      {skewMs !== null && (
        <Alert
          type="warning"
          showIcon
          title={t(skewMs > 0 ? 'skew.behind' : 'skew.ahead', { count: minutes })}
          description={t('skew.text')}
        />
      )}
    </>
  );
}
