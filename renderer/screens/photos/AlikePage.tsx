import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pagination, Segmented, Spin } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlikeGroup as Group } from '../../../shared/contract/photos.ts';
import type { StudentQuery } from '../../../shared/contract/students.ts';
import { ALIKE_STATES, type AlikeDecision, type AlikeState } from '../../../shared/domain/alikePhotos.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch, undoNow } from '../../state/undoBatch.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { AlikeGroup } from './AlikeGroup.tsx';
import { digitOf } from './reviewKeys.ts';
import './AlikePage.css';

const PAGE = 20;
const VIEWS: Record<'waiting' | 'decided' | 'all', readonly AlikeState[]> = {
  waiting: ['open', 'returned'],
  decided: ['decided'],
  all: [],
};
type View = keyof typeof VIEWS;

/** Photos that look like one, group by group, each to be settled by a person. */
export function AlikePage({ query }: { query: StudentQuery }) {
  const { t } = useTranslation(['photos', 'general']);
  const queryClient = useQueryClient();
  const show = useUndo((state) => state.show);
  const [view, setView] = useState<View>('waiting');
  const [page, setPage] = useState(0);
  const [failed, setFailed] = useState<unknown>(null);
  const [last, setLast] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const { data, error } = useQuery(
    orpc.photos.alikeGroups.queryOptions({
      input: { query, states: [...VIEWS[view]], offset: page * PAGE, limit: PAGE },
      placeholderData: keepPreviousData,
    }),
  );
  const settle = async (group: Group, decision: AlikeDecision | null, wrong: Group['photos'] = []) => {
    try {
      const { batch } = await core.photos.decideAlike({
        key: group.key,
        decision,
        wrong: wrong.map(({ id, role }) => ({ student: id, role })),
      });
      setFailed(null);
      setLast(batch);
      if (batch !== null) show(t(`photos:alike.said.${decision ?? 'none'}`), () => undoBatch(batch));
    } catch (thrown) {
      setFailed(thrown);
    }
    await queryClient.invalidateQueries();
    focusGroup(Math.max(0, indexOfFocus()));
  };
  const takeBack = async (batch: string) => {
    try {
      if (await undoNow(() => undoBatch(batch), t('photos:alike.takenBack'))) setLast(null);
    } catch (thrown) {
      setFailed(thrown);
    }
  };
  const cards = () => [...(list.current?.querySelectorAll<HTMLElement>('.alike-group') ?? [])];
  const indexOfFocus = () => cards().findIndex((card) => card.contains(document.activeElement));
  const focusGroup = (index: number) => {
    const all = cards();
    all[Math.max(0, Math.min(all.length - 1, index))]?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !data) return;
    const at = indexOfFocus();
    const group = data.groups[at];
    const digit = Number(digitOf(event) ?? Number.NaN);
    const key = event.key.toLowerCase();
    if (key === 'arrowdown') focusGroup(at + 1);
    else if (key === 'arrowup') focusGroup(at - 1);
    else if (key === 'u' && last !== null) {
      void takeBack(last);
    } else if (!group || group.state === 'decided') return;
    else if (key === 'f') void settle(group, 'fine');
    else if (key === 's' && group.kind === 'students') void settle(group, 'same-person');
    else if (group.photos[digit - 1]) void settle(group, 'wrong', [group.photos[digit - 1]!]);
    else return;
    event.preventDefault();
  };
  const count = (name: View) => {
    if (!data) return '';
    const states = VIEWS[name].length === 0 ? ALIKE_STATES : VIEWS[name];
    return formatCount(states.reduce((sum, state) => sum + data.states[state], 0));
  };
  return (
    <section className="alike" aria-label={t('photos:alike.part')}>
      <div className="alike-bar">
        <Segmented
          aria-label={t('photos:alike.view')}
          value={view}
          onChange={(next) => {
            setView(next);
            setPage(0);
          }}
          options={(Object.keys(VIEWS) as View[]).map((value) => ({
            value,
            label: (
              <>
                {t(`photos:alike.views.${value}`)}{' '}
                <span className="wall-part-count numbers">{count(value)}</span>
              </>
            ),
          }))}
        />
        <span className="soft alike-help">{t('photos:alike.help')}</span>
      </div>
      {(error ?? failed) !== null && <ErrorNotice error={error ?? failed} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the groups in it have the focus; their keys arrive here */}
      <div ref={list} className="alike-list" onKeyDown={onKey}>
        {!data && error === null && <Spin className="alike-wait" description={t('photos:alike.wait')} />}
        {data?.groups.map((group) => (
          <AlikeGroup
            key={group.key}
            group={group}
            onSettle={(decision, wrong) => void settle(group, decision, wrong)}
          />
        ))}
        {data?.total === 0 && (
          <EmptyState title={t(`photos:alike.empty.${view}`)}>
            {t('photos:alike.compared', { count: data.photos, formatted: formatCount(data.photos) })}
          </EmptyState>
        )}
      </div>
      {data && data.total > PAGE && (
        <Pagination
          className="alike-pages"
          size="small"
          current={page + 1}
          pageSize={PAGE}
          total={data.total}
          showSizeChanger={false}
          onChange={(next) => setPage(next - 1)}
        />
      )}
      <footer className="wall-foot">
        <span className="wall-keys soft">{t('photos:alike.keys')}</span>
      </footer>
    </section>
  );
}
