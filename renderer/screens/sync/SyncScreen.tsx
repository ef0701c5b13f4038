import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useMay } from '../../state/useMay.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { HostHub } from '../hub/HostHub.tsx';
import { HubPage } from '../hub/HubPage.tsx';
import { AuditList } from './AuditList.tsx';
import { Conflicts } from './Conflicts.tsx';
import { Diagnose } from './Diagnose.tsx';
import { HubElsewhere } from './HubElsewhere.tsx';
import { HubWarnings, isTwoHubs } from './HubWarnings.tsx';
import { JoinHub } from './JoinHub.tsx';
import { NoHub } from './NoHub.tsx';
import { RefusedList } from './RefusedList.tsx';
import { StickPage } from './StickPage.tsx';
import { StoppedDesk } from './StoppedDesk.tsx';
import { WaitingList } from './WaitingList.tsx';
import '../../ui/PlainTable.css';
import './Sync.css';

const LISTS = ['conflicts', 'waiting', 'refused'] as const;
type List = (typeof LISTS)[number];

/** How this desk stands with its hub; before it has one, what that is for and how it gets one. */
export function SyncScreen() {
  const { t } = useTranslation(['sync', 'general']);
  const { params } = useRoute();
  const status = useQuery(orpc.sync.status.queryOptions());
  if (status.isError)
    return (
      <>
        <PageHeader title={t('general:area.sync')} />
        <div className="sync-page">
          <ErrorNotice error={status.error} onRetry={() => void status.refetch()} />
        </div>
      </>
    );
  if (!status.data) return <PageHeader title={t('general:area.sync')} />;
  if (status.data.phase === 'none') {
    return (
      <>
        <PageHeader title={t('general:area.sync')} />
        {params.get('join') === '1' ? (
          <JoinHub />
        ) : params.get('host') === '1' || params.get('tab') === 'hub' ? (
          <HostHub name="" />
        ) : (
          <NoHub />
        )}
      </>
    );
  }
  return <Joined status={status.data} asked={params.get('tab')} />;
}

function Joined({ status, asked }: { status: SyncStatus; asked: string | null }) {
  const { t } = useTranslation(['sync', 'general']);
  const may = useMay();
  const now = useMutation(orpc.sync.now.mutationOptions());
  const forget = useMutation(orpc.sync.forget.mutationOptions());
  const counts: Record<List, number> = {
    conflicts: status.conflicts,
    waiting: status.waiting,
    refused: status.refused,
  };
  const { hub } = status;
  // Said above; what these would show is locked.
  const isLocked = status.lease?.isEnded === true;
  const hasHub = hub?.isHost === true && may('hub.state');
  const list = LISTS.find((one) => one === asked) ?? LISTS.find((one) => counts[one] > 0) ?? 'conflicts';
  const hasSticks = status.phase !== 'asking' && status.phase !== 'stopped' && may('bundles.take');
  const isShown = { hub: hasHub, audit: true, stick: hasSticks };
  const tab = (['hub', 'audit', 'stick'] as const).find((one) => one === asked && isShown[one]) ?? list;
  return (
    <>
      <PageHeader
        title={t('general:area.sync')}
        note={
          status.lastOkAt === null
            ? undefined
            : t('sync:page.last', { time: formatTime(status.lastOkAt, Date.now()) })
        }
        actions={
          status.phase !== 'stopped' && (
            <Button loading={now.isPending} onClick={() => now.mutate(undefined)}>
              {t('sync:page.now')}
            </Button>
          )
        }
      />
      <div className="sync-page">
        {hub && <p className="soft sync-hub">{t('sync:page.ofHub', hub)}</p>}
        {hub && hub.letters !== '' && <p className="soft sync-hub">{t('sync:page.letters', hub)}</p>}
        {status.phase === 'asking' && hub && (
          <Alert
            type="info"
            showIcon
            role="status"
            title={t('sync:asking.title')}
            description={
              <>
                <p>{t('sync:asking.text', { name: hub.name })}</p>
                {hub.own !== null && (
                  <p>
                    {t('sync:asking.own')} <strong className="sync-digits numbers">{hub.own}</strong>
                  </p>
                )}
              </>
            }
            action={
              may('sync.forget') && (
                <Button size="small" onClick={() => forget.mutate(undefined)}>
                  {t('sync:asking.forget')}
                </Button>
              )
            }
          />
        )}
        {status.phase === 'stopped' && status.why && <StoppedDesk status={status} why={status.why} />}
        <HubWarnings status={status} />
        {status.trouble && !isTwoHubs(status) && <ErrorNotice error={status.trouble} />}
        {may('sync.trust') && <HubElsewhere status={status} />}
        {(now.isError || forget.isError) && <ErrorNotice error={now.error ?? forget.error} />}
        <Segmented<List | 'audit' | 'stick' | 'hub'>
          aria-label={t('general:area.sync')}
          value={tab}
          options={[
            ...LISTS.map((value) => ({
              value,
              label: t('sync:page.counted', {
                what: t(`sync:page.${value}`),
                counted: formatCount(counts[value]),
              }),
            })),
            { value: 'audit' as const, label: t('sync:audit.tab') },
            ...(hasSticks ? [{ value: 'stick' as const, label: t('sync:page.stick') }] : []),
            ...(hasHub ? [{ value: 'hub' as const, label: t('sync:page.hub') }] : []),
          ]}
          onChange={(value) => navigate('sync', { tab: value }, { replace: true })}
        />
        {!isLocked && tab === 'conflicts' && <Conflicts />}
        {!isLocked && tab === 'waiting' && <WaitingList />}
        {!isLocked && tab === 'refused' && <RefusedList />}
        {tab === 'audit' && <AuditList audit={status.audit} />}
        {tab === 'stick' && <StickPage waiting={status.waiting} />}
        {tab === 'hub' && hub && <HubPage name={hub.name} />}
        {(tab === 'audit' || status.trouble || status.phase === 'stopped') && may('sync.diagnose') && (
          <Diagnose />
        )}
      </div>
    </>
  );
}
