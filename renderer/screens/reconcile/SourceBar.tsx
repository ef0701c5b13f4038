import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ComparedScope } from '../../../shared/contract/reconcile.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { studentQueryOf } from '../../state/studentQueryOf.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { FieldFacetButton } from '../students/FieldFacetButton.tsx';
import { SCOPE_FIELDS } from './reconcilePlace.ts';

export interface SourceCount {
  source: FileSource;
  students: number;
}

/** Which two or three sources are compared, the first being the measure, and for whom. */
export function SourceBar({
  counts,
  sources,
  scope,
  onSources,
  onScope,
}: {
  counts: readonly SourceCount[];
  sources: readonly FileSource[];
  scope: ComparedScope;
  onSources: (sources: FileSource[]) => void;
  onScope: (scope: ComparedScope) => void;
}) {
  const { t } = useTranslation('reconcile');
  const words = useWords();
  const pick = (index: number, source: FileSource | '') => {
    const next: (FileSource | undefined)[] = [...sources];
    // The one that was there before takes the place of the one that is chosen, so that none is there twice.
    const twin = next.indexOf(source === '' ? undefined : source);
    if (twin >= 0 && twin !== index) next[twin] = sources[index];
    if (source === '') next.splice(index, 1);
    else next[index] = source;
    onSources(next.filter((one) => one !== undefined));
  };
  const options = counts
    .filter(({ students }) => students > 0)
    .map(({ source, students }) => ({
      value: source,
      label: `${words.source(source)} ${formatCount(students)}`,
    }));
  const withC = options.length > 2 || sources.length > 2;
  return (
    <div className="source-bar" role="toolbar" aria-label={t('sources.label')}>
      {(['A', 'B', ...(withC ? ['C'] : [])] as const).map((letter, index) => (
        <span key={letter} className="source-pick">
          <kbd className="key">{letter}</kbd>
          <Select<FileSource | ''>
            size="small"
            aria-label={t('sources.pick', { letter })}
            popupMatchSelectWidth={false}
            value={sources[index] ?? ''}
            options={index === 2 ? [{ value: '' as const, label: t('sources.none') }, ...options] : options}
            onChange={(source) => pick(index, source)}
          />
        </span>
      ))}
      {SCOPE_FIELDS.map((field) => (
        <FieldFacetButton
          key={field}
          field={field}
          query={studentQueryOf(scope)}
          chosen={scope[field] ?? []}
          onChange={(values) => {
            const { [field]: _, ...others } = scope;
            onScope(values.length > 0 ? { ...others, [field]: values } : others);
          }}
        />
      ))}
    </div>
  );
}
