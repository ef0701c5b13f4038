import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseType } from '../../../shared/domain/cases/caseType.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useCampaign } from '../../state/useCampaign.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

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
  const open = useMutation(
    orpc.cases.openProblems.mutationOptions({
      onSuccess: ({ batch, opened }) =>
        showUndo(t('opened', { count: opened }), batch === null ? null : () => undoBatch(batch)),
    }),
  );
  const problems = found.data?.problems ?? [];
  if (problems.length === 0) return open.isError ? <ErrorNotice error={open.error} /> : null;
  return (
    <section className="case-problems" aria-label={t('problems')}>
      <span>{t('problems')}</span>
      {problems.map(({ origin, type, count }) => {
        const name = types.find(({ id }) => id === type)?.name;
        const input = { campaign: campaign?.id ?? null, origin, type };
        return (
          <Button
            key={`${origin} ${type}`}
            size="small"
            disabled={open.isPending}
            title={t('openAs', { type: name ? words.cases.said(name) : type })}
            onClick={() => open.mutate(input)}
          >
            {t('problem', { origin: words.cases.origin(origin), count })}
          </Button>
        );
      })}
      {open.isError && <ErrorNotice error={open.error} />}
    </section>
  );
}
