import { useTranslation } from 'react-i18next';
import { daysLeft } from '../../../shared/domain/daysLeft.ts';

/** How long a day is from now, working days too. */
export function DaysAway({ day, now }: { day: string; now: number }) {
  const { t } = useTranslation('campaigns');
  const { days, workingDays } = daysLeft(day, now);
  const said =
    days < 0
      ? t('days.over', { count: -days })
      : days === 0
        ? t('days.today')
        : t('days.left', { count: days, working: workingDays });
  return <span className={days < 0 ? 'deadline-away over' : 'deadline-away'}>{said}</span>;
}
