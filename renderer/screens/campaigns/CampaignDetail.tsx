import { ArrowLeftOutlined, EditOutlined, InboxOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popover, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { GROUP_BY, type GroupBy } from '../../../shared/domain/groupFields.ts';
import { core, orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { useMay } from '../../state/useMay.ts';
import { completionOf, formatRate } from '../../ui/completion.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { GroupBar } from '../../ui/GroupBar.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ArchiveCampaign } from './ArchiveCampaign.tsx';
import { CampaignFacts } from './CampaignFacts.tsx';
import { DeadlineTable } from './DeadlineTable.tsx';
import { PicturePanel } from './PicturePanel.tsx';
import { ProgressTable } from './ProgressTable.tsx';
import { ReopenCampaign } from './ReopenCampaign.tsx';
import { Timetable } from './Timetable.tsx';
import { TrendPanel } from './TrendPanel.tsx';

/** What a campaign shows besides its counts. */
const OTHER_VIEWS = ['trend', 'pictures', 'deadlines', 'timetable'] as const;

function isGroupBy(view: GroupBy | (typeof OTHER_VIEWS)[number]): view is GroupBy {
  return (GROUP_BY as readonly string[]).includes(view);
}

/** One campaign: its rules, how far it is, and who is behind, by any of the ways the school is divided. */
export function CampaignDetail({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation(['campaigns', 'general']);
  const queryClient = useQueryClient();
  const route = useRoute();
  const may = useMay();
  const showUndo = useUndo((state) => state.show);
  const [by, setBy] = useState<GroupBy | (typeof OTHER_VIEWS)[number]>(
    OTHER_VIEWS.find((view) => view === route.params.get('view')) ?? 'college',
  );
  const counted = isGroupBy(by) ? by : 'college';
  const [reopening, setReopening] = useState(false);
  const progress = useQuery(
    orpc.campaigns.progress.queryOptions({ input: { campaign: campaign.id, by: counted } }),
  );
  const close = useMutation(orpc.campaigns.close.mutationOptions());
  const closed = campaign.closedAt !== null;

  const closeNow = async () => {
    try {
      await close.mutateAsync({ id: campaign.id });
      void queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
      showUndo(t('campaigns:closed', { name: campaign.name }), async () => {
        await core.campaigns.reopen({ id: campaign.id, reason: t('campaigns:closings.undone') });
        await queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
        return null;
      });
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  const completion = progress.data ? completionOf(progress.data.total) : null;

  return (
    <>
      <PageHeader
        title={
          <>
            <Button
              type="text"
              size="small"
              icon={<ArrowLeftOutlined />}
              aria-label={t('campaigns:backToList')}
              title={t('campaigns:backToList')}
              onClick={() => navigate('campaigns')}
            />{' '}
            {campaign.name}
          </>
        }
        {...(closed ? { note: t('campaigns:state.closed') } : {})}
        actions={
          <>
            {!closed && may('campaigns.update') && (
              <Button
                icon={<EditOutlined />}
                onClick={() => navigate('campaigns', { id: campaign.id, edit: '1' })}
              >
                {t('campaigns:edit.action')}
              </Button>
            )}
            {closed && may('campaigns.archive') && (
              <Popover
                trigger="click"
                placement="bottomRight"
                content={<ArchiveCampaign campaign={campaign} />}
              >
                <Button icon={<InboxOutlined />}>{t('campaigns:archive.action')}</Button>
              </Popover>
            )}
            {!may('campaigns.close') ? null : closed ? (
              <Popover
                open={reopening}
                onOpenChange={setReopening}
                trigger="click"
                placement="bottomRight"
                destroyOnHidden
                content={<ReopenCampaign campaign={campaign} onDone={() => setReopening(false)} />}
              >
                <Button>{t('campaigns:reopen')}</Button>
              </Popover>
            ) : (
              <Button loading={close.isPending} onClick={() => void closeNow()}>
                {t('campaigns:close')}
              </Button>
            )}
          </>
        }
      />
      <div className="campaign-detail">
        {close.isError && <ErrorNotice error={close.error} />}
        <CampaignFacts campaign={campaign} due={progress.data?.total.due ?? null} />
        <div className="campaign-progress-head">
          <Segmented
            value={by}
            aria-label={t('campaigns:progress.by')}
            options={[...GROUP_BY, ...OTHER_VIEWS].map((value) => ({
              value,
              label: t(`campaigns:progress.${value}`),
            }))}
            onChange={setBy}
          />
          {completion && (
            <>
              <span className="numbers">
                {t('campaigns:progress.verified', {
                  rate: formatRate(completion.rate),
                  done: formatCount(completion.verified),
                  total: formatCount(completion.expected),
                })}
              </span>
              <span className="campaign-progress-bar">
                <GroupBar groups={completion.groups} thick />
              </span>
            </>
          )}
        </div>
        {progress.isError && <ErrorNotice error={progress.error} onRetry={() => void progress.refetch()} />}
        {progress.data && by === 'trend' && <TrendPanel campaign={campaign} colleges={progress.data.rows} />}
        {by === 'deadlines' && <DeadlineTable campaign={campaign} />}
        {by === 'timetable' && <Timetable campaign={campaign} />}
        {progress.data && by === 'pictures' && (
          <PicturePanel campaign={campaign} colleges={progress.data.rows} />
        )}
        {progress.data && isGroupBy(by) && (
          <ProgressTable
            key={by}
            campaign={campaign.id}
            by={by}
            rows={progress.data.rows}
            total={progress.data.total}
          />
        )}
      </div>
    </>
  );
}
