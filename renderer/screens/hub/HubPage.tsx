import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HubState } from '../../../shared/contract/hub.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useJoined } from '../../text/useJoined.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatTime } from '../../ui/formatTime.ts';
import { HostHub } from './HostHub.tsx';
import { HubBackup } from './HubBackup.tsx';
import { HubDevices } from './HubDevices.tsx';
import { HubLease } from './HubLease.tsx';
import { HubRecovery } from './HubRecovery.tsx';
import { HubStick } from './HubStick.tsx';
import { HubStore } from './HubStore.tsx';
import { KeptWork } from './KeptWork.tsx';
import { NewCode } from './NewCode.tsx';
import { TwoHubsFound } from './TwoHubsFound.tsx';
import { useOnBattery } from './useOnBattery.ts';
import './Hub.css';

/** What devices took and when they were there moves without anything being written here. */
const LOOK_EVERY_MS = 10_000;

/** The hub of this computer: whether it runs, how others find it, who they are, and its backup. `name`: of the own desk. */
export function HubPage({ name }: { name: string }) {
  const { data, error } = useQuery({ ...orpc.hub.state.queryOptions(), refetchInterval: LOOK_EVERY_MS });
  if (error) return <ErrorNotice error={error} />;
  if (!data) return null;
  if (data.phase === 'off') return <HostHub name={name} />;
  return <Hosted state={data} name={name} />;
}

function Hosted({ state, name }: { state: HubState; name: string }) {
  const { t } = useTranslation('hub');
  const show = useUndo((undo) => undo.show);
  const isOnBattery = useOnBattery();
  const joined = useJoined();
  const { phase, content, port } = state;
  const stop = useMutation(
    orpc.hub.stop.mutationOptions({
      onSuccess: () =>
        show(t('stopped'), async () => {
          if (port !== null) await core.hub.start({ port, name });
          return null;
        }),
    }),
  );
  return (
    <>
      {state.trouble && <ErrorNotice error={state.trouble} />}
      {state.store && <HubStore store={state.store} />}
      {content && content.twoHubs.length > 0 && <TwoHubsFound devices={content.twoHubs} />}
      {isOnBattery && <Alert type="warning" showIcon title={t('battery')} />}
      <section className="sync-card hub-facts" aria-label={t('facts.title')}>
        <dl>
          <dt>{t('facts.state')}</dt>
          <dd>
            {state.since === null
              ? t(`phase.${phase}`)
              : t('facts.since', { time: formatTime(state.since, Date.now()) })}
          </dd>
          <dt>{t('facts.addresses')}</dt>
          <dd className="numbers">
            {state.addresses.length > 0 ? joined(state.addresses) : t('facts.noAddress')}
          </dd>
          <dt>{t('facts.fingerprint')}</dt>
          <dd className="sync-digits numbers">{state.fingerprint ?? ''}</dd>
          {content && (
            <>
              <dt>{t('facts.open')}</dt>
              <dd>
                {t('facts.counts', {
                  conflicts: content.conflicts,
                  quarantined: content.quarantined,
                  purges: content.unconfirmedPurges,
                })}
              </dd>
            </>
          )}
        </dl>
        <div className="sync-buttons">
          <Button loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
            {t('stop')}
          </Button>
          <span className="soft">{t('stopHelp')}</span>
        </div>
      </section>
      {stop.isError && <ErrorNotice error={stop.error} />}
      {content && (
        <>
          <HubBackup content={content} />
          <HubRecovery opensBy={content.opensBy} />
          <NewCode />
          <HubDevices devices={content.devices} leaseDays={content.leaseDays} />
          <KeptWork count={content.quarantined} />
          <HubLease days={content.leaseDays} />
          <HubStick content={content} />
        </>
      )}
    </>
  );
}
