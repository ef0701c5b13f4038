import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonSummary, WorkItem } from '../../../shared/contract/reconcile.ts';
import { ALIAS_FIELDS } from '../../../shared/domain/comparedFields.ts';
import { core } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import type { GridHandle } from '../../ui/grid/VirtualGrid.tsx';
import { isTyping } from '../../ui/isTyping.ts';
import { ChoiceList } from '../students/ChoiceList.tsx';
import { FacetButton } from '../students/FacetButton.tsx';
import { BulkBar } from './BulkBar.tsx';
import { ListGrid } from './ListGrid.tsx';
import type { ReconcilePlace } from './reconcilePlace.ts';
import { useListPages } from './useListPages.ts';
import type { Settling } from './useSettle.ts';
import { type Decide, WorkDetail } from './WorkDetail.tsx';
import { WorkRail } from './WorkRail.tsx';
import { workColumns } from './workColumns.tsx';

/** One call takes as many; more are for the bulk decision. */
const MOST_SELECTED = 500;
const keyOf = ({ student, field }: WorkItem) => `${student}/${field}`;

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
  const [active, setActive] = useState(0);
  const [selected, setSelected] = useState<ReadonlyMap<string, WorkItem>>(new Map());
  const { sources, version } = summary;
  const { scope, kinds, fields, colleges } = place;
  const states = decided ? (['decided'] as const) : (['open', 'returned'] as const);
  const filter = { kinds, fields, colleges, states: [...states] };
  const listKey = JSON.stringify([sources, scope, filter]);
  const pages = useListPages(['reconcile-work', listKey, version], (page, signal) =>
    core.reconcile.work({ sources, scope, filter, ...page }, { signal }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first row, with nothing ticked
  useEffect(() => {
    setActive(0);
    setSelected(new Map());
    grid.current?.focus();
  }, [listKey]);
  const at = Math.min(active, Math.max(0, pages.total - 1));
  const item = pages.rowAt(at);

  const write = async (
    which: Parameters<typeof core.reconcile.decide>[0]['which'],
    ...[decision, accept]: Parameters<Decide>
  ) => {
    await settling.settle(async () => {
      const result = await core.reconcile.decide({ sources, scope, version, which, decision, accept });
      return {
        batch: result.batch,
        said: t('reconcile:said.decided', {
          count: result.decided,
          formatted: formatCount(result.decided),
          decision: words.decision(decision, accept),
        }),
      };
    });
    setSelected(new Map());
  };
  const chosen = () => (selected.size > 0 ? [...selected.values()] : item ? [item] : []);
  const decide: Decide = (decision, accept) => {
    const fit = chosen().filter(
      ({ field, values }) =>
        (decision !== 'alias' || ALIAS_FIELDS.has(field)) &&
        (accept === null || values[accept] !== undefined),
    );
    if (fit.length === 0) return;
    void write({ items: fit.map(({ student, field }) => ({ student, field })) }, decision, accept);
  };
  const reopen = () => {
    const items = chosen().filter(({ decision }) => decision !== null && decision.kind !== 'staff');
    if (items.length === 0) return;
    void settling.settle(async () => {
      const picked = items.map(({ student, field }) => ({ student, field }));
      const { batch, reopened } = await core.reconcile.reopen({ sources, scope, items: picked });
      const gaps = { count: reopened, formatted: formatCount(reopened) };
      return { batch, said: t('reconcile:said.reopened', gaps) };
    });
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
    else if (key === 'n') setActive(Math.min(pages.total - 1, at + 1));
    else if (key === 'escape' && selected.size > 0) setSelected(new Map());
    else return;
    event.preventDefault();
  };
  const select = (indexes: readonly number[], toggles: boolean) => {
    const next = new Map(toggles ? selected : []);
    for (const index of indexes) {
      const row = pages.rowAt(index);
      if (!row) continue;
      if (toggles && next.has(keyOf(row))) next.delete(keyOf(row));
      else if (next.size < MOST_SELECTED) next.set(keyOf(row), row);
    }
    setSelected(next);
  };
  const columns = useMemo(
    () =>
      workColumns(sources, words, {
        decided,
        field: t('reconcile:column.field'),
        kind: t('reconcile:column.kind'),
        decision: t('reconcile:column.decision'),
        actor: t('reconcile:column.actor'),
        at: t('reconcile:column.at'),
      }),
    [sources, words, decided, t],
  );
  const { page } = pages;
  const isFiltered = kinds.length + fields.length + colleges.length > 0;
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
            busy={settling.busy}
            onDecide={(decision, accept) =>
              void write({ all: filter, count: page.bulk!.count }, decision, accept)
            }
          />
        )}
        {settling.error !== null && <ErrorNotice error={settling.error} />}
        {pages.error !== null && <ErrorNotice error={pages.error} onRetry={pages.retry} />}
        <ListGrid
          ref={grid}
          label={t(decided ? 'reconcile:tab.decided' : 'reconcile:tab.work')}
          listKey={listKey}
          pages={pages}
          columns={columns}
          active={at}
          onActive={setActive}
          onOpen={openStudent}
          selection={{
            has: (row) => selected.has(keyOf(row)),
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
      {item && (
        <WorkDetail item={item} sources={sources} busy={settling.busy} onDecide={decide} onReopen={reopen} />
      )}
    </div>
  );
}

function emptyTitle(decided: boolean, isFiltered: boolean) {
  if (isFiltered) return 'reconcile:empty.filtered';
  return decided ? 'reconcile:empty.decided' : 'reconcile:empty.work';
}
