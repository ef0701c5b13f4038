import { useTranslation } from 'react-i18next';
import type { ProgressRow } from '../../../shared/contract/campaigns.ts';
import { STATUS_GROUPS, statusesOf } from '../../../shared/domain/statusGroups.ts';
import { hashOf } from '../../state/route.ts';
import { completionOf, formatRate } from '../../ui/completion.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { GroupBar } from '../../ui/GroupBar.tsx';

/** Time left, the rate, and how everybody is shared out. */
export function Figures({
  campaign,
  total,
  daysLeft,
  workingDaysLeft,
}: {
  campaign: string;
  total: ProgressRow;
  daysLeft: number | null;
  workingDaysLeft: number | null;
}) {
  const { t } = useTranslation(['overview', 'general']);
  const completion = completionOf(total);
  const days =
    daysLeft === null
      ? '–'
      : daysLeft === 0
        ? t('overview:days.today')
        : daysLeft > 0
          ? t('overview:days.left', { count: daysLeft })
          : t('overview:days.over', { count: -daysLeft });
  return (
    <section className="panel figures">
      <div className="figure">
        <span className="soft">{t('overview:days.label')}</span>
        <strong className={daysLeft !== null && daysLeft < 0 ? 'figure-value over' : 'figure-value'}>
          {days}
        </strong>
        <span className="soft numbers">
          {workingDaysLeft !== null && daysLeft !== null && daysLeft > 0
            ? t('overview:days.working', { count: workingDaysLeft })
            : ' '}
        </span>
      </div>
      <div className="figure" title={t('overview:rateHint')}>
        <span className="soft">{t('overview:rate')}</span>
        <strong className="figure-value numbers">{formatRate(completion.rate)}</strong>
        <span className="soft numbers">
          {t('overview:ofExpected', {
            done: formatCount(completion.verified),
            total: formatCount(completion.expected),
          })}
        </span>
      </div>
      <div className="figure-groups">
        <GroupBar groups={completion.groups} thick />
        <ul className="legend">
          {STATUS_GROUPS.map((group) => (
            <li key={group}>
              <a
                className="legend-item"
                href={hashOf(
                  'students',
                  new URLSearchParams([
                    ['campaign', campaign],
                    ...statusesOf(group).map((status) => ['status', status]),
                  ]),
                )}
              >
                <span className={`legend-mark ${group}`} />
                <span>{t(`general:statusGroup.${group}`)}</span>
                <strong className="numbers">{formatCount(completion.groups[group])}</strong>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
