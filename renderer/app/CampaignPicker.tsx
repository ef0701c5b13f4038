import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { currentCampaign } from '../../shared/domain/currentCampaign.ts';
import { orpc } from '../rpc/core.ts';
import { usePreferences } from '../state/preferences.ts';

const NEWEST = 'newest';

/** The campaign that every list and count is of. Unless one is picked it is the current one, as it comes. */
export function CampaignPicker() {
  const { t } = useTranslation('general');
  const { data: list } = useQuery(orpc.campaigns.list.queryOptions());
  const campaign = usePreferences((state) => state.campaign);
  const setCampaign = usePreferences((state) => state.setCampaign);
  const known = campaign === null || list === undefined || list.some((entry) => entry.id === campaign);

  useEffect(() => {
    if (!known) setCampaign(null);
  }, [known, setCampaign]);

  if (list === undefined) return <span className="campaign-picker" />;
  if (list.length === 0) return <span className="campaign-picker none">{t('campaign.none')}</span>;
  const newest = currentCampaign(list);
  return (
    <Select
      className="campaign-picker"
      variant="filled"
      aria-label={t('campaign.label')}
      value={campaign ?? NEWEST}
      onChange={(value) => setCampaign(value === NEWEST ? null : value)}
      popupMatchSelectWidth={320}
      options={[
        { value: NEWEST, label: newest ? t('campaign.newest', { name: newest.name }) : t('campaign.none') },
        ...list.map((entry) => ({
          value: entry.id,
          label: `${entry.name} · ${entry.deadline}${entry.closedAt === null ? '' : ` · ${t('campaign.closed')}`}`,
        })),
      ]}
    />
  );
}
