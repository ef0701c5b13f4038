import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { daysLeft } from '../../../shared/domain/daysLeft.ts';
import { isNear, milestoneState, nextDay } from '../../../shared/domain/milestones.ts';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';

/** What of the campaign's timetable is going on or comes within a month; nothing where nothing does. */
export function NearMilestones({ campaign }: { campaign: string }) {
  const { t } = useTranslation('overview');
  const { data } = useQuery(orpc.timetable.of.queryOptions({ input: { campaign } }));
  if (!data || data.campaign.closedAt !== null) return null;
  const near = data.items.filter((item) => isNear(item, data.today));
  if (near.length === 0) return null;
  return (
    <section className="panel attention" aria-label={t('near.title')}>
      <h2>{t('near.title')}</h2>
      <ul>
        {near.map((item) => {
          const day = nextDay(item, data.today)!;
          const { days, workingDays } = daysLeft(day, Date.parse(data.today));
          const running = milestoneState(item, data.today) === 'running';
          return (
            <li key={item.id}>
              <a className="attention-item" href={hashOf('campaigns', { id: campaign, view: 'timetable' })}>
                <span className="attention-text">
                  {item.name}
                  <br />
                  <span className="soft numbers">
                    {t(running ? 'near.until' : 'near.from', { day })} ·{' '}
                    {days === 0 ? t('near.today') : t('near.left', { count: days, working: workingDays })}
                  </span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
