import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';

export function StudentsScreen() {
  const { t } = useTranslation(['students', 'general']);
  return (
    <>
      <PageHeader title={t('general:area.students')} />
      <EmptyState title={t('students:soon')} />
    </>
  );
}
