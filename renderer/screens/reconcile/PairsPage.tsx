import { Segmented } from 'antd';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedPair, ComparisonSummary } from '../../../shared/contract/reconcile.ts';
import { core } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import type { GridColumn } from '../../ui/grid/gridColumn.ts';
import { isTyping } from '../../ui/isTyping.ts';
import { JoinedList } from './JoinedList.tsx';
import { ListGrid } from './ListGrid.tsx';
import { PairDetail } from './PairDetail.tsx';
import { PAIR_LISTS, type ReconcilePlace } from './reconcilePlace.ts';
import { useListPages } from './useListPages.ts';
import type { Settling } from './useSettle.ts';

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
  const [active, setActive] = useState(0);
  const [keep, setKeep] = useState<'one' | 'other'>('one');
  const { scope, pairs: list } = place;
  const states = list === 'apart' ? (['decided'] as const) : (['open', 'returned'] as const);
  const listKey = JSON.stringify([sources, scope, list]);
  const pages = useListPages(['reconcile-pairs', listKey, version], (page, signal) =>
    core.reconcile.pairs({ sources, scope, states: [...states], ...page }, { signal }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first row
  useEffect(() => setActive(0), [listKey]);
  const at = Math.min(active, Math.max(0, pages.total - 1));
  const pair = pages.rowAt(at);
  const ids = pair && { one: pair.one.student, other: pair.other.student };
  const pairKey = ids ? `${ids.one} ${ids.other}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next pair is another question
  useEffect(() => setKeep('one'), [pairKey]);

  const join = () => {
    if (!pair || !ids || pair.state === 'decided') return;
    const [kept, joined] = keep === 'one' ? [ids.one, ids.other] : [ids.other, ids.one];
    void settling.settle(async () => {
      const { batch } = await core.reconcile.join({ sources, scope, keep: kept, joined });
      return { batch, said: t('reconcile:said.joined', { name: pair.one.name ?? '' }) };
    });
  };
  const apart = () => {
    if (!pair || !ids || pair.state === 'decided') return;
    void settling.settle(async () => {
      const { batch } = await core.reconcile.keepApart({ sources, scope, ...ids });
      return { batch, said: t('reconcile:said.apart', { name: pair.one.name ?? '' }) };
    });
  };
  const reopen = () => {
    if (!pair || !ids || pair.state !== 'decided') return;
    void settling.settle(async () => {
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
    else if (key === 'n') setActive(Math.min(pages.total - 1, at + 1));
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
              label={t('reconcile:tab.pairs')}
              listKey={listKey}
              pages={pages}
              columns={columns}
              active={at}
              onActive={setActive}
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
          busy={settling.busy}
          onKeep={setKeep}
          onJoin={join}
          onApart={apart}
          onReopen={reopen}
        />
      )}
    </div>
  );
}
