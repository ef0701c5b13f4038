import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { CampaignDetail } from './CampaignDetail.tsx';
import { CampaignForm } from './CampaignForm.tsx';
import { CampaignList } from './CampaignList.tsx';
import { EditCampaign } from './EditCampaign.tsx';
import '../../ui/PlainTable.css';
import './Campaigns.css';
import { useMay } from '../../state/useMay.ts';
import { Offered } from '../../ui/Offered.tsx';

/** The campaigns: the list, one of them (`?id=`), or the form for another (`?new=1`). */
export function CampaignsScreen() {
  const { t } = useTranslation(['campaigns', 'general']);
  const { params } = useRoute();
  const may = useMay();
  const list = useQuery(orpc.campaigns.list.queryOptions());

  if (params.get('new') !== null && may('campaigns.create')) return <CampaignForm />;
  const picked = list.data?.find((campaign) => campaign.id === params.get('id'));
  if (picked && picked.closedAt === null && params.get('edit') !== null && may('campaigns.update'))
    return <EditCampaign key={picked.id} campaign={picked} />;
  if (picked) return <CampaignDetail key={picked.id} campaign={picked} />;

  const create = (
    <Offered call="campaigns.create">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => navigate('campaigns', { new: '1' })}>
        {t('campaigns:new')}
      </Button>
    </Offered>
  );
  return (
    <>
      <PageHeader
        title={t('general:area.campaigns')}
        {...(list.data && list.data.length > 0
          ? {
              note: t('campaigns:note', {
                count: list.data.length,
                formatted: formatCount(list.data.length),
              }),
              actions: create,
            }
          : {})}
      />
      {list.isError && (
        <div className="campaigns-error">
          <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
        </div>
      )}
      {list.data?.length === 0 && (
        <EmptyState title={t('campaigns:empty.title')} actions={create}>
          {t('campaigns:empty.text')}
        </EmptyState>
      )}
      {list.data && list.data.length > 0 && <CampaignList campaigns={list.data} />}
    </>
  );
}
