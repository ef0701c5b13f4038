import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';

export function CampaignsScreen() {
  const { t } = useTranslation(['campaigns', 'general']);
  return (
    <>
      <PageHeader title={t('general:area.campaigns')} />
      <EmptyState title={t('campaigns:soon')} />
    </>
  );
}
