import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FACET_FIELDS, type FacetField } from '../../shared/domain/studentFields.ts';
import { orpc } from '../rpc/core.ts';
import { studentQueryOf } from '../state/studentQueryOf.ts';
import { useWords } from '../text/useWords.ts';
import { formatCount } from './formatCount.ts';
import './PopulationPicker.css';

/** What populations are usually made of; the other fields are a press away. */
const USUAL: readonly FacetField[] = [
  'expectedGraduationDate',
  'grade',
  'level',
  'mode',
  'collegeName',
  'majorName',
];

/** Fields whose values have an order of their own, the newest first; the others come by how many have them. */
const ORDERED: readonly FacetField[] = ['expectedGraduationDate', 'enrolDate', 'grade', 'duration'];

/** Who takes part: for each field any of the chosen values; the counts follow the other fields. */
export function PopulationPicker({
  population,
  onChange,
}: {
  population: Partial<Record<FacetField, string[]>>;
  onChange: (field: FacetField, values: string[]) => void;
}) {
  const { t } = useTranslation(['campaigns', 'general']);
  const text = useWords();
  const [all, setAll] = useState(false);
  const fields = FACET_FIELDS.filter(
    (field) => all || USUAL.includes(field) || population[field] !== undefined,
  );
  const { data } = useQuery(
    orpc.students.facets.queryOptions({
      input: { query: studentQueryOf(population), fields: [...fields] },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <div className="population">
      {fields.map((field) => (
        <div key={field} className="population-field">
          <label htmlFor={`population-${field}`}>{text.label(field)}</label>
          <Select
            id={`population-${field}`}
            mode="multiple"
            allowClear
            value={population[field] ?? []}
            placeholder={t('campaigns:form.anyValue')}
            maxTagCount="responsive"
            options={optionsOf(field, data?.fields[field] ?? []).map(({ value, count }) => ({
              value,
              label: text.value(field, value) || t('general:empty'),
              count,
            }))}
            optionRender={(option) => (
              <span className="population-option">
                <span>{option.label}</span>
                <span className="soft numbers">{formatCount(Number(option.data.count))}</span>
              </span>
            )}
            onChange={(values: string[]) => onChange(field, values)}
          />
        </div>
      ))}
      {!all && (
        <Button type="link" className="population-more" onClick={() => setAll(true)}>
          {t('campaigns:form.moreFields')}
        </Button>
      )}
    </div>
  );
}

function optionsOf(field: FacetField, counts: readonly { value: string; count: number }[]) {
  return ORDERED.includes(field) ? [...counts].sort((a, b) => b.value.localeCompare(a.value)) : counts;
}
