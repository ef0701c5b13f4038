import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../shared/domain/findings.ts';
import type { BatchKind } from '../../../shared/domain/importKinds.ts';

/** What an outcome means for this kind of import, in a sentence. */
export function useOutcomeHelp(kind: BatchKind): (outcome: Outcome) => string {
  const { t } = useTranslation('import');
  return (outcome) => {
    if (kind === 'photos') return t(`outcomeHelpPhotos.${outcome}`);
    if (kind === 'status' && (outcome === 'created' || outcome === 'updated' || outcome === 'unchanged')) {
      return t(`outcomeHelpStatus.${outcome}`);
    }
    return t(`outcomeHelp.${outcome}`);
  };
}
