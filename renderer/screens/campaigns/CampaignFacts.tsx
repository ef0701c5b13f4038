import { LockOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { FACET_FIELDS } from '../../../shared/domain/studentFields.ts';
import { useWords } from '../../text/useWords.ts';
import { Closings } from './Closings.tsx';
import { Deadline } from './Deadline.tsx';
import { JoinedLater } from './JoinedLater.tsx';
import { SheetCounts } from './SheetCounts.tsx';

/** The rules of a campaign, and what became of it. */
export function CampaignFacts({
  campaign,
  due,
}: {
  campaign: Campaign;
  /** The first and the last day until which anybody has time; null: not known yet. */
  due: { first: string; last: string } | null;
}) {
  const { t } = useTranslation(['campaigns', 'general']);
  const text = useWords();
  const population = FACET_FIELDS.flatMap((field) => {
    const values = campaign.population[field];
    if (!values) return [];
    const said = values
      .map((value) => text.value(field, value) || t('general:empty'))
      .join(t('general:listJoin'));
    return [`${text.label(field)}：${said}`];
  });
  const covered = campaign.coveredFields.map((field) => text.label(field)).join(t('general:listJoin'));
  return (
    <>
      <dl className="campaign-facts">
        <div>
          <dt>{t('campaigns:column.type')}</dt>
          <dd>{text.campaignType(campaign.type)}</dd>
        </div>
        <div>
          <dt>{t('campaigns:column.deadline')}</dt>
          <dd>
            <Deadline campaign={campaign} />
            {due !== null && due.first !== due.last && (
              <span className="soft numbers deadline-away">{t('campaigns:deadlines.span', due)}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('campaigns:form.lock')}</dt>
          <dd>{text.lockRule(campaign.lockRule)}</dd>
        </div>
        <div>
          <dt>{t('campaigns:form.population')}</dt>
          <dd>{population.length === 0 ? t('campaigns:form.wholeSchool') : population.join(' · ')}</dd>
        </div>
        <div className="wide">
          <dt>{t('campaigns:form.covered')}</dt>
          <dd>
            {covered}
            {campaign.coversPhoto && `${t('general:listJoin')}${t('campaigns:form.photo')}`}
          </dd>
        </div>
        <SheetCounts campaign={campaign.id} />
        <Closings campaign={campaign.id} />
        {campaign.closedAt !== null && <JoinedLater campaign={campaign.id} />}
      </dl>
      <p className="soft campaign-frozen">
        <LockOutlined /> {t(campaign.closedAt === null ? 'campaigns:frozen' : 'campaigns:edit.closed')}
      </p>
    </>
  );
}
