import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';

export function HistoryScreen() {
  const { t } = useTranslation(['history', 'general']);
  return (
    <>
      <PageHeader title={t('general:area.history')} />
      <EmptyState title={t('history:soon')} />
    </>
  );
}
