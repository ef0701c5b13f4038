import { Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CASE_AGES } from '../../../shared/contract/cases.ts';
import type { CaseType } from '../../../shared/domain/cases/caseType.ts';
import { useWords } from '../../text/useWords.ts';
import { CASE_VIEWS, type CaseFilter } from './caseFilter.ts';

type Counts = Record<'queues' | 'types' | 'ages' | 'assignees' | 'colleges', Record<string, number>>;

/** Whose turn it is, of which kind, until when, of which college, and who looks after it. */
export function CaseFilters({
  filter,
  types,
  counts,
  onChange,
}: {
  filter: CaseFilter;
  types: readonly CaseType[];
  counts: Counts;
  onChange: (next: Partial<CaseFilter>) => void;
}) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const { queues, ages, assignees, colleges } = counts;
  const all = Object.values(queues).reduce((sum, count) => sum + count, 0);
  const isDay = filter.queue === 'today';
  return (
    <div className="cases-filter">
      <Segmented
        aria-label={t('turn')}
        value={filter.queue}
        options={CASE_VIEWS.map((value) => ({ value, label: viewLabel(value) }))}
        onChange={(queue) => onChange({ queue })}
      />
      <span className="cases-narrow">
        <Select
          className="cases-college"
          aria-label={words.label('collegeName')}
          placeholder={words.label('collegeName')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filter.college}
          options={namesOf(colleges, filter.college).map((value) => ({
            value,
            label: `${value} ${colleges[value] ?? 0}`,
          }))}
          onChange={(college?: string | null) => onChange({ college: college ?? null })}
        />
        <Select
          className="cases-age"
          aria-label={t('assignee')}
          placeholder={t('assignee')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filter.assignee}
          options={['', ...namesOf(assignees, filter.assignee)].map((value) => ({
            value,
            label: `${value === '' ? t('nobody') : value} ${assignees[value] ?? 0}`,
          }))}
          onChange={(assignee?: string | null) => onChange({ assignee: assignee ?? null })}
        />
        {!isDay && (
          <>
            <Select
              className="cases-type"
              aria-label={t('type')}
              placeholder={t('type')}
              allowClear
              value={filter.type}
              options={types.map(({ id, name }) => ({ value: id, label: words.cases.said(name) }))}
              onChange={(type?: string | null) => onChange({ type: type ?? null })}
            />
            <Select
              className="cases-age"
              aria-label={t('age')}
              placeholder={t('age')}
              allowClear
              value={filter.age}
              options={CASE_AGES.map((value) => ({
                value,
                label: `${t(`ages.${value}`)} ${ages[value] ?? 0}`,
              }))}
              onChange={(age?: CaseFilter['age']) => onChange({ age: age ?? null })}
            />
            <Input.Search
              key={filter.search}
              className="cases-search"
              aria-label={t('search')}
              placeholder={t('search')}
              allowClear
              defaultValue={filter.search}
              onSearch={(value) => onChange({ search: value.trim() })}
            />
          </>
        )}
      </span>
    </div>
  );

  function viewLabel(view: (typeof CASE_VIEWS)[number]): string {
    if (view === 'today') return t('day.title');
    if (view === 'open') return `${t('all')} ${all - (queues.closed ?? 0)}`;
    const name = view === 'closed' ? words.cases.closed : words.cases.level(view);
    return `${name} ${queues[view] ?? 0}`;
  }
}

/** What is chosen can be seen, also where nothing has it any more. */
function namesOf(counts: Record<string, number>, chosen: string | null): string[] {
  const names = Object.keys(counts).filter((name) => name !== '');
  return chosen && !names.includes(chosen) ? [...names, chosen] : names;
}
