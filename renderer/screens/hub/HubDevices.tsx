import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubDevice } from '../../../shared/contract/hub.ts';
import { useJoined } from '../../text/useJoined.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { DeviceAdvice } from './DeviceAdvice.tsx';
import { DeviceGrant } from './DeviceGrant.tsx';
import { DeviceReport } from './DeviceReport.tsx';
import { RevokeDevice } from './RevokeDevice.tsx';
import '../../ui/PlainTable.css';

/** From here on somebody is told (sync.md §5.2). */
const SKEW_MS = 120_000;

type Open = { device: string; what: 'grant' | 'revoke' } | null;

/** The computers that sync with this hub; what is done with one opens below its line. */
export function HubDevices({ devices, leaseDays }: { devices: readonly HubDevice[]; leaseDays: number }) {
  const { t } = useTranslation('hub');
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <section className="hub-devices" aria-label={t('device.title')}>
      <h2>{t('device.title')}</h2>
      <div className="sync-table">
        <table className="plain-table" aria-label={t('device.title')}>
          <thead>
            <tr>
              <th>{t('device.name')}</th>
              <th>{t('device.state')}</th>
              <th>{t('device.grant')}</th>
              <th>{t('device.seen')}</th>
              <th>{t('device.lag')}</th>
              <th>{t('device.waiting')}</th>
              <th>{t('device.version')}</th>
              <td />
            </tr>
          </thead>
          {devices.map((device) => (
            <tbody key={device.id}>
              <DeviceLine device={device} open={open} onOpen={setOpen} />
              <DeviceAdvice device={device} leaseDays={leaseDays} />
              {open?.device === device.id && (
                <tr>
                  <td colSpan={8}>
                    {open.what === 'grant' ? (
                      <DeviceGrant device={device} onDone={close} />
                    ) : (
                      <RevokeDevice device={device} onDone={close} />
                    )}
                  </td>
                </tr>
              )}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function DeviceLine({
  device,
  open,
  onOpen,
}: {
  device: HubDevice;
  open: Open;
  onOpen: (open: Open) => void;
}) {
  const { t } = useTranslation('hub');
  const { id, state, grant, purged, clockSkewMs } = device;
  const joined = useJoined();
  const now = Date.now();
  const toggle = (what: 'grant' | 'revoke') => () =>
    onOpen(open?.device === id && open.what === what ? null : { device: id, what });
  const isOff = clockSkewMs !== null && Math.abs(clockSkewMs) > SKEW_MS;
  return (
    <tr>
      <td>
        {device.name}
        {device.isHere && <span className="soft">{t('device.here')}</span>}
        {device.letters !== '' && (
          <div className="soft">{t('device.letters', { letters: device.letters })}</div>
        )}
      </td>
      <td className={state === 'enrolling' ? 'hub-care' : undefined}>
        {t(`device.states.${state}`)}
        {device.owesPurge && <div className="hub-care">{t('device.owes')}</div>}
        {state === 'active' && device.report && <DeviceReport report={device.report} />}
        {purged && !device.owesPurge && purged.students + purged.rows + purged.files > 0 && (
          <div className="soft">
            {t('device.purged', {
              time: formatTime(purged.at, now),
              students: formatCount(purged.students),
              rows: formatCount(purged.rows),
              files: formatCount(purged.files),
            })}
          </div>
        )}
      </td>
      <td>{state === 'active' ? (grant === '*' ? t('device.whole') : joined(grant)) : ''}</td>
      <td className="numbers">
        {device.seenAt === null ? t('device.never') : formatTime(device.seenAt, now)}
        {isOff && (
          <div className="hub-care">
            {t('device.skew', { count: Math.round(Math.abs(clockSkewMs) / 60_000) })}
          </div>
        )}
      </td>
      <td className="numbers">{state === 'active' ? formatCount(device.lag) : ''}</td>
      <td className="numbers">
        {device.waiting === null ? '' : formatCount(device.waiting)}
        {device.oldestAt !== null && (
          <div className="soft">{t('device.oldest', { time: formatTime(device.oldestAt, now) })}</div>
        )}
      </td>
      <td className="numbers">
        {device.appVersion === null
          ? ''
          : t('device.versions', { app: device.appVersion, schema: device.schemaVersion ?? '' })}
      </td>
      <td className="hub-actions">
        {state !== 'revoked' && (
          <>
            <Button
              size="small"
              type={state === 'enrolling' ? 'primary' : 'default'}
              aria-expanded={open?.device === id && open.what === 'grant'}
              onClick={toggle('grant')}
            >
              {t(state === 'enrolling' ? 'device.letIn' : 'device.change')}
            </Button>
            {!device.isHere && (
              <Button
                size="small"
                aria-expanded={open?.device === id && open.what === 'revoke'}
                onClick={toggle('revoke')}
              >
                {t(state === 'enrolling' ? 'device.refuse' : 'device.revoke')}
              </Button>
            )}
          </>
        )}
      </td>
    </tr>
  );
}
