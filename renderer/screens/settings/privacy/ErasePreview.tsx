import { useTranslation } from 'react-i18next';
import type { ErasePlan } from '../../../../shared/contract/privacy.ts';
import { formatCount } from '../../../ui/formatCount.ts';
import { formatTime } from '../../../ui/formatTime.ts';
import { WhatStays } from './WhatStays.tsx';
import '../../../ui/PlainTable.css';

const HOLDS = ['photos', 'cases', 'proofs', 'verdicts', 'contacts', 'entries'] as const;

/** What would go, what holds others back, what is left, and where they are held besides. */
export function ErasePreview({ plan }: { plan: ErasePlan }) {
  const { t } = useTranslation('privacy');
  const { students, groups, holds } = plan;
  return (
    <section className="erase-plan" aria-label={t('plan.title')}>
      <h2>{t('plan.title')}</h2>
      {students === 0 ? (
        <p>{t('plan.nobody')}</p>
      ) : (
        <>
          <dl className="erase-counts">
            <div>
              <dt>{t('plan.holds.students')}</dt>
              <dd className="numbers">{formatCount(students)}</dd>
            </div>
            {HOLDS.map((what) => (
              <div key={what}>
                <dt>{t(`plan.holds.${what}`)}</dt>
                <dd className="numbers">{formatCount(holds[what])}</dd>
              </div>
            ))}
          </dl>
          <div className="privacy-scroll">
            <table className="plain-table" aria-label={t('plan.title')}>
              <thead>
                <tr>
                  <th>{t('plan.college')}</th>
                  <th>{t('plan.grade')}</th>
                  <th>{t('plan.students')}</th>
                </tr>
              </thead>
              <tbody>
                {groups.map((group) => (
                  <tr key={`${group.collegeName} ${group.grade}`}>
                    <td>{group.collegeName ?? t('plan.noCollege')}</td>
                    <td className="numbers">{group.grade ?? t('plan.noGrade')}</td>
                    <td className="numbers">{formatCount(group.students)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <Kept plan={plan} />
      {students > 0 && (
        <>
          <WhatStays />
          <Backups backups={plan.backups} />
        </>
      )}
    </section>
  );
}

function Kept({ plan: { openCases, openCampaigns, unknown, unknownCount, keptCount } }: { plan: ErasePlan }) {
  const { t } = useTranslation('privacy');
  if (keptCount + unknownCount === 0) return null;
  const counted = (count: number) => ({ count, formatted: formatCount(count) });
  return (
    <>
      <h3>{t('plan.keptTitle')}</h3>
      <ul>
        {openCases > 0 && <li>{t('plan.openCases', counted(openCases))}</li>}
        {openCampaigns.map(({ id, name, students }) => (
          <li key={id}>{t('plan.openCampaign', { ...counted(students), name })}</li>
        ))}
        {unknownCount > 0 && (
          <li>
            {t('plan.unknown', { ...counted(unknownCount), first: unknown.slice(0, 5).join('、') })}
            {unknownCount > 5 && ' …'}
          </li>
        )}
      </ul>
    </>
  );
}

function Backups({ backups }: { backups: ErasePlan['backups'] }) {
  const { t } = useTranslation(['privacy', 'backups']);
  return (
    <>
      <h3>{t('privacy:plan.backupsTitle')}</h3>
      {backups.length === 0 ? (
        <p>{t('privacy:plan.noBackups')}</p>
      ) : (
        <>
          <p>{t('privacy:plan.backups', { count: backups.length })}</p>
          <ul>
            {backups.map(({ name, at, reason }) => (
              <li key={name} title={name} className="numbers">
                {t('privacy:plan.backup', {
                  time: formatTime(at, Date.now()),
                  reason: t(`backups:reason.${reason}`),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
