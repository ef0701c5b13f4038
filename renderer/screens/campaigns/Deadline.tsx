import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { daysLeft } from '../../../shared/domain/daysLeft.ts';

/** The deadline, and how long that is from today. */
export function Deadline({ campaign }: { campaign: Pick<Campaign, 'deadline' | 'closedAt'> }) {
  const { t } = useTranslation('campaigns');
  const { days, workingDays } = daysLeft(campaign.deadline, Date.now());
  const away =
    campaign.closedAt !== null
      ? null
      : days < 0
        ? t('days.over', { count: -days })
        : days === 0
          ? t('days.today')
          : t('days.left', { count: days, working: workingDays });
  return (
    <span className="numbers">
      {campaign.deadline}
      {away !== null && <span className={days < 0 ? 'deadline-away over' : 'deadline-away'}>{away}</span>}
    </span>
  );
}
