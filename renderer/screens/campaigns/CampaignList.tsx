import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { completionOf, formatRate } from '../../ui/completion.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { GroupBar } from '../../ui/GroupBar.tsx';
import { Deadline } from './Deadline.tsx';

/** Open campaigns first, the nearest deadline on top; then the closed ones, newest first. */
export function CampaignList({ campaigns }: { campaigns: readonly Campaign[] }) {
  const { t } = useTranslation('campaigns');
  const sorted = [...campaigns].sort((a, b) => {
    if ((a.closedAt === null) !== (b.closedAt === null)) return a.closedAt === null ? -1 : 1;
    return a.closedAt === null ? a.deadline.localeCompare(b.deadline) : b.createdAt - a.createdAt;
  });
  return (
    <div className="campaign-list">
      <table className="plain-table campaign-table" aria-label={t('list')}>
        <thead>
          <tr>
            <th>{t('column.name')}</th>
            <th>{t('column.type')}</th>
            <th>{t('column.deadline')}</th>
            <th className="campaign-list-bar">{t('column.progress')}</th>
            <th className="number">{t('column.rate')}</th>
            <th className="number">{t('column.total')}</th>
            <th>{t('column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((campaign) => (
            <CampaignLine key={campaign.id} campaign={campaign} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CampaignLine({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const text = useWords();
  const { data } = useQuery(
    orpc.campaigns.progress.queryOptions({ input: { campaign: campaign.id, by: 'college' } }),
  );
  const completion = data ? completionOf(data.total) : null;
  const closed = campaign.closedAt !== null;
  return (
    <tr className={closed ? 'campaign-line closed' : 'campaign-line'}>
      <td>
        <a href={hashOf('campaigns', { id: campaign.id })}>{campaign.name}</a>
      </td>
      <td>{text.campaignType(campaign.type)}</td>
      <td>
        <Deadline campaign={campaign} />
      </td>
      <td className="campaign-list-bar">{completion && <GroupBar groups={completion.groups} />}</td>
      <td className="number numbers">{completion && formatRate(completion.rate)}</td>
      <td className="number numbers">{data && formatCount(data.total.total)}</td>
      <td>{closed ? t('state.closed') : t('state.open')}</td>
    </tr>
  );
}
