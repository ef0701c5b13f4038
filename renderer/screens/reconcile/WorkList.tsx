import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ComparisonSummary,
  DecidedWay,
  DecisionKind,
  WorkItem,
} from '../../../shared/contract/reconcile.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { core } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { useListPages } from '../../ui/grid/useListPages.ts';
import type { GridHandle } from '../../ui/grid/VirtualGrid.tsx';
import { isTyping } from '../../ui/isTyping.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { ChoiceList } from '../students/ChoiceList.tsx';
import { FacetButton } from '../students/FacetButton.tsx';
import { BulkBar } from './BulkBar.tsx';
import { ListGrid } from './ListGrid.tsx';
import type { ReconcilePlace } from './reconcilePlace.ts';
import { useActiveRow } from './useActiveRow.ts';
import { useDeciding, workKey } from './useDeciding.ts';
import type { Settling } from './useSettle.ts';
import { type Decide, WorkDetail } from './WorkDetail.tsx';
import { WorkRail } from './WorkRail.tsx';
import { workColumns } from './workColumns.tsx';

/** One call takes as many; more are for the bulk decision. */
const MOST_SELECTED = 500;

/** The differences that wait for a person, or those that were decided: kinds at the left, the one looked at at the right. */
export function WorkList({
  summary,
  place,
  decided,
  settling,
  go,
}: {
  summary: ComparisonSummary;
  place: ReconcilePlace;
  decided: boolean;
  settling: Settling;
  go: (change: Partial<ReconcilePlace>) => void;
}) {
  const { t } = useTranslation(['reconcile', 'general']);
  const words = useWords();
  const grid = useRef<GridHandle>(null);
  const [selected, setSelected] = useState<ReadonlyMap<string, WorkItem>>(new Map());
  const { sources, version } = summary;
  const { scope, kinds, fields, colleges, ways } = place;
  const states = decided ? (['decided'] as const) : (['open', 'returned'] as const);
  const filter = { kinds, fields, colleges, ways, states: [...states] };
  const listKey = JSON.stringify([sources, scope, filter]);
  const pages = useListPages(['reconcile-work', listKey, version], (page, signal) =>
    core.reconcile.work({ sources, scope, filter, ...page }, { signal }),
  );
  const deciding = useDeciding(summary, place, settling);
  const { pendingOf } = deciding;
  const active = useActiveRow(pages, workKey, (row) => pendingOf(row) !== undefined, { listKey, grid });
  const { row: item } = active;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with nothing ticked
  useEffect(() => {
    setSelected(new Map());
    grid.current?.focus();
  }, [listKey]);

  const chosen = () => (selected.size > 0 ? [...selected.values()] : item ? [item] : []);
  const decide: Decide = (decision, accept) => {
    deciding.decide(chosen(), decision, accept);
    setSelected(new Map());
  };
  const reopen = () => {
    deciding.reopen(chosen());
    setSelected(new Map());
  };
  const openStudent = (index: number) => {
    const row = pages.rowAt(index);
    if (row) navigate('students', { student: row.student });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const source = sources['abc'.indexOf(key)];
    if (key === 'u') void settling.undoLast();
    else if (decided && key === 'r') reopen();
    else if (!decided && key.length === 1 && 'abc'.includes(key) && source) decide('accept', source);
    else if (!decided && key === 'l') decide('alias', null);
    else if (!decided && key === 's') decide('ask', null);
    else if (!decided && key === 'i') decide('ignore', null);
    else if (key === 'n') active.moveTo(Math.min(pages.total - 1, active.index + 1));
    else if (key === 'escape' && selected.size > 0) setSelected(new Map());
    else return;
    event.preventDefault();
  };
  const select = (indexes: readonly number[], toggles: boolean) => {
    const next = new Map(toggles ? selected : []);
    for (const index of indexes) {
      const row = pages.rowAt(index);
      if (!row) continue;
      if (toggles && next.has(workKey(row))) next.delete(workKey(row));
      else if (next.size < MOST_SELECTED) next.set(workKey(row), row);
    }
    setSelected(next);
  };
  const columns = workColumns(
    sources,
    words,
    {
      decided,
      field: t('reconcile:column.field'),
      kind: t('reconcile:column.kind'),
      decision: t('reconcile:column.decision'),
      actor: t('reconcile:column.actor'),
      at: t('reconcile:column.at'),
    },
    pendingOf,
  );
  const wayLabel = (way: DecidedWay) => {
    const [kind, source] = way.split(':') as [DecisionKind | 'staff', FileSource?];
    return words.decision(kind, source ?? null);
  };
  const { page } = pages;
  const isFiltered = kinds.length + fields.length + colleges.length + ways.length > 0;
  const [kind] = kinds;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the list work from its detail too
    <div className="work" onKeyDown={onKeyDown}>
      <WorkRail kinds={page?.kinds ?? []} fields={page?.fields ?? []} filter={place} onFilter={go} />
      <div className="work-main">
        <div className="work-bar">
          <FacetButton
            label={words.label('collegeName')}
            chosen={colleges.map((college) => college || t('reconcile:noCollege'))}
            onClear={() => go({ colleges: [] })}
          >
            {(close) => (
              <ChoiceList
                label={words.label('collegeName')}
                choices={(page?.colleges ?? []).map(({ key, count }) => ({
                  value: key,
                  label: key === '' ? t('reconcile:noCollege') : key,
                  count,
                }))}
                chosen={colleges}
                onChange={(values) => go({ colleges: values })}
                onDone={close}
              />
            )}
          </FacetButton>
          {(ways.length > 0 || (page?.ways ?? []).length > 0) && (
            <FacetButton
              label={t('reconcile:column.decision')}
              chosen={ways.map(wayLabel)}
              onClear={() => go({ ways: [] })}
            >
              {(close) => (
                <ChoiceList
                  label={t('reconcile:column.decision')}
                  choices={(page?.ways ?? []).map(({ key, count }) => ({
                    value: key,
                    label: wayLabel(key),
                    count,
                  }))}
                  chosen={ways}
                  onChange={(values) => go({ ways: values as DecidedWay[] })}
                  onDone={close}
                />
              )}
            </FacetButton>
          )}
          <span className="soft numbers" role="status">
            {selected.size > 0
              ? t('reconcile:selected', { count: selected.size, formatted: formatCount(selected.size) })
              : t('reconcile:listed', { count: pages.total, formatted: formatCount(pages.total) })}
          </span>
        </div>
        {!decided && page?.bulk && kind && kinds.length === 1 && (
          <BulkBar
            offer={page.bulk}
            kind={words.difference(kind)}
            sources={sources}
            busy={deciding.all.state.kind === 'running'}
            onDecide={(decision, accept) => deciding.decideAll(filter, page.bulk!, decision, accept)}
          />
        )}
        <RunningTask state={deciding.all.state} onCancel={deciding.all.cancel} />
        {settling.error !== null && <ErrorNotice error={settling.error} />}
        {pages.error !== null && <ErrorNotice error={pages.error} onRetry={pages.retry} />}
        <ListGrid
          ref={grid}
          label={t(decided ? 'reconcile:tab.decided' : 'reconcile:tab.work')}
          listKey={listKey}
          pages={pages}
          columns={columns}
          active={active.index}
          onActive={active.moveTo}
          onOpen={openStudent}
          selection={{
            has: (row) => selected.has(workKey(row)),
            count: selected.size,
            toggle: (indexes) => select(indexes, true),
            range: (from, to) => {
              const low = Math.min(from, to);
              const length = Math.min(MOST_SELECTED, Math.abs(to - from) + 1);
              select(
                Array.from({ length }, (_, offset) => low + offset),
                false,
              );
            },
            clear: () => setSelected(new Map()),
          }}
          empty={
            <EmptyState title={t(emptyTitle(decided, isFiltered))}>
              {t(decided ? 'reconcile:empty.decidedHint' : 'reconcile:empty.workHint')}
            </EmptyState>
          }
        />
      </div>
      {item && <WorkDetail item={item} sources={sources} onDecide={decide} onReopen={reopen} />}
    </div>
  );
}

function emptyTitle(decided: boolean, isFiltered: boolean) {
  if (isFiltered) return 'reconcile:empty.filtered';
  return decided ? 'reconcile:empty.decided' : 'reconcile:empty.work';
}
