import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RuleKind } from '../../../../shared/contract/caseRules.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { useUndo } from '../../../state/undo.ts';

/** Saves a rule as its newest version, or goes back to one; each offers the way back, which is a version too. */
export function useCaseRules(kind: RuleKind) {
  const { t } = useTranslation('caseRules');
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const refresh = async () => {
    await queryClient.invalidateQueries({ queryKey: orpc.caseRules.key() });
    await queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
  };
  const offer = async (id: string, before: number | null) => {
    await refresh();
    showUndo(t('saved'), async () => {
      await core.caseRules.restore({ kind, id, number: before, note: t('tookBack') });
      await refresh();
      return null;
    });
  };
  const save = useMutation({
    mutationFn: (input: { rule: unknown; note: string }) => core.caseRules.save({ kind, ...input }),
    onSuccess: ({ id, before }) => offer(id, before),
  });
  const restore = useMutation({
    mutationFn: (input: { id: string; number: number | null; note: string }) =>
      core.caseRules.restore({ kind, ...input }),
    onSuccess: ({ before }, { id }) => offer(id, before),
  });
  return { save, restore };
}
