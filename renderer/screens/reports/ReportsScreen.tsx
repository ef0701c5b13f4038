import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';

export function ReportsScreen() {
  const { t } = useTranslation(['reports', 'general']);
  return (
    <>
      <PageHeader title={t('general:area.reports')} />
      <EmptyState title={t('reports:soon')} />
    </>
  );
}
