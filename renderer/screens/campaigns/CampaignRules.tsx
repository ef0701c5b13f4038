import { LockOutlined } from '@ant-design/icons';
import { Checkbox, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignPart } from '../../../shared/domain/campaignEdits.ts';
import { STUDENT_FIELDS } from '../../../shared/domain/studentFields.ts';
import { CAMPAIGN_TYPES, LOCK_RULES } from '../../../shared/domain/verificationStatus.ts';
import { useWords } from '../../text/useWords.ts';
import { PopulationPicker } from '../../ui/PopulationPicker.tsx';
import { CoveragePicker } from './CoveragePicker.tsx';
import { type CampaignDraft, withCovered, withPopulation, withType } from './campaignDraft.ts';
import { DeadlineField } from './DeadlineField.tsx';

/** The rules of a campaign as a form. What can no longer be edited is shown as it is, with why. */
export function CampaignRules({
  draft,
  onChange,
  isNew = false,
  locks = {},
}: {
  draft: CampaignDraft;
  onChange: (draft: CampaignDraft) => void;
  /** A new one begins with its type, an edit with the name. */
  isNew?: boolean;
  /** Why a part is locked, in a sentence. */
  locks?: Partial<Record<CampaignPart, string>>;
}) {
  const { t } = useTranslation('campaigns');
  const text = useWords();
  return (
    <>
      <Part name="type" lock={locks.type}>
        <Radio.Group
          className="type-cards"
          value={draft.type}
          disabled={locks.type !== undefined}
          onChange={(event) => onChange(withType(draft, event.target.value))}
        >
          {CAMPAIGN_TYPES.map((type) => (
            <Radio
              key={type}
              value={type}
              autoFocus={isNew && draft.type === type}
              className={draft.type === type ? 'type-card current' : 'type-card'}
            >
              <strong>{text.campaignType(type)}</strong>
              <span className="soft">{t(`typeHelp.${type}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Part>
      <div className="form-row">
        <label className="form-label" htmlFor="campaign-name">
          {t('form.name')}
        </label>
        <Input
          id="campaign-name"
          autoFocus={!isNew}
          className="campaign-name"
          maxLength={60}
          value={draft.name}
          placeholder={t(`nameExample.${draft.type}`)}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </div>
      <div className="form-row">
        <label className="form-label" htmlFor="campaign-deadline">
          {t('form.deadline')}
        </label>
        <DeadlineField
          id="campaign-deadline"
          value={draft.deadline}
          onChange={(deadline) => onChange({ ...draft, deadline })}
        />
      </div>
      <Part name="lock" lock={locks.lockRule}>
        <Radio.Group
          className="lock-rules"
          value={draft.lockRule}
          disabled={locks.lockRule !== undefined}
          onChange={(event) => onChange({ ...draft, lockRule: event.target.value })}
        >
          {LOCK_RULES.map((rule) => (
            <Radio key={rule} value={rule}>
              {text.lockRule(rule)}
              <span className="soft lock-help">{t(`lockHelp.${rule}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Part>
      <Part name="population" help={t('form.populationHelp')} lock={locks.population}>
        <PopulationPicker
          population={draft.population}
          onChange={(field, values) => onChange(withPopulation(draft, field, values))}
        />
      </Part>
      <Part name="covered" help={t('form.coveredHelp')} lock={locks.coverage}>
        <CoveragePicker
          covered={draft.coveredFields}
          disabled={locks.coverage !== undefined}
          onChange={(field, covered) => onChange(withCovered(draft, field, covered, STUDENT_FIELDS))}
          onReset={
            draft.coverageChosen && locks.coverage === undefined
              ? () => onChange(withType({ ...draft, coverageChosen: false }, draft.type))
              : null
          }
        />
        <Checkbox
          checked={draft.coversPhoto}
          disabled={locks.coverage !== undefined}
          onChange={(event) =>
            onChange({ ...draft, coversPhoto: event.target.checked, coverageChosen: true })
          }
        >
          {t('form.photo')}
          <span className="soft lock-help">{t('form.photoHelp')}</span>
        </Checkbox>
      </Part>
    </>
  );
}

function Part({
  name,
  help,
  lock,
  children,
}: {
  name: 'type' | 'lock' | 'population' | 'covered';
  help?: string;
  lock: string | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation('campaigns');
  return (
    <fieldset className="form-part">
      <legend>
        {t(`form.${name}`)}
        {help && <span className="soft">{help}</span>}
      </legend>
      {lock !== undefined && (
        <p className="form-locked">
          <LockOutlined /> {lock}
        </p>
      )}
      {children}
    </fieldset>
  );
}
