import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../rpc/core.ts';
import { useUndo } from '../../../state/undo.ts';
import { undoBatch } from '../../../state/undoBatch.ts';

/** What was put out of cases stands in their histories, and can be taken out of them again. */
export function useNoted(): (noted: { batch: string } | null) => Promise<void> {
  const { t } = useTranslation('cases');
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  return async (noted) => {
    await queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
    if (noted) showUndo(t('papers.noted'), () => undoBatch(noted.batch));
  };
}
