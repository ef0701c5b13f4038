import { Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedRegion, ComparisonSummary } from '../../../shared/contract/reconcile.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { core } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { useListPages } from '../../ui/grid/useListPages.ts';
import { ListGrid } from './ListGrid.tsx';
import type { ReconcilePlace } from './reconcilePlace.ts';
import { personColumns } from './workColumns.tsx';

interface People {
  sources: FileSource[];
  explained: boolean;
  count: number;
}

/** Who is missed, and who is rightly missing: two lists where there are any of the second. */
function listsOf({ sources, students, explained }: ComparedRegion): People[] {
  const missed = { sources, explained: false, count: students - explained };
  return explained > 0 ? [missed, { sources, explained: true, count: explained }] : [missed];
}

const keyOf = ({ sources, explained }: Pick<People, 'sources' | 'explained'>) =>
  `${sources.join()}${explained ? ' explained' : ''}`;

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
  const lists = regions.filter((region) => region.sources.length < sources.length).flatMap(listsOf);
  const wanted = keyOf({ sources: place.region, explained: place.explained });
  const shown =
    lists.find((list) => keyOf(list) === wanted) ?? lists.find(({ count }) => count > 0) ?? lists[0];
  const region = shown?.sources ?? [];
  const explained = shown?.explained ?? false;
  const { scope } = place;
  const listKey = JSON.stringify([sources, scope, region, explained]);
  const pages = useListPages(['reconcile-region', listKey, version], (page, signal) =>
    core.reconcile.region({ sources, scope, region, explained, ...page }, { signal }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first row
  useEffect(() => setActive(0), [listKey]);
  const name = (list: readonly FileSource[]) =>
    list.map((source) => words.source(source)).join(t('general:listJoin'));
  const nameOf = (one: Pick<People, 'sources' | 'explained'>) =>
    t(one.explained ? 'reconcile:region.explained' : 'reconcile:region.only', { source: name(one.sources) });
  const columns = useMemo(
    () =>
      personColumns(
        words,
        {
          sources: t('reconcile:column.sources'),
          explained: explained ? t('reconcile:column.explained') : null,
        },
        t('general:listJoin'),
      ),
    [words, t, explained],
  );
  const lacking = sources.filter((source) => !region.includes(source));
  return (
    <div className="people">
      <div className="work-bar">
        <Segmented
          value={shown ? keyOf(shown) : ''}
          options={lists
            .filter((one) => one.count > 0 || one === shown)
            .map((one) => ({
              value: keyOf(one),
              label: `${nameOf(one)} ${formatCount(one.count)}`,
            }))}
          onChange={(value) => {
            const next = lists.find((one) => keyOf(one) === value);
            if (next) go({ region: next.sources, explained: next.explained });
          }}
        />
      </div>
      <p className="people-hint soft">
        {t(explained ? 'reconcile:people.explained' : 'reconcile:people.hint', { sources: name(lacking) })}
      </p>
      {pages.error !== null && <ErrorNotice error={pages.error} onRetry={pages.retry} />}
      <ListGrid
        label={nameOf({ sources: region, explained })}
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
