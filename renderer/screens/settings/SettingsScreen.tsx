import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';

export function SettingsScreen() {
  const { t } = useTranslation(['settings', 'general']);
  return (
    <>
      <PageHeader title={t('general:area.settings')} />
      <EmptyState title={t('settings:soon')} />
    </>
  );
}
