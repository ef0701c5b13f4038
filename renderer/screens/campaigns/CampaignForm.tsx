import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { navigate } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { onControlEnter } from '../../ui/onControlEnter.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { CampaignRules } from './CampaignRules.tsx';
import { draftProblem, newDraft } from './campaignDraft.ts';
import { localDay } from './localDay.ts';
import { TimetableForm } from './TimetableForm.tsx';
import { backwardsStep, draftSteps, NO_EDITS } from './timetableDraft.ts';

/** A new campaign with its timetable. What of it can be edited later is said before it is made. */
export function CampaignForm() {
  const { t } = useTranslation(['campaigns', 'general']);
  const language = usePreferences((state) => state.language);
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [draft, setDraft] = useState(() => newDraft('graduation-photo'));
  const [timetable, setTimetable] = useState(NO_EDITS);
  const today = localDay(Date.now());
  const near = draft.deadline ?? today;
  const count = useQuery(
    orpc.campaigns.countPopulation.queryOptions({
      input: { population: draft.population },
      placeholderData: keepPreviousData,
    }),
  );
  const usual = useQuery(
    orpc.timetable.usual.queryOptions({
      input: { type: draft.type, deadline: near, language },
      placeholderData: keepPreviousData,
    }),
  );
  const create = useMutation(orpc.campaigns.create.mutationOptions());
  const total = count.data?.total ?? null;
  const steps = draftSteps(usual.data?.items ?? [], timetable);
  const backwards = backwardsStep(steps);
  const problem = draftProblem(draft, today, total);
  const reason =
    problem !== null
      ? t(`campaigns:problem.${problem}`)
      : backwards === null
        ? null
        : t('campaigns:problem.backwards', { name: backwards.name });

  const submit = async () => {
    if (reason !== null || draft.deadline === null || create.isPending) return;
    try {
      const milestones = steps
        .map(({ kind, name, from, to }) => ({ kind, name: name.trim(), from, to }))
        .filter(({ name }) => name !== '');
      const { type, deadline, lockRule, population, coveredFields, coversPhoto } = draft;
      const { batch, ...campaign } = await create.mutateAsync({
        name: draft.name.trim(),
        ...{ type, deadline, lockRule, population, coveredFields, coversPhoto, milestones },
      });
      await queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
      showUndo(t('campaigns:created', { name: campaign.name }), () => undoBatch(batch));
      navigate('campaigns', { id: campaign.id }, { replace: true });
    } catch {
      // The mutation's own state says what went wrong, next to the button.
    }
  };

  return (
    <>
      <PageHeader
        title={t('campaigns:form.title')}
        actions={<Button onClick={() => navigate('campaigns')}>{t('general:action.cancel')}</Button>}
      />
      {/* No form that Enter submits: much of what is made here is fixed once students answer, and must be pressed for. */}
      <form
        className="campaign-form"
        aria-label={t('campaigns:form.title')}
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={onControlEnter(() => void submit())}
      >
        <div className="campaign-form-fields">
          <CampaignRules isNew draft={draft} onChange={setDraft} />
          <fieldset className="form-part">
            <legend>
              {t('campaigns:progress.timetable')}
              <span className="soft">{t('campaigns:form.timetableHelp')}</span>
            </legend>
            {usual.isError && <ErrorNotice error={usual.error} onRetry={() => void usual.refetch()} />}
            <TimetableForm steps={steps} draft={timetable} near={near} onChange={setTimetable} />
          </fieldset>
        </div>
        <aside className="campaign-form-summary">
          <p className="campaign-form-count" role="status">
            <strong className="numbers">{total === null ? '…' : formatCount(total)}</strong>
            {t('campaigns:form.takePart')}
          </p>
          {count.isError && <ErrorNotice error={count.error} />}
          <p className="soft">
            {Object.keys(draft.population).length === 0
              ? t('campaigns:form.wholeSchool')
              : t('campaigns:form.narrowed')}
          </p>
          <p className="soft">{t('campaigns:form.steps', { count: steps.length })}</p>
          <p className="frozen-note">{t('campaigns:form.frozen')}</p>
          {create.isError && <ErrorNotice error={create.error} />}
          <ReasonButton
            type="primary"
            aria-keyshortcuts="Control+Enter"
            title="Ctrl+Enter"
            onClick={() => void submit()}
            loading={create.isPending}
            reason={reason}
          >
            {t('campaigns:form.create')}
          </ReasonButton>
          <p className="soft" role="status">
            {reason}
          </p>
        </aside>
      </form>
    </>
  );
}
