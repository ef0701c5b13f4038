import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MILESTONE_NAME } from '../../../shared/domain/milestones.ts';
import { usePreferences } from '../../state/preferences.ts';
import { readDeadline } from './readDeadline.ts';
import { type DraftStep, type TimetableDraft, withoutStep, withStep } from './timetableDraft.ts';
import './Deadlines.css';
import './Timetable.css';

/** The timetable of a new campaign as the year's calendar drafts it, to be edited before it is kept. */
export function TimetableForm({
  steps,
  draft,
  near,
  onChange,
}: {
  steps: readonly DraftStep[];
  draft: TimetableDraft;
  /** YYYY-MM-DD: days without a year are the nearest to it. */
  near: string;
  onChange: (draft: TimetableDraft) => void;
}) {
  const { t } = useTranslation('campaigns');
  const fresh: DraftStep = {
    key: String(draft.added.reduce((most, { key }) => Math.max(most, Number(key)), 0) + 1),
    ...{ kind: null, name: '', from: null, to: null, usual: null },
  };
  return (
    <div className="timetable-draft">
      <table className="plain-table campaign-table" aria-label={t('progress.timetable')}>
        <thead>
          <tr>
            {(['name', 'from', 'to', 'usual'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`timetable.column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('timetable.column.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...steps, fresh].map((step) => (
            <StepRow
              key={step.key}
              step={step}
              isNew={step === fresh}
              near={near}
              onChange={(changed) => onChange(withStep(draft, changed))}
              onRemove={() => onChange(withoutStep(draft, step))}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const DAYS = ['from', 'to'] as const;

function StepRow({
  step,
  isNew,
  near,
  onChange,
  onRemove,
}: {
  step: DraftStep;
  isNew: boolean;
  near: string;
  onChange: (step: DraftStep) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('campaigns');
  const language = usePreferences((state) => state.language);
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const { name } = step;
  const leave = (field: (typeof DAYS)[number]) => {
    const text = typed[field]?.trim();
    if (text === undefined) return;
    const day = text === '' ? null : readDeadline(text, near);
    if (day === null && text !== '') return;
    setTyped({ ...typed, [field]: undefined });
    onChange({ ...step, [field]: day });
  };
  const isUnreadable = (field: (typeof DAYS)[number]) => {
    const text = typed[field]?.trim() ?? '';
    return text !== '' && readDeadline(text, near) === null;
  };
  return (
    <tr>
      <td>
        <input
          className="deadline-input timetable-name"
          aria-label={isNew ? t('timetable.new.name') : t('timetable.input.name', { name })}
          value={name}
          placeholder={isNew ? t('timetable.new.hint') : ''}
          maxLength={MILESTONE_NAME}
          autoComplete="off"
          onChange={(event) => onChange({ ...step, name: event.target.value })}
          onBlur={() => {
            if (!isNew && name.trim() === '') onRemove();
          }}
        />
      </td>
      {DAYS.map((field) => (
        <td key={field}>
          <input
            className="deadline-input numbers"
            aria-label={t(`timetable.${isNew ? 'new' : 'input'}.${field}`, { name })}
            aria-invalid={isUnreadable(field)}
            value={typed[field] ?? step[field] ?? ''}
            disabled={isNew}
            maxLength={20}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
            onBlur={() => leave(field)}
          />
          {isUnreadable(field) && (
            <p className="deadlines-wrong" role="alert">
              {t('deadlines.unreadable')}
            </p>
          )}
        </td>
      ))}
      <td className="soft timetable-usual" title={step.usual?.sources.join('\n')}>
        {step.usual?.[language]}
      </td>
      <td>
        {!isNew && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('timetable.remove', { name })}
            title={t('timetable.remove', { name })}
            onClick={onRemove}
          />
        )}
      </td>
    </tr>
  );
}
