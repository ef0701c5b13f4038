import { useTranslation } from 'react-i18next';

/** Several names in one line, as the language shown parts them. */
export function useJoined(): (names: readonly string[]) => string {
  const { t } = useTranslation('general');
  return (names) => names.join(t('between'));
}
