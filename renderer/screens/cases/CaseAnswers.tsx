import { Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../shared/contract/cases.ts';
import { askedItems } from '../../../shared/domain/cases/caseRules.ts';
import type { CaseFormItem, FieldCorrection } from '../../../shared/domain/cases/caseType.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CorrectionRows } from './CorrectionRows.tsx';
import { useActOnCase } from './useActOnCase.ts';

/** The form of a case: read, and filled in. Numbers are masked until they are asked for, and then can be changed. */
export function CaseAnswers({
  whole,
  isUnmasked,
  onUnmask,
}: {
  whole: WholeCase;
  isUnmasked: boolean;
  onUnmask: () => void;
}) {
  const { t } = useTranslation(['cases', 'general']);
  const words = useWords();
  const id = useId();
  const act = useActOnCase(whole.item);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const { type, profile, form } = whole;
  const now = { ...form, ...typed };
  const items = askedItems({ type, profile }, now);
  const changed = Object.entries(typed).filter(([item, text]) => text !== (form[item] ?? ''));
  const isClosed = whole.item.queue === 'closed';
  const missing = new Set(whole.missingItems);
  if (items.length === 0) return null;
  return (
    <section className="case-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('cases:form')}</h2>
      <form
        className="case-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (changed.length > 0) act.mutate({ do: 'fill', form: Object.fromEntries(changed) });
        }}
      >
        {items.map((item) => (
          <div key={item.id} className="case-item">
            <label htmlFor={`${id}-${item.id}`}>
              {words.cases.said(item.name)}
              {missing.has(item.id) && <span className="case-missing"> {t('cases:notFilled')}</span>}
            </label>
            <Answer
              id={`${id}-${item.id}`}
              item={item}
              value={now[item.id] ?? ''}
              isFixed={isClosed}
              isUnmasked={isUnmasked}
              onUnmask={onUnmask}
              onChange={(text) => setTyped((held) => ({ ...held, [item.id]: text }))}
            />
            {item.help && <span className="soft">{words.cases.said(item.help)}</span>}
          </div>
        ))}
        {act.isError && <ErrorNotice error={act.error} />}
        {changed.length > 0 && (
          <div className="case-actions">
            <Button type="primary" htmlType="submit" loading={act.isPending}>
              {t('cases:save')}
            </Button>
            <Button onClick={() => setTyped({})}>{t('cases:leave')}</Button>
          </div>
        )}
      </form>
    </section>
  );
}

function Answer({
  id,
  item,
  value,
  isFixed,
  isUnmasked,
  onUnmask,
  onChange,
}: {
  id: string;
  item: CaseFormItem;
  value: string;
  isFixed: boolean;
  isUnmasked: boolean;
  onUnmask: () => void;
  onChange: (text: string) => void;
}) {
  const words = useWords();
  switch (item.kind) {
    case 'choice':
      return (
        <Select
          id={id}
          disabled={isFixed}
          allowClear
          value={value === '' ? null : value}
          options={item.choices.map((choice) => ({ value: choice.id, label: words.cases.said(choice.name) }))}
          onChange={(choice?: string | null) => onChange(choice ?? '')}
        />
      );
    case 'corrections':
      return (
        <CorrectionRows
          id={id}
          fields={item.fields}
          corrections={value === '' ? [] : (JSON.parse(value) as FieldCorrection[])}
          isFixed={isFixed}
          isUnmasked={isUnmasked}
          onUnmask={onUnmask}
          onChange={(rows) => onChange(rows.length === 0 ? '' : JSON.stringify(rows))}
        />
      );
    case 'date':
      return (
        <Input
          id={id}
          type="date"
          disabled={isFixed}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'long-text':
      return (
        <Input.TextArea
          id={id}
          rows={3}
          maxLength={4000}
          disabled={isFixed}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'text':
      return (
        <Input id={id} disabled={isFixed} value={value} onChange={(event) => onChange(event.target.value)} />
      );
  }
}
