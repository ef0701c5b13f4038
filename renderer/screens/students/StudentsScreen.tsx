import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudentQuery } from '../../../shared/contract/students.ts';
import { usePreferences } from '../../state/preferences.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useStudentColumns } from '../../state/studentColumns.ts';
import { isFiltered, paramsOfQuery, queryOfParams, SORT_KEYS } from '../../state/studentQueryHash.ts';
import { useUndo } from '../../state/undo.ts';
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
import { type GridHandle, VirtualGrid } from '../../ui/grid/VirtualGrid.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FilterBar } from './FilterBar.tsx';
import { RecordVerdict } from './RecordVerdict.tsx';
import { StudentDrawer } from './StudentDrawer.tsx';
import { SyncMarks } from './SyncMark.tsx';
import { studentColumns } from './studentColumn.tsx';
import type { StudentSelection } from './studentSelection.ts';
import { PAGE_ROWS, useStudentPages } from './useStudentPages.ts';
import { ViewMenu } from './ViewMenu.tsx';
import './StudentsScreen.css';
import { Offered } from '../../ui/Offered.tsx';

/** Ranges are selected by the ids of their rows; more than these are selected all at once (Ctrl+A). */
const LONGEST_RANGE = 10_000;

/** The student table with its filters, its actions and the drawer beside it. The hash holds the query. */
export function StudentsScreen() {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const queryClient = useQueryClient();
  const { params } = useRoute();
  const campaign = usePreferences((state) => state.campaign);
  const setCampaign = usePreferences((state) => state.setCampaign);
  const columns = useStudentColumns();
  const showUndo = useUndo((state) => state.show);
  const grid = useRef<GridHandle>(null);
  const [active, setActive] = useState(0);
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED);

  const openId = params.get('student');
  const queryText = useMemo(() => {
    const rest = new URLSearchParams(params);
    rest.delete('student');
    return rest.toString();
  }, [params]);
  const query = useMemo(() => queryOfParams(new URLSearchParams(queryText), campaign), [queryText, campaign]);
  const pages = useStudentPages(query);
  const listKey = `${queryText}|${campaign ?? ''}`;

  // A list of one campaign's students, whatever the window is about otherwise.
  const linked = params.get('campaign');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first row, with nothing selected
  useEffect(() => {
    setActive(0);
    setSelection(NOTHING_SELECTED);
  }, [listKey]);

  // Opened by a link, the student may be among the rows that are here: then stepping starts from there.
  const located = useRef<string | null>(null);
  useEffect(() => {
    if (openId === null || located.current === openId || pages.loading) return;
    located.current = openId;
    for (let index = 0; index < Math.min(pages.total, PAGE_ROWS); index += 1) {
      if (pages.rowAt(index)?.id === openId) setActive(index);
    }
  }, [openId, pages]);

  const go = (next: StudentQuery, student: string | null = null) => {
    const hash = paramsOfQuery({ ...next, campaign: linked });
    if (student !== null) hash.set('student', student);
    navigate('students', hash, { replace: true });
  };
  const setScope = (id: string | null) => {
    if (id === null) setCampaign(null);
    navigate('students', paramsOfQuery({ ...query, campaign: id }), { replace: true });
  };
  const openStudent = (id: string | null) => go(query, id);
  const openRow = (index: number) => {
    const row = pages.rowAt(index);
    if (!row) return;
    setActive(index);
    located.current = row.id;
    openStudent(row.id);
  };
  const activate = (index: number) => {
    setActive(index);
    const row = pages.rowAt(index);
    if (openId !== null && row && row.id !== openId) {
      located.current = row.id;
      openStudent(row.id);
    }
  };
  const step = (by: 1 | -1) => {
    const next = active + by;
    if (next >= 0 && next < pages.total) activate(next);
  };

  const selectRange = async (from: number, to: number) => {
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    if (high - low >= LONGEST_RANGE) {
      showUndo(t('students:select.tooMany', { most: formatCount(LONGEST_RANGE) }));
      return;
    }
    const here: string[] = [];
    for (let index = low; index <= high; index += 1) {
      const row = pages.rowAt(index);
      if (row) here.push(row.id);
    }
    setSelection(selectIds(here.length === high - low + 1 ? here : await pages.idsOf(low, high)));
  };
  const toggle = async (index: number) => {
    const row = pages.rowAt(index);
    if (!row) return;
    if (selection.kind === 'all' && pages.total > LONGEST_RANGE) {
      showUndo(t('students:select.tooMany', { most: formatCount(LONGEST_RANGE) }));
      return;
    }
    const all = selection.kind === 'all' ? await pages.idsOf(0, pages.total - 1) : [];
    setSelection((before) => toggleId(before, row.id, all));
  };

  const count = selectedCount(selection, pages.total);
  // With nothing selected, what is exported or printed is the whole list.
  const target: StudentSelection =
    selection.kind === 'some' && selection.ids.size > 0 ? { ids: [...selection.ids] } : { query };
  const gridColumns = useMemo(
    () => studentColumns(columns.fields, columns.widths, words, t),
    [columns.fields, columns.widths, words, t],
  );
  const sort = { key: query.sort.key, descending: query.sort.descending };
  const onSort = (key: string) => {
    const sortKey = SORT_KEYS.find((entry) => entry === key);
    if (sortKey === undefined) return;
    go(
      { ...query, sort: { key: sortKey, descending: sortKey === query.sort.key && !query.sort.descending } },
      openId,
    );
  };
  const refresh = useCallback(() => queryClient.invalidateQueries(), [queryClient]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape works from anywhere on the page
    <div
      className="students"
      onKeyDown={(event) => {
        // A panel or a dialog that lies above closes by itself; its keys come here all the same.
        const above = !(event.target instanceof Node) || !event.currentTarget.contains(event.target);
        if (event.key !== 'Escape' || event.defaultPrevented || above) return;
        if (openId !== null) {
          openStudent(null);
          grid.current?.focus();
        } else if (count > 0) setSelection(NOTHING_SELECTED);
      }}
    >
      <PageHeader
        title={t('general:area.students')}
        note={
          <span className="numbers" role="status">
            {pages.loading
              ? ''
              : t('students:count', { count: pages.total, formatted: formatCount(pages.total) })}
            {count > 0 && (
              <>
                {' · '}
                <strong>{t('students:select.count', { count, formatted: formatCount(count) })}</strong>
                <Button type="link" size="small" onClick={() => setSelection(NOTHING_SELECTED)}>
                  {t('students:select.none')}
                </Button>
              </>
            )}
          </span>
        }
        actions={
          <>
            <Offered call="campaigns.record">
              <RecordVerdict
                campaign={query.campaign}
                selection={target}
                count={count}
                onDone={() => setSelection(NOTHING_SELECTED)}
              />
            </Offered>
            <Offered call="students.export">
              <ExportMenu
                selection={target}
                campaign={query.campaign}
                rows={count > 0 ? count : pages.total}
              />
            </Offered>
            <Offered call="reports.create">
              <Button
                disabled={pages.total === 0 || query.search.trim() !== ''}
                title={query.search.trim() === '' ? t('students:print.hint') : t('students:print.search')}
                onClick={() => {
                  const hash = paramsOfQuery({ ...query, search: '', campaign: linked });
                  hash.delete('sort');
                  hash.set('kind', 'record-check-sheet');
                  navigate('reports', hash);
                }}
              >
                {t('students:print.button')}
              </Button>
            </Offered>
            <ViewMenu query={query} onOpen={(view) => go(view)} />
            <ColumnMenu />
          </>
        }
      />
      <FilterBar
        query={query}
        onScope={setScope}
        onFilter={(filter) => go({ ...query, filter })}
        onClear={() =>
          go({ ...query, search: '', filter: queryOfParams(new URLSearchParams(), null).filter })
        }
      />
      {pages.error !== null && (
        <div className="students-error">
          <ErrorNotice error={pages.error} onRetry={pages.retry} />
        </div>
      )}
      <div className="students-body">
        <SyncMarks students={pages.near}>
          <VirtualGrid
            ref={grid}
            label={t('students:table')}
            listKey={listKey}
            total={pages.total}
            columns={gridColumns}
            rowAt={pages.rowAt}
            onRange={pages.onRange}
            active={active}
            onActive={activate}
            onOpen={openRow}
            isRowSelected={(row) => isSelected(selection, row.id)}
            allSelected={pages.total > 0 && count === pages.total}
            someSelected={count > 0}
            onToggle={(index) => void toggle(index)}
            onSelectRange={(from, to) => void selectRange(from, to)}
            onSelectAll={(all) => setSelection(all ? { kind: 'all' } : NOTHING_SELECTED)}
            selectAllLabel={t('students:select.all')}
            sort={sort}
            onSort={onSort}
            onResize={columns.setWidth}
            busy={pages.stale}
            empty={
              pages.loading || pages.error !== null ? null : isFiltered(query) || query.campaign !== null ? (
                <EmptyState
                  title={t('students:empty.filtered')}
                  actions={
                    <Button
                      onClick={() =>
                        go({
                          ...query,
                          search: '',
                          filter: queryOfParams(new URLSearchParams(), null).filter,
                        })
                      }
                    >
                      {t('students:filter.clear')}
                    </Button>
                  }
                >
                  {t('students:empty.filteredHint')}
                </EmptyState>
              ) : (
                <EmptyState
                  title={t('students:empty.title')}
                  actions={
                    <Offered call="imports.open">
                      <Button type="primary" onClick={() => navigate('import')}>
                        {t('students:empty.import')}
                      </Button>
                    </Offered>
                  }
                >
                  {t('students:empty.hint')}
                </EmptyState>
              )
            }
          />
        </SyncMarks>
        {openId !== null && (
          <StudentDrawer
            id={openId}
            campaign={query.campaign}
            position={pages.rowAt(active)?.id === openId ? { index: active, total: pages.total } : null}
            onStep={step}
            onClose={() => {
              openStudent(null);
              grid.current?.focus();
            }}
            onChanged={refresh}
          />
        )}
      </div>
    </div>
  );
}
