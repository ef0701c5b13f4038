import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseItem } from '../../../shared/contract/cases.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';

type CaseAct = Parameters<typeof core.cases.act>[0]['action'];

/** Does something to the case as it was seen, and offers the way back. */
export function useActOnCase({ id, version }: CaseItem) {
  const { t } = useTranslation('cases');
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  return useMutation({
    mutationFn: (action: CaseAct) => core.cases.act({ cases: [{ case: id, seen: version }], action }),
    onSuccess: ({ batch }, action) => {
      showUndo(t(`did.${action.do}`), () => undoBatch(batch));
      return queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
    },
  });
}
