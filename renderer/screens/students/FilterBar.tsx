import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudentQuery } from '../../../shared/contract/students.ts';
import {
  FACET_FIELDS,
  type FacetField,
  SOURCES,
  STUDENT_FIELDS,
} from '../../../shared/domain/studentFields.ts';
import { orpc } from '../../rpc/core.ts';
import { isFiltered } from '../../state/studentQueryHash.ts';
import { useWords } from '../../text/useWords.ts';
import { ChoiceList } from './ChoiceList.tsx';
import { FacetButton } from './FacetButton.tsx';
import { StatusFacet } from './FieldFacet.tsx';
import { FieldFacetButton } from './FieldFacetButton.tsx';

/** The filters that are always there; the others come from the menu at the end. */
const USUAL: readonly FacetField[] = ['collegeName', 'majorName', 'className', 'grade', 'registrationStatus'];
const PHOTO_CHOICES = ['no-graduation', 'no-admission', 'both'] as const;

type Filter = StudentQuery['filter'];

/** Everything that narrows the list down, each filter one button. */
export function FilterBar({
  query,
  onScope,
  onFilter,
  onClear,
}: {
  query: StudentQuery;
  /** Only students of this campaign, or null: everybody. */
  onScope: (campaign: string | null) => void;
  onFilter: (filter: Filter) => void;
  onClear: () => void;
}) {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const [added, setAdded] = useState<readonly FacetField[]>([]);
  const { data: campaigns = [] } = useQuery(orpc.campaigns.list.queryOptions());
  const nameOf = (id: string) => campaigns.find((entry) => entry.id === id)?.name ?? '';
  const { filter } = query;
  const setField = (field: (typeof STUDENT_FIELDS)[number], values: string[]) => {
    const { [field]: _, ...others } = filter.fields;
    onFilter({ ...filter, fields: values.length === 0 ? others : { ...others, [field]: values } });
  };
  const extra = FACET_FIELDS.filter(
    (field) => !USUAL.includes(field) && (added.includes(field) || filter.fields[field] !== undefined),
  );
  const unlisted = STUDENT_FIELDS.filter(
    (field) => !(FACET_FIELDS as readonly string[]).includes(field) && filter.fields[field] !== undefined,
  );

  return (
    <div className="filter-bar" role="toolbar" aria-label={t('students:filter.label')}>
      {campaigns.length > 0 && (
        <FacetButton
          label={t('students:filter.scope')}
          chosen={query.campaign === null ? [] : [nameOf(query.campaign)]}
          onClear={() => onScope(null)}
        >
          {(close) => (
            <ChoiceList
              label={t('students:filter.scope')}
              choices={campaigns.map(({ id, name }) => ({ value: id, label: name, count: null }))}
              chosen={query.campaign === null ? [] : [query.campaign]}
              onChange={(values) => {
                onScope(values.findLast((id) => id !== query.campaign) ?? null);
                close();
              }}
              onDone={close}
            />
          )}
        </FacetButton>
      )}
      <FacetButton
        label={t('students:column.status')}
        chosen={filter.statuses.map((status) => words.status(status))}
        onClear={() => onFilter({ ...filter, statuses: [] })}
      >
        {(close) => (
          <StatusFacet
            label={t('students:column.status')}
            query={query}
            onChange={(statuses) => onFilter({ ...filter, statuses })}
            onDone={close}
          />
        )}
      </FacetButton>
      {[...USUAL, ...extra].map((field) => (
        <FieldFacetButton
          key={field}
          field={field}
          query={query}
          chosen={filter.fields[field] ?? []}
          onChange={(values) => setField(field, values)}
        />
      ))}
      {unlisted.map((field) => (
        <FacetButton
          key={field}
          label={words.label(field)}
          chosen={filter.fields[field] ?? []}
          onClear={() => setField(field, [])}
        >
          {(close) => (
            <ChoiceList
              label={words.label(field)}
              choices={(filter.fields[field] ?? []).map((value) => ({ value, label: value, count: null }))}
              chosen={filter.fields[field] ?? []}
              onChange={(values) => setField(field, values)}
              onDone={close}
            />
          )}
        </FacetButton>
      ))}
      <FacetButton
        label={t('students:column.photos')}
        chosen={filter.photo === 'any' ? [] : [t(`students:photoFilter.${filter.photo}`)]}
        onClear={() => onFilter({ ...filter, photo: 'any' })}
      >
        {(close) => (
          <ChoiceList
            label={t('students:column.photos')}
            choices={PHOTO_CHOICES.map((value) => ({
              value,
              label: t(`students:photoFilter.${value}`),
              count: null,
            }))}
            chosen={filter.photo === 'any' ? [] : [filter.photo]}
            onChange={(values) =>
              onFilter({
                ...filter,
                photo: PHOTO_CHOICES.find((entry) => entry === values.at(-1)) ?? 'any',
              })
            }
            onDone={close}
          />
        )}
      </FacetButton>
      <FacetButton
        label={t('students:column.sources')}
        chosen={filter.sources.map((source) => words.source(source))}
        onClear={() => onFilter({ ...filter, sources: [] })}
      >
        {(close) => (
          <ChoiceList
            label={t('students:column.sources')}
            choices={SOURCES.map((value) => ({ value, label: words.source(value), count: null }))}
            chosen={filter.sources}
            onChange={(values) =>
              onFilter({ ...filter, sources: SOURCES.filter((source) => values.includes(source)) })
            }
            onDone={close}
          />
        )}
      </FacetButton>
      <button
        type="button"
        className={filter.differing ? 'facet facet-button used' : 'facet facet-button'}
        aria-pressed={filter.differing}
        onClick={() => onFilter({ ...filter, differing: !filter.differing })}
      >
        {t('students:filter.differing')}
      </button>
      {campaigns.length > 0 && (
        <button
          type="button"
          className={filter.overdue ? 'facet facet-button used' : 'facet facet-button'}
          aria-pressed={filter.overdue}
          onClick={() => onFilter({ ...filter, overdue: !filter.overdue })}
        >
          {t('students:filter.overdue')}
        </button>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: FACET_FIELDS.filter((field) => !USUAL.includes(field) && !extra.includes(field)).map(
            (field) => ({
              key: field,
              label: words.label(field),
            }),
          ),
          onClick: ({ key }) => {
            const field = FACET_FIELDS.find((entry) => entry === key);
            if (field) setAdded([...added, field]);
          },
        }}
      >
        <Button type="text" size="small" className="filter-more">
          {t('students:filter.add')}
        </Button>
      </Dropdown>
      {isFiltered(query) && (
        <Button type="link" size="small" className="filter-more" onClick={onClear}>
          {t('students:filter.clear')}
        </Button>
      )}
    </div>
  );
}
