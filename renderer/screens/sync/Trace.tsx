import { useTranslation } from 'react-i18next';

/** By what one thing that was done is known at its computer and at the hub: to be read out on the phone. */
export function Trace({ trace }: { trace: string | null }) {
  const { t } = useTranslation('sync');
  if (trace === null) return null;
  return (
    <span className="soft numbers sync-trace" title={t('trace.help')}>
      {t('trace.is', { trace })}
    </span>
  );
}
