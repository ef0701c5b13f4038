import { useTranslation } from 'react-i18next';
import type { DueErasure } from '../../../../shared/contract/privacy.ts';
import { hashOf } from '../../../state/route.ts';
import { paramsOfQuery } from '../../../state/studentQueryHash.ts';
import { studentQueryOf } from '../../../state/studentQueryOf.ts';
import { formatCount } from '../../../ui/formatCount.ts';

/** Whose records are due, by year of graduation; each leads to what would be erased. */
export function DueCohorts({ due: { cohorts } }: { due: DueErasure }) {
  const { t } = useTranslation('privacy');
  if (cohorts.length === 0) return <p className="soft">{t('due.none')}</p>;
  return (
    <section aria-label={t('due.title')}>
      <h3>{t('due.title')}</h3>
      {cohorts.map(({ year, days, students }) => {
        const params = paramsOfQuery(studentQueryOf({ expectedGraduationDate: days }));
        params.set('page', 'erase');
        return (
          <div key={year} className="settings-line">
            <span className="numbers">
              {t('due.cohort', { year })} ·{' '}
              {t('due.count', { count: students, formatted: formatCount(students) })}
            </span>
            <a href={hashOf('settings', params)}>{t('due.review')}</a>
          </div>
        );
      })}
    </section>
  );
}
