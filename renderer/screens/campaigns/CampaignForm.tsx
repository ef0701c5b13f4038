import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STUDENT_FIELDS } from '../../../shared/domain/studentFields.ts';
import { CAMPAIGN_TYPES, LOCK_RULES } from '../../../shared/domain/verificationStatus.ts';
import { orpc } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { CoveragePicker } from './CoveragePicker.tsx';
import { draftProblem, newDraft, withCovered, withPopulation, withType } from './campaignDraft.ts';
import { DeadlineField } from './DeadlineField.tsx';
import { localDay } from './localDay.ts';
import { PopulationPicker } from './PopulationPicker.tsx';

/** A new campaign. Its rules are frozen with it, and the form says so before it is made. */
export function CampaignForm() {
  const { t } = useTranslation(['campaigns', 'general']);
  const text = useWords();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [draft, setDraft] = useState(() => newDraft('graduation-photo'));
  const count = useQuery(
    orpc.campaigns.countPopulation.queryOptions({
      input: { population: draft.population },
      placeholderData: keepPreviousData,
    }),
  );
  const create = useMutation(orpc.campaigns.create.mutationOptions());
  const total = count.data?.total ?? null;
  const problem = draftProblem(draft, localDay(Date.now()), total);

  const submit = async () => {
    if (problem !== null || draft.deadline === null || create.isPending) return;
    try {
      const campaign = await create.mutateAsync({
        name: draft.name.trim(),
        type: draft.type,
        deadline: draft.deadline,
        lockRule: draft.lockRule,
        population: draft.population,
        coveredFields: draft.coveredFields,
        coversPhoto: draft.coversPhoto,
      });
      await queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
      showUndo(t('campaigns:created', { name: campaign.name }));
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
      {/* No form that Enter submits: what is made here is frozen, and must be pressed for. */}
      <div className="campaign-form">
        <div className="campaign-form-fields">
          <fieldset className="form-part">
            <legend>{t('campaigns:form.type')}</legend>
            <Radio.Group
              className="type-cards"
              value={draft.type}
              onChange={(event) => setDraft(withType(draft, event.target.value))}
            >
              {CAMPAIGN_TYPES.map((type) => (
                <Radio
                  key={type}
                  value={type}
                  className={draft.type === type ? 'type-card current' : 'type-card'}
                >
                  <strong>{text.campaignType(type)}</strong>
                  <span className="soft">{t(`campaigns:typeHelp.${type}`)}</span>
                </Radio>
              ))}
            </Radio.Group>
          </fieldset>
          <div className="form-row">
            <label className="form-label" htmlFor="campaign-name">
              {t('campaigns:form.name')}
            </label>
            <Input
              id="campaign-name"
              autoFocus
              className="campaign-name"
              maxLength={60}
              value={draft.name}
              placeholder={t(`campaigns:nameExample.${draft.type}`)}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
          </div>
          <div className="form-row">
            <label className="form-label" htmlFor="campaign-deadline">
              {t('campaigns:form.deadline')}
            </label>
            <DeadlineField
              id="campaign-deadline"
              value={draft.deadline}
              onChange={(deadline) => setDraft({ ...draft, deadline })}
            />
          </div>
          <fieldset className="form-part">
            <legend>{t('campaigns:form.lock')}</legend>
            <Radio.Group
              className="lock-rules"
              value={draft.lockRule}
              onChange={(event) => setDraft({ ...draft, lockRule: event.target.value })}
            >
              {LOCK_RULES.map((rule) => (
                <Radio key={rule} value={rule}>
                  {text.lockRule(rule)}
                  <span className="soft lock-help">{t(`campaigns:lockHelp.${rule}`)}</span>
                </Radio>
              ))}
            </Radio.Group>
          </fieldset>
          <fieldset className="form-part">
            <legend>
              {t('campaigns:form.population')}
              <span className="soft">{t('campaigns:form.populationHelp')}</span>
            </legend>
            <PopulationPicker
              population={draft.population}
              onChange={(field, values) => setDraft(withPopulation(draft, field, values))}
            />
          </fieldset>
          <fieldset className="form-part">
            <legend>
              {t('campaigns:form.covered')}
              <span className="soft">{t('campaigns:form.coveredHelp')}</span>
            </legend>
            <CoveragePicker
              covered={draft.coveredFields}
              onChange={(field, covered) => setDraft(withCovered(draft, field, covered, STUDENT_FIELDS))}
              onReset={
                draft.coverageChosen
                  ? () => setDraft(withType({ ...draft, coverageChosen: false }, draft.type))
                  : null
              }
            />
            <Checkbox
              checked={draft.coversPhoto}
              onChange={(event) =>
                setDraft({ ...draft, coversPhoto: event.target.checked, coverageChosen: true })
              }
            >
              {t('campaigns:form.photo')}
              <span className="soft lock-help">{t('campaigns:form.photoHelp')}</span>
            </Checkbox>
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
          <p className="frozen-note">{t('campaigns:form.frozen')}</p>
          {create.isError && <ErrorNotice error={create.error} />}
          <ReasonButton
            type="primary"
            onClick={() => void submit()}
            loading={create.isPending}
            reason={problem === null ? null : t(`campaigns:problem.${problem}`)}
          >
            {t('campaigns:form.create')}
          </ReasonButton>
          <p className="soft" role="status">
            {problem !== null && t(`campaigns:problem.${problem}`)}
          </p>
        </aside>
      </div>
    </>
  );
}
