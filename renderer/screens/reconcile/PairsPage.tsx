import { Segmented } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedPair, ComparisonSummary } from '../../../shared/contract/reconcile.ts';
import { core } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import type { GridColumn } from '../../ui/grid/gridColumn.ts';
import { useListPages } from '../../ui/grid/useListPages.ts';
import type { GridHandle } from '../../ui/grid/VirtualGrid.tsx';
import { isTyping } from '../../ui/isTyping.ts';
import { JoinedList } from './JoinedList.tsx';
import { ListGrid } from './ListGrid.tsx';
import { PairDetail } from './PairDetail.tsx';
import { PAIR_LISTS, type ReconcilePlace } from './reconcilePlace.ts';
import { useActiveRow } from './useActiveRow.ts';
import type { Settling } from './useSettle.ts';

const pairKey = ({ one, other }: ComparedPair) => `${one.student} ${other.student}`;

/** Students under different keys who are probably one person: to be joined, or kept apart. */
export function PairsPage({
  summary: { sources, version },
  place,
  settling,
  go,
}: {
  summary: ComparisonSummary;
  place: ReconcilePlace;
  settling: Settling;
  go: (change: Partial<ReconcilePlace>) => void;
}) {
  const { t } = useTranslation(['reconcile', 'general']);
  const words = useWords();
  const grid = useRef<GridHandle>(null);
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const [keep, setKeep] = useState<'one' | 'other'>('one');
  const { scope, pairs: list } = place;
  const states = list === 'apart' ? (['decided'] as const) : (['open', 'returned'] as const);
  const listKey = JSON.stringify([sources, scope, list]);
  const pages = useListPages(['reconcile-pairs', listKey, version], (page, signal) =>
    core.reconcile.pairs({ sources, scope, states: [...states], ...page }, { signal }),
  );
  const active = useActiveRow(pages, pairKey, (row) => pending.has(pairKey(row)), { listKey, grid });
  const { row: pair } = active;
  const ids = pair && { one: pair.one.student, other: pair.other.student };
  const shownKey = pair ? pairKey(pair) : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next pair is another question
  useEffect(() => setKeep('one'), [shownKey]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys work on every list as soon as it is there
  useEffect(() => grid.current?.focus(), [listKey]);

  const settle = async (write: Parameters<Settling['settle']>[0]) => {
    setPending((before) => new Set([...before, shownKey]));
    await settling.settle(write);
    setPending((before) => new Set([...before].filter((key) => key !== shownKey)));
  };

  const join = () => {
    if (!pair || !ids || pair.state === 'decided') return;
    const [kept, joined] = keep === 'one' ? [ids.one, ids.other] : [ids.other, ids.one];
    void settle(async () => {
      const { batch } = await core.reconcile.join({ sources, scope, keep: kept, joined });
      return { batch, said: t('reconcile:said.joined', { name: pair.one.name ?? '' }) };
    });
  };
  const apart = () => {
    if (!pair || !ids || pair.state === 'decided') return;
    void settle(async () => {
      const { batch } = await core.reconcile.keepApart({ sources, scope, ...ids });
      return { batch, said: t('reconcile:said.apart', { name: pair.one.name ?? '' }) };
    });
  };
  const reopen = () => {
    if (!pair || !ids || pair.state !== 'decided') return;
    void settle(async () => {
      const { batch } = await core.reconcile.reopenPair({ sources, scope, ...ids });
      return { batch, said: t('reconcile:said.reopened', { count: 1, formatted: '1' }) };
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'j') join();
    else if (key === 'k') apart();
    else if (key === 'r') reopen();
    else if (key === 'u') void settling.undoLast();
    else if (key === 'n') active.moveTo(Math.min(pages.total - 1, active.index + 1));
    else return;
    event.preventDefault();
  };
  const person = (id: 'one' | 'other', title: string): GridColumn<ComparedPair> => ({
    id,
    title,
    track: 'minmax(150px, 1fr)',
    minWidth: 150,
    sortKey: null,
    numeric: false,
    render: (row) => (
      <span>
        <strong>{row[id].name}</strong> {row[id].studentNo ?? row[id].examNo}{' '}
        <span className="soft">
          {row[id].sources.map((source) => words.source(source)).join(t('general:listJoin'))}
        </span>
      </span>
    ),
  });
  const columns: GridColumn<ComparedPair>[] = [
    person('one', t('reconcile:pairs.one')),
    person('other', t('reconcile:pairs.other')),
    {
      id: 'because',
      title: t('reconcile:pairs.because'),
      track: 'minmax(130px, 0.8fr)',
      minWidth: 130,
      sortKey: null,
      numeric: false,
      render: (row) => (
        <span title={words.pairReason(row.because)}>
          {row.state === 'returned' ? words.workState('returned') : words.pairReason(row.because)}
        </span>
      ),
    },
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the list work from its detail too
    <div className="pairs" onKeyDown={onKeyDown}>
      <div className="work-main">
        <div className="work-bar">
          <Segmented
            value={list}
            options={PAIR_LISTS.map((value) => ({ value, label: t(`reconcile:pairs.list.${value}`) }))}
            onChange={(value) => go({ pairs: value })}
          />
        </div>
        {settling.error !== null && <ErrorNotice error={settling.error} />}
        {list === 'joined' ? (
          <JoinedList settling={settling} />
        ) : (
          <>
            {pages.error !== null && <ErrorNotice error={pages.error} onRetry={pages.retry} />}
            <ListGrid
              ref={grid}
              label={t('reconcile:tab.pairs')}
              listKey={listKey}
              pages={pages}
              columns={columns}
              active={active.index}
              onActive={active.moveTo}
              onOpen={() => undefined}
              empty={
                <EmptyState title={t(list === 'open' ? 'reconcile:empty.pairs' : 'reconcile:empty.apart')}>
                  {t('reconcile:empty.pairsHint')}
                </EmptyState>
              }
            />
          </>
        )}
      </div>
      {list !== 'joined' && pair && (
        <PairDetail
          pair={pair}
          keep={keep}
          onKeep={setKeep}
          onJoin={join}
          onApart={apart}
          onReopen={reopen}
        />
      )}
    </div>
  );
}
