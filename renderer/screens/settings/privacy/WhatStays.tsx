import { useTranslation } from 'react-i18next';

const STAYS = ['counts', 'log', 'audit', 'outside'] as const;

/** What an erasure leaves, whoever is chosen. */
export function WhatStays() {
  const { t } = useTranslation('privacy');
  return (
    <>
      <h3>{t('plan.staysTitle')}</h3>
      <ul>
        {STAYS.map((what) => (
          <li key={what}>{t(`plan.stays.${what}`)}</li>
        ))}
      </ul>
    </>
  );
}
