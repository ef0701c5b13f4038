import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../shared/domain/findings.ts';
import type { BatchKind } from '../../../shared/domain/importKinds.ts';

const OF_THEIR_OWN = ['status', 'sheets', 'flags', 'contacts'] as const satisfies BatchKind[];

/** Kinds whose rows do something else than make and change students. */
function isOfItsOwn(kind: BatchKind): kind is (typeof OF_THEIR_OWN)[number] {
  return (OF_THEIR_OWN as readonly string[]).includes(kind);
}

/** What an outcome means for this kind of import, in a sentence. */
export function useOutcomeHelp(kind: BatchKind): (outcome: Outcome) => string {
  const { t } = useTranslation('import');
  return (outcome) => {
    if (kind === 'photos') return t(`outcomeHelpPhotos.${outcome}`);
    const isWriting = outcome === 'created' || outcome === 'updated' || outcome === 'unchanged';
    if (isWriting && isOfItsOwn(kind)) return t(`outcomeHelpOf.${kind}.${outcome}`);
    return t(`outcomeHelp.${outcome}`);
  };
}
