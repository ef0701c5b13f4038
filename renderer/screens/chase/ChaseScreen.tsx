import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { core, orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { useCampaign } from '../../state/useCampaign.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import {
  isSelected,
  NOTHING_SELECTED,
  type Selection,
  selectedCount,
  selectIds,
  toggleId,
} from '../../ui/grid/selectionState.ts';
import { useListPages } from '../../ui/grid/useListPages.ts';
import { type GridHandle, VirtualGrid } from '../../ui/grid/VirtualGrid.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ChaseFilter } from './ChaseFilter.tsx';
import { ChasePanel } from './ChasePanel.tsx';
import { chaseColumns } from './chaseColumns.tsx';
import { type ChasePlace, paramsOfPlace, placeOfParams } from './chasePlace.ts';
import { GroupRail } from './GroupRail.tsx';
import { LogContact } from './LogContact.tsx';
import { MailDialog } from './MailDialog.tsx';
import { MessageDialog } from './MessageDialog.tsx';
import { rowIds } from './rowIds.ts';
import './Chase.css';
import { Offered } from '../../ui/Offered.tsx';

/** Rows are selected one by one or in a range of so many; more than these are selected all at once. */
const LONGEST_RANGE = 10_000;

/** Who is not done, by group: why, what comes next, who was contacted. What is shown is in the hash. */
export function ChaseScreen() {
  const { t } = useTranslation(['chase', 'mail', 'general']);
  const words = useWords();
  const { params } = useRoute();
  const chosenCampaign = usePreferences((state) => state.campaign);
  const campaign = useCampaign();
  const showNote = useUndo((state) => state.show);
  const grid = useRef<GridHandle>(null);
  const form = useRef<HTMLFormElement>(null);
  const [active, setActive] = useState(0);
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED);
  const [writing, setWriting] = useState<'message' | 'mail' | null>(null);
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({});
  const place = useMemo(() => placeOfParams(params, chosenCampaign), [params, chosenCampaign]);
  const { query, by } = place;
  const listKey = JSON.stringify(query);
  const pages = useListPages(['chase', listKey], (page, signal) =>
    core.chase.list({ query, ...page }, { signal }),
  );
  const counts = useQuery(
    orpc.chase.counts.queryOptions({ input: { query, by }, placeholderData: keepPreviousData }),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first row, with nothing selected
  useEffect(() => {
    setActive(0);
    setSelection(NOTHING_SELECTED);
  }, [listKey]);

  const columns = useMemo(
    () =>
      chaseColumns(words, t, Date.now()).map((column) => {
        const width = widths[column.id];
        return width === undefined ? column : { ...column, track: `${width}px`, minWidth: width };
      }),
    [words, t, widths],
  );
  const go = (next: ChasePlace) => navigate('chase', paramsOfPlace(next), { replace: true });
  const title = t('general:area.chase');
  if (campaign === null) {
    return (
      <>
        <PageHeader title={title} />
        {pages.loading ? null : (
          <EmptyState
            title={t('chase:empty.noCampaign')}
            actions={
              <Button type="primary" onClick={() => navigate('campaigns')}>
                {t('chase:empty.toCampaigns')}
              </Button>
            }
          >
            {t('chase:empty.noCampaignHint')}
          </EmptyState>
        )}
      </>
    );
  }
  const count = selectedCount(selection, pages.total);
  const row = pages.rowAt(Math.min(active, Math.max(0, pages.total - 1)));
  const select = async (from: number, to: number) => {
    if (Math.abs(to - from) >= LONGEST_RANGE) {
      showNote(t('chase:select.tooMany', { most: formatCount(LONGEST_RANGE) }));
      return;
    }
    setSelection(selectIds(await rowIds(query, Math.min(from, to), Math.max(from, to))));
  };
  const toggle = async (index: number) => {
    const one = pages.rowAt(index);
    if (!one) return;
    if (selection.kind === 'all' && pages.total > LONGEST_RANGE) {
      showNote(t('chase:select.tooMany', { most: formatCount(LONGEST_RANGE) }));
      return;
    }
    const all = selection.kind === 'all' ? await rowIds(query, 0, pages.total - 1) : [];
    setSelection((before) => toggleId(before, one.id, all));
  };
  const focusForm = () => form.current?.querySelector<HTMLElement>('input, [tabindex="0"]')?.focus();
  const log = (
    <LogContact
      ref={form}
      campaign={campaign.id}
      selection={
        selection.kind === 'all'
          ? { query }
          : { ids: selection.ids.size > 0 ? [...selection.ids] : row ? [row.id] : [] }
      }
      count={count > 0 ? count : row ? 1 : 0}
      closed={campaign.closedAt !== null}
      onDone={() => {
        setSelection(NOTHING_SELECTED);
        grid.current?.focus();
      }}
    />
  );
  // With nothing selected, messages and mails are for the whole list.
  const written =
    selection.kind === 'some' && selection.ids.size > 0 ? { ids: [...selection.ids] } : { query };
  const isNarrowed = paramsOfPlace({ ...place, by: 'class' }).size > 0;

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape works from anywhere on the page
    <div
      className="chase"
      onKeyDown={(event) => {
        const above = !(event.target instanceof Node) || !event.currentTarget.contains(event.target);
        if (event.key !== 'Escape' || event.defaultPrevented || above) return;
        if (form.current?.contains(event.target as Node)) grid.current?.focus();
        else setSelection(NOTHING_SELECTED);
      }}
    >
      <PageHeader
        title={title}
        note={
          <span className="numbers" role="status">
            {pages.loading
              ? ''
              : t('chase:count', { count: pages.total, formatted: formatCount(pages.total) })}
            {count > 0 && (
              <>
                {' · '}
                <strong>{t('chase:select.count', { count, formatted: formatCount(count) })}</strong>
                <Button type="link" size="small" onClick={() => setSelection(NOTHING_SELECTED)}>
                  {t('chase:select.none')}
                </Button>
              </>
            )}
          </span>
        }
        actions={
          <>
            <Button disabled={pages.total === 0} onClick={() => setWriting('message')}>
              {t('chase:message.button')}
            </Button>
            <Offered call="mail.mailings">
              <Button onClick={() => setWriting('mail')}>{t('mail:button')}</Button>
            </Offered>
          </>
        }
      />
      {writing === 'message' && (
        <MessageDialog campaign={campaign.id} selection={written} onClose={() => setWriting(null)} />
      )}
      {writing === 'mail' && (
        <MailDialog campaign={campaign.id} selection={written} onClose={() => setWriting(null)} />
      )}
      <ChaseFilter
        place={place}
        states={counts.data?.states ?? {}}
        reasons={counts.data?.reasons ?? {}}
        unreachable={counts.data?.unreachable ?? 0}
        onPlace={go}
      />
      {pages.error !== null && <ErrorNotice error={pages.error} onRetry={pages.retry} />}
      <div className="chase-body">
        <GroupRail place={place} groups={counts.data?.groups ?? []} onPlace={go} />
        <div className="chase-list">
          <VirtualGrid
            ref={grid}
            label={t('chase:list')}
            listKey={listKey}
            total={pages.total}
            columns={columns}
            rowAt={pages.rowAt}
            onRange={pages.onRange}
            active={active}
            onActive={setActive}
            onOpen={(index) => {
              setActive(index);
              focusForm();
            }}
            isRowSelected={(one) => isSelected(selection, one.id)}
            allSelected={pages.total > 0 && count === pages.total}
            someSelected={count > 0}
            onToggle={(index) => void toggle(index)}
            onSelectRange={(from, to) => void select(from, to)}
            onSelectAll={(all) => setSelection(all ? { kind: 'all' } : NOTHING_SELECTED)}
            selectAllLabel={t('chase:select.all')}
            sort={null}
            onSort={() => undefined}
            onResize={(column, width) => setWidths((before) => ({ ...before, [column]: width }))}
            busy={pages.stale}
            empty={
              pages.loading || pages.error !== null ? null : (
                <EmptyState
                  title={isNarrowed ? t('chase:empty.filtered') : t('chase:empty.done')}
                  actions={
                    isNarrowed && (
                      <Button onClick={() => navigate('chase', {}, { replace: true })}>
                        {t('chase:clear')}
                      </Button>
                    )
                  }
                >
                  {isNarrowed ? t('chase:empty.filteredHint') : t('chase:empty.doneHint')}
                </EmptyState>
              )
            }
          />
        </div>
        <aside className="chase-panel" aria-label={t('chase:panel')}>
          {count > 0 ? (
            <>
              <h2 className="chase-title">
                {t('chase:select.count', { count, formatted: formatCount(count) })}
              </h2>
              <p className="soft chase-line">{t('chase:select.help')}</p>
              {log}
            </>
          ) : row ? (
            <ChasePanel row={row} campaign={campaign.id}>
              {log}
            </ChasePanel>
          ) : null}
        </aside>
      </div>
    </div>
  );
}
