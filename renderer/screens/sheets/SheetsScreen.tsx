import { ImportOutlined } from '@ant-design/icons';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef, Pagination, Segmented, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedSheet, ScannedSheet } from '../../../shared/contract/sheets.ts';
import { sheetNumbersIn } from '../../../shared/domain/sheetNumber.ts';
import { WAITED_FOR } from '../../../shared/domain/sheetStanding.ts';
import { core, orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useCampaign } from '../../state/useCampaign.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { HandOutBar } from './HandOutBar.tsx';
import { HandToCounsellors } from './HandToCounsellors.tsx';
import { QuestionTable } from './QuestionTable.tsx';
import { SaveSheetList } from './SaveSheetList.tsx';
import { ScanField, type ScanPurpose } from './ScanField.tsx';
import { ScanNotice } from './ScanNotice.tsx';
import { type SavedReturn, SheetForm } from './SheetForm.tsx';
import { SheetTable } from './SheetTable.tsx';
import { draftOf, type SheetDraft } from './sheetDraft.ts';
import {
  linkOfSheetFilter,
  queryOfSheetFilter,
  SHEET_VIEWS,
  type SheetFilter,
  type SheetView,
  sheetFilterOf,
} from './sheetFilter.ts';
import { useScanner } from './useScanner.ts';
import './Sheets.css';
import { Offered } from '../../ui/Offered.tsx';

const ROWS_PER_PAGE = 100;

interface OpenSheet {
  scanned: ScannedSheet;
  draft: SheetDraft;
}

/** Class sheets that go out and come back: scanned or picked, to whom, row by row, and what is still out. */
export function SheetsScreen() {
  const { t } = useTranslation(['sheets', 'general']);
  const { params } = useRoute();
  const filter = sheetFilterOf(params);
  const campaign = useCampaign(filter.campaign);
  const showUndo = useUndo((state) => state.show);
  const field = useRef<InputRef>(null);
  const [page, setPage] = useState(1);
  const [purpose, setPurpose] = useState<ScanPurpose>('back');
  const [ticked, setTicked] = useState<ReadonlyMap<string, ListedSheet>>(new Map());
  const [open, setOpen] = useState<OpenSheet | null>(null);
  const [saveRequest, setSaveRequest] = useState(0);
  /** What the last scan was, where nothing could be done with it; `unsaved`: another sheet is still open. */
  const [notice, setNotice] = useState<ScannedSheet | 'unsaved' | null>(null);
  const [scans, setScans] = useState(0);
  const before = useRef<OpenSheet | null>(null);
  const id = campaign?.id ?? null;
  const query = queryOfSheetFilter({ ...filter, campaign: id });
  const list = useQuery(
    orpc.sheets.list.queryOptions({
      input: { query, offset: (page - 1) * ROWS_PER_PAGE, limit: ROWS_PER_PAGE },
      placeholderData: keepPreviousData,
    }),
  );
  const questions = useQuery({
    ...orpc.sheets.questions.queryOptions({ input: { campaign: id, open: true } }),
    enabled: filter.view === 'questions',
  });
  const begin = (scanned: ScannedSheet) => {
    setSaveRequest(0);
    setNotice(null);
    setOpen({ scanned, draft: draftOf(scanned.rows) });
  };
  const look = useMutation({
    mutationFn: (text: string) => core.sheets.scan({ text, campaign: id }),
    onSuccess: (scanned) => {
      const isGood = scanned.kind === 'known' || scanned.kind === 'partly' || scanned.kind === 'returned';
      if (!isGood && !(purpose === 'out' && scanned.kind === 'noRows')) setNotice(scanned);
      else if (purpose === 'back') begin(scanned);
      else tick([scanned.sheet!], true);
    },
  });

  const onText = (text: string) => {
    setNotice(null);
    setScans((count) => count + 1);
    if (open === null) return look.mutate(text);
    const { whole, glued } = sheetNumbersIn(text);
    if ([...whole, ...glued].includes(open.scanned.number!)) setSaveRequest((count) => count + 1);
    else setNotice('unsaved');
  };
  useScanner(
    () => {
      before.current = open;
    },
    (text) => {
      if (open) setOpen(before.current);
      onText(text);
    },
  );
  const show = (next: Partial<SheetFilter>) => {
    setPage(1);
    setTicked(new Map());
    navigate('sheets', linkOfSheetFilter({ ...filter, ...next }), { replace: true });
  };
  const tick = (sheets: readonly ListedSheet[], on: boolean) => {
    setTicked((held) => {
      const next = new Map(held);
      for (const sheet of sheets) {
        if (on) next.set(sheet.number, sheet);
        else next.delete(sheet.number);
      }
      return next;
    });
  };
  const leave = () => {
    setOpen(null);
    setNotice(null);
    field.current?.focus();
  };
  const onSaved = (number: string, saved: SavedReturn) => {
    const said = t('sheets:saved', { number, recorded: saved.recorded, unchanged: saved.unchanged });
    const more = saved.questions > 0 ? t('sheets:savedQuestions', { count: saved.questions }) : '';
    showUndo(said + more, () => undoBatch(saved.batch));
    leave();
  };

  const title = t('general:area.sheets');
  if (list.isError) {
    return (
      <>
        <PageHeader title={title} />
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      </>
    );
  }
  if (!list.data) return <PageHeader title={title} />;
  const { items, total, counts, colleges, holders } = list.data;
  const all = Object.values(counts.states).reduce((sum, count) => sum + count, 0);
  const isNarrowed = filter.search !== '' || filter.holder !== null || filter.college !== null;
  if (all === 0 && !isNarrowed) {
    return (
      <>
        <PageHeader title={title} />
        <EmptyState
          title={t('sheets:empty.title')}
          actions={
            <Button type="primary" onClick={() => navigate(campaign ? 'reports' : 'campaigns')}>
              {t(campaign ? 'sheets:empty.toReports' : 'sheets:empty.toCampaigns')}
            </Button>
          }
        >
          {t(campaign ? 'sheets:empty.text' : 'sheets:empty.noCampaign')}
        </EmptyState>
      </>
    );
  }
  const countOf = (view: SheetView): number => {
    if (view === 'all') return all;
    if (view === 'overdue') return counts.overdue;
    if (view === 'questions') return list.data.questions;
    if (view === 'waited') return WAITED_FOR.reduce((sum, state) => sum + counts.states[state], 0);
    return counts.states[view];
  };

  return (
    <>
      <PageHeader
        title={title}
        {...(campaign ? { note: campaign.name } : {})}
        actions={
          <>
            <SaveSheetList query={query} />
            <Offered call="imports.open">
              <Button icon={<ImportOutlined />} onClick={() => navigate('import')}>
                {t('sheets:import')}
              </Button>
            </Offered>
          </>
        }
      />
      <div className="sheets">
        <ScanField
          key={scans}
          ref={field}
          purpose={purpose}
          busy={look.isPending}
          onPurpose={(next) => {
            setPurpose(next);
            field.current?.focus();
          }}
          onText={onText}
        />
        {look.isError && <ErrorNotice error={look.error} />}
        {notice !== null && (
          <ScanNotice
            notice={notice}
            unsaved={open?.scanned.number ?? ''}
            onAnyway={begin}
            onClose={() => setNotice(null)}
          />
        )}
        {open !== null && id !== null ? (
          <SheetForm
            key={open.scanned.number}
            scanned={open.scanned}
            campaign={id}
            draft={open.draft}
            onDraft={(draft) => setOpen({ ...open, draft })}
            onSaved={(saved) => onSaved(open.scanned.number!, saved)}
            onLeave={leave}
            saveRequest={saveRequest}
          />
        ) : (
          <>
            <div className="sheets-filter">
              <Segmented
                aria-label={t('sheets:which')}
                value={filter.view}
                options={SHEET_VIEWS.map((value) => ({
                  value,
                  label: `${t(`sheets:view.${value}`)} ${countOf(value)}`,
                }))}
                onChange={(view) => show({ view })}
              />
              <span className="sheets-narrow">
                <Select
                  className="sheets-select"
                  aria-label={t('sheets:holder')}
                  placeholder={t('sheets:holder')}
                  allowClear
                  showSearch
                  value={filter.holder}
                  options={holders.map((value) => ({ value, label: value }))}
                  onChange={(holder?: string | null) => show({ holder: holder ?? null })}
                />
                <Select
                  className="sheets-select"
                  aria-label={t('sheets:college')}
                  placeholder={t('sheets:college')}
                  allowClear
                  showSearch
                  value={filter.college}
                  options={colleges.map((value) => ({ value, label: value }))}
                  onChange={(college?: string | null) => show({ college: college ?? null })}
                />
                <Input.Search
                  key={filter.search}
                  className="sheets-search"
                  aria-label={t('sheets:search')}
                  placeholder={t('sheets:search')}
                  allowClear
                  defaultValue={filter.search}
                  onSearch={(value) => show({ search: value.trim() })}
                />
              </span>
            </div>
            <HandToCounsellors query={query} count={counts.states.printed} />
            <div className="sheet-place" aria-busy={list.isPlaceholderData}>
              {filter.view === 'questions' ? (
                <QuestionTable questions={questions.data ?? []} />
              ) : (
                <>
                  <SheetTable
                    sheets={items}
                    ticked={ticked}
                    onTick={tick}
                    onOpen={(number) => {
                      setNotice(null);
                      if (purpose === 'back') look.mutate(number);
                      else
                        tick(
                          items.filter((one) => one.number === number),
                          true,
                        );
                    }}
                  />
                  {items.length === 0 && <p className="soft sheet-none">{t('sheets:none')}</p>}
                </>
              )}
            </div>
            {filter.view !== 'questions' && total > ROWS_PER_PAGE && (
              <Pagination
                size="small"
                align="end"
                current={page}
                pageSize={ROWS_PER_PAGE}
                total={total}
                showSizeChanger={false}
                onChange={setPage}
              />
            )}
            {ticked.size > 0 && (
              <HandOutBar
                sheets={[...ticked.values()]}
                holders={holders}
                onDone={() => {
                  setTicked(new Map());
                  field.current?.focus();
                }}
              />
            )}
          </>
        )}
      </div>
    </>
  );
}
