import { useTranslation } from 'react-i18next';
import { workKind } from '../../../shared/domain/workKind.ts';

/** What a mutation did, in words. */
export function useWorkWords(): (name: string) => string {
  const { t } = useTranslation('sync');
  return (name) => t(`did.${workKind(name)}`);
}
