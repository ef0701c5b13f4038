import { useTranslation } from 'react-i18next';

/** How it came about, and what is to be done, in order. */
export function TwoHubs() {
  const { t } = useTranslation('sync');
  return (
    <>
      <p>{t('two.text')}</p>
      <ol className="sync-steps">
        <li>{t('two.one')}</li>
        <li>{t('two.other')}</li>
        <li>{t('two.keep')}</li>
      </ol>
    </>
  );
}
