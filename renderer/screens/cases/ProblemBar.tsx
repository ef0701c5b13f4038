import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseOrigin, CaseType } from '../../../shared/domain/cases/caseType.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useCampaign } from '../../state/useCampaign.ts';
import { useWords } from '../../text/useWords.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';

/** Problems of the campaign for which no case is open, each kind opened with one click. */
export function ProblemBar({ types }: { types: readonly CaseType[] }) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const campaign = useCampaign(null);
  const showUndo = useUndo((state) => state.show);
  const found = useQuery({
    ...orpc.cases.problems.queryOptions({ input: { campaign: campaign?.id ?? null } }),
    enabled: campaign !== null && campaign !== undefined,
  });
  const queryClient = useQueryClient();
  const task = useTask<{ batch: string | null; opened: number }>();
  const problems = found.data?.problems ?? [];
  const open = async ({ origin, type }: { origin: CaseOrigin; type: string }) => {
    const done = await task.start(t('opening'), (signal) =>
      core.caseWork.openProblems({ campaign: campaign?.id ?? null, origin, type }, { signal }),
    );
    if (done === null) return;
    const { batch, opened } = done;
    showUndo(t('opened', { count: opened }), batch === null ? null : () => undoBatch(batch));
    task.reset();
    await queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
    await queryClient.invalidateQueries({ queryKey: orpc.caseDay.key() });
  };
  const running = <RunningTask state={task.state} onCancel={task.cancel} />;
  if (problems.length === 0) return running;
  return (
    <section className="case-problems" aria-label={t('problems')}>
      <span>{t('problems')}</span>
      {problems.map(({ origin, type, count }) => {
        const name = types.find(({ id }) => id === type)?.name;
        return (
          <Button
            key={`${origin} ${type}`}
            size="small"
            disabled={task.state.kind === 'running'}
            title={t('openAs', { type: name ? words.cases.said(name) : type })}
            onClick={() => void open({ origin, type })}
          >
            {t('problem', { origin: words.cases.origin(origin), count })}
          </Button>
        );
      })}
      {running}
    </section>
  );
}
