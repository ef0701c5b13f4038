import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { StudentQuery } from '../../../shared/contract/students.ts';
import type { FacetField } from '../../../shared/domain/studentFields.ts';
import { STATUSES, type Status } from '../../../shared/domain/verificationStatus.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ChoiceList } from './ChoiceList.tsx';

/** The values of one field, most frequent first; the chosen ones stay even when nobody has them any more. */
export function FieldFacet({
  field,
  query,
  onChange,
  onDone,
}: {
  field: FacetField;
  query: StudentQuery;
  onChange: (values: string[]) => void;
  onDone: () => void;
}) {
  const words = useWords();
  const { data, isPending } = useQuery(
    orpc.students.facets.queryOptions({
      input: { query, fields: [field] },
      placeholderData: keepPreviousData,
    }),
  );
  const chosen = query.filter.fields[field] ?? [];
  const counted = data?.fields[field] ?? [];
  const gone = chosen.filter((value) => !counted.some((entry) => entry.value === value));
  return (
    <ChoiceList
      label={words.label(field)}
      loading={isPending}
      choices={[
        ...gone.map((value) => ({ value, label: words.value(field, value), count: 0 })),
        ...counted.map(({ value, count }) => ({ value, label: words.value(field, value), count })),
      ]}
      chosen={chosen}
      onChange={onChange}
      onDone={onDone}
    />
  );
}

export function StatusFacet({
  label,
  query,
  onChange,
  onDone,
}: {
  label: string;
  query: StudentQuery;
  onChange: (statuses: Status[]) => void;
  onDone: () => void;
}) {
  const words = useWords();
  const { data } = useQuery(
    orpc.students.facets.queryOptions({ input: { query, fields: [] }, placeholderData: keepPreviousData }),
  );
  return (
    <ChoiceList
      label={label}
      choices={STATUSES.map((status) => ({
        value: status,
        label: words.status(status),
        count: data ? (data.statuses[status] ?? 0) : null,
      }))}
      chosen={query.filter.statuses}
      onChange={(values) => onChange(STATUSES.filter((status) => values.includes(status)))}
      onDone={onDone}
    />
  );
}
