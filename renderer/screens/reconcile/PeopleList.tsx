import { Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonSummary } from '../../../shared/contract/reconcile.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { core } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { ListGrid } from './ListGrid.tsx';
import type { ReconcilePlace } from './reconcilePlace.ts';
import { useListPages } from './useListPages.ts';
import { personColumns } from './workColumns.tsx';

/** Students of whom some of the sources say nothing, one list for each combination. */
export function PeopleList({
  summary: { sources, regions, version },
  place,
  go,
}: {
  summary: ComparisonSummary;
  place: ReconcilePlace;
  go: (change: Partial<ReconcilePlace>) => void;
}) {
  const { t } = useTranslation(['reconcile', 'general']);
  const words = useWords();
  const [active, setActive] = useState(0);
  const partial = regions.filter((region) => region.sources.length < sources.length);
  const wanted = place.region.join();
  const shown =
    partial.find((region) => region.sources.join() === wanted) ??
    partial.find((region) => region.students > 0) ??
    partial[0];
  const region = shown?.sources ?? [];
  const { scope } = place;
  const listKey = JSON.stringify([sources, scope, region]);
  const pages = useListPages(['reconcile-region', listKey, version], (page, signal) =>
    core.reconcile.region({ sources, scope, region, ...page }, { signal }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first row
  useEffect(() => setActive(0), [listKey]);
  const name = (list: readonly FileSource[]) =>
    list.map((source) => words.source(source)).join(t('general:listJoin'));
  const columns = useMemo(
    () => personColumns(words, t('reconcile:column.sources'), t('general:listJoin')),
    [words, t],
  );
  const lacking = sources.filter((source) => !region.includes(source));
  return (
    <div className="people">
      <div className="work-bar">
        <Segmented
          value={region.join()}
          options={partial.map((one) => ({
            value: one.sources.join(),
            label: `${t('reconcile:region.only', { source: name(one.sources) })} ${formatCount(one.students)}`,
          }))}
          onChange={(value) => go({ region: value.split(',') as FileSource[] })}
        />
        <span className="soft">{t('reconcile:people.hint', { sources: name(lacking) })}</span>
      </div>
      {pages.error !== null && <ErrorNotice error={pages.error} onRetry={pages.retry} />}
      <ListGrid
        label={t('reconcile:region.only', { source: name(region) })}
        listKey={listKey}
        pages={pages}
        columns={columns}
        active={active}
        onActive={setActive}
        onOpen={(index) => {
          const row = pages.rowAt(index);
          if (row) navigate('students', { student: row.student });
        }}
        empty={<EmptyState title={t('reconcile:empty.people')} />}
      />
    </div>
  );
}
