import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';

export function ImportScreen() {
  const { t } = useTranslation(['import', 'general']);
  return (
    <>
      <PageHeader title={t('general:area.import')} />
      <EmptyState title={t('import:soon')} />
    </>
  );
}
