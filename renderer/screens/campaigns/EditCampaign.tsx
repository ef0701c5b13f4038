import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import type { CampaignPart } from '../../../shared/domain/campaignEdits.ts';
import { orpc } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { onControlEnter } from '../../ui/onControlEnter.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { CampaignRules } from './CampaignRules.tsx';
import { changedRules, draftOf, draftProblem } from './campaignDraft.ts';

/** The rules of a campaign, to be edited as far as its lock rule lets them. */
export function EditCampaign({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation(['campaigns', 'general']);
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [draft, setDraft] = useState(() => draftOf(campaign));
  const editable = useQuery(orpc.campaigns.editable.queryOptions({ input: { id: campaign.id } }));
  const count = useQuery(
    orpc.campaigns.countPopulation.queryOptions({
      input: { population: draft.population },
      placeholderData: keepPreviousData,
    }),
  );
  const update = useMutation(orpc.campaigns.update.mutationOptions());
  const back = () => navigate('campaigns', { id: campaign.id }, { replace: true });
  const total = count.data?.total ?? null;
  const edit = changedRules(campaign, draft);
  // A day that is over may stay as it is: it is only a new one that would be a mistake.
  const problem = draftProblem(draft, campaign.deadline, total);
  const changes = Object.keys(edit).length > 0;
  const reason =
    problem !== null && problem !== 'deadline-past'
      ? t(`campaigns:problem.${problem}`)
      : changes
        ? null
        : t('campaigns:edit.unchanged');

  const save = async () => {
    if (reason !== null || update.isPending) return;
    try {
      const { batch } = await update.mutateAsync({ id: campaign.id, ...edit });
      await queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
      back();
      if (batch !== null)
        showUndo(t('campaigns:edit.done', { name: draft.name.trim() }), () => undoBatch(batch));
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  const use = editable.data;
  const locks: Partial<Record<CampaignPart, string>> = {};
  for (const part of use?.locked ?? []) {
    const phase = use!.phase === 'gathered' ? 'gathered' : 'running';
    const figures = { verdicts: formatCount(use!.verdicts) };
    locks[part] = t(`campaigns:edit.locked.${phase}`, figures);
  }

  return (
    <>
      <PageHeader
        title={t('campaigns:edit.title', { name: campaign.name })}
        actions={<Button onClick={back}>{t('general:action.cancel')}</Button>}
      />
      <form
        className="campaign-form"
        aria-label={t('campaigns:edit.action')}
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={onControlEnter(() => void save())}
      >
        <div className="campaign-form-fields">
          {editable.isError && <ErrorNotice error={editable.error} onRetry={() => void editable.refetch()} />}
          {use && <CampaignRules draft={draft} onChange={setDraft} locks={locks} />}
        </div>
        <aside className="campaign-form-summary">
          <p className="campaign-form-count" role="status">
            <strong className="numbers">{total === null ? '…' : formatCount(total)}</strong>
            {t('campaigns:form.takePart')}
          </p>
          {count.isError && <ErrorNotice error={count.error} />}
          {use && use.phase !== 'closed' && (
            <p className="frozen-note">
              {t(`campaigns:edit.phase.${use.phase}`, { verdicts: formatCount(use.verdicts) })}
            </p>
          )}
          {update.isError && <ErrorNotice error={update.error} />}
          <ReasonButton type="primary" onClick={() => void save()} loading={update.isPending} reason={reason}>
            {t('general:action.save')}
          </ReasonButton>
          <p className="soft" role="status">
            {reason}
          </p>
        </aside>
      </form>
    </>
  );
}
