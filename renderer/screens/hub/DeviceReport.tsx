import { useTranslation } from 'react-i18next';
import type { HubDevice } from '../../../shared/contract/hub.ts';
import { formatTime } from '../../ui/formatTime.ts';

/** What a computer last said of itself that somebody who looks after the hub should know. */
export function DeviceReport({ report }: { report: NonNullable<HubDevice['report']> }) {
  const { t } = useTranslation('hub');
  const { stuckSince, refused, wanted, audit } = report;
  const time = (at: number) => formatTime(at, Date.now());
  return (
    <>
      {stuckSince !== null && <div className="hub-care">{t('device.stuck', { time: time(stuckSince) })}</div>}
      {refused > 0 && <div className="hub-care">{t('device.refused', { count: refused })}</div>}
      {wanted > 0 && <div>{t('device.wanted', { count: wanted })}</div>}
      {audit !== null && audit.incidents === 0 && (
        <div className="soft">{t('device.audited', { time: time(audit.at) })}</div>
      )}
      {audit !== null && audit.incidents > 0 && (
        <div className="hub-care">
          {t('device.differed', { count: audit.incidents, time: time(audit.at) })}
        </div>
      )}
    </>
  );
}
