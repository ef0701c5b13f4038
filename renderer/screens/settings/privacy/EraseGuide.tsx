import { useTranslation } from 'react-i18next';
import { WhatStays } from './WhatStays.tsx';

const STEPS = ['choose', 'see', 'confirm', 'proof'] as const;

/** What an erasure does, before anybody is chosen. */
export function EraseGuide() {
  const { t } = useTranslation('privacy');
  return (
    <section className="erase-plan soft" aria-label={t('guide.title')}>
      <h2>{t('guide.title')}</h2>
      <p>{t('guide.goes')}</p>
      <ol>
        {STEPS.map((step) => (
          <li key={step}>{t(`guide.${step}`)}</li>
        ))}
      </ol>
      <WhatStays />
    </section>
  );
}
