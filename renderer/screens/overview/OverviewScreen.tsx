import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';

export function OverviewScreen() {
  const { t } = useTranslation(['overview', 'general']);
  return (
    <>
      <PageHeader title={t('general:area.overview')} />
      <EmptyState title={t('overview:soon')} />
    </>
  );
}
