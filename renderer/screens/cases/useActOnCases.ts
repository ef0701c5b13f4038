import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useTask } from '../../ui/useTask.ts';
import type { CaseSelection } from './useCaseSelection.ts';

type CaseAct = Parameters<typeof core.caseWork.act>[0]['action'];

/** Does the same to every marked case, with progress and cancel, and offers the way back. */
export function useActOnCases(selection: CaseSelection, onDone: () => void) {
  const { t } = useTranslation('cases');
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const task = useTask<{ batch: string }>();
  const act = async (action: CaseAct) => {
    const cases = selection.marked.map(({ id, version }) => ({ case: id, seen: version }));
    const done = await task.start(t('bulk.running'), (signal) =>
      core.caseWork.act({ cases, action }, { signal }),
    );
    await queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
    await queryClient.invalidateQueries({ queryKey: orpc.caseDay.key() });
    if (done === null) return;
    showUndo(t('bulk.done', { count: cases.length }), () => undoBatch(done.batch));
    // What was marked is no longer as it was seen.
    selection.clear();
    task.reset();
    onDone();
  };
  return { task, act: (action: CaseAct) => void act(action) };
}
