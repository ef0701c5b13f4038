import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { hashOf, navigate } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { AttentionList } from './AttentionList.tsx';
import { CollegeTable } from './CollegeTable.tsx';
import { DueRecords } from './DueRecords.tsx';
import { Figures } from './Figures.tsx';
import { NearMilestones } from './NearMilestones.tsx';
import './OverviewScreen.css';
import { Offered } from '../../ui/Offered.tsx';

/** Where the campaign stands: time left, who is done, and what needs a person. */
export function OverviewScreen() {
  const { t } = useTranslation(['overview', 'general']);
  const campaign = usePreferences((state) => state.campaign);
  const { data, error, refetch } = useQuery(
    orpc.campaigns.overview.queryOptions({ input: { campaign }, placeholderData: keepPreviousData }),
  );
  const { data: status } = useQuery(orpc.admin.status.queryOptions());
  const title = t('general:area.overview');

  if (error !== null && data === undefined) {
    return (
      <>
        <PageHeader title={title} />
        <div className="overview-error">
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        </div>
      </>
    );
  }
  if (data === undefined || status === undefined) return <PageHeader title={title} />;
  if (status.students === 0) {
    return (
      <>
        <PageHeader title={title} />
        <EmptyState
          title={t('overview:noStudents.title')}
          actions={
            <Offered call="imports.open">
              <Button type="primary" onClick={() => navigate('import')}>
                {t('overview:noStudents.action')}
              </Button>
            </Offered>
          }
        >
          {t('overview:noStudents.text')}
        </EmptyState>
      </>
    );
  }
  if (data.campaign === null) {
    return (
      <>
        <PageHeader title={title} />
        <EmptyState
          title={t('overview:noCampaign.title')}
          actions={
            <>
              <Offered call="campaigns.create">
                <Button type="primary" onClick={() => navigate('campaigns', { new: '1' })}>
                  {t('overview:noCampaign.action')}
                </Button>
              </Offered>
              <Button onClick={() => navigate('students')}>{t('overview:noCampaign.list')}</Button>
            </>
          }
        >
          {t('overview:noCampaign.text', { formatted: formatCount(status.students) })}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={data.campaign.name}
        note={
          <span className="numbers">
            {t('overview:deadline', { date: data.campaign.deadline })}
            {data.campaign.closedAt !== null && ` · ${t('overview:closed')}`}
          </span>
        }
        actions={
          <>
            <Button href={hashOf('students', { campaign: data.campaign.id, status: 'not-verified' })}>
              {t('overview:unverified')}
            </Button>
            <Button href={hashOf('campaigns', { id: data.campaign.id, view: 'pictures' })}>
              {t('overview:pictures')}
            </Button>
            <Button href={hashOf('reports', { kind: 'statistics' })}>{t('overview:statistics')}</Button>
          </>
        }
      />
      <div className="overview">
        <div className="overview-main">
          <Figures
            campaign={data.campaign.id}
            total={data.total}
            daysLeft={data.daysLeft}
            workingDaysLeft={data.workingDaysLeft}
          />
          <CollegeTable campaign={data.campaign.id} rows={data.colleges} />
        </div>
        <div className="overview-side">
          <NearMilestones campaign={data.campaign.id} />
          <AttentionList items={data.attention} />
          <DueRecords />
        </div>
      </div>
    </>
  );
}
