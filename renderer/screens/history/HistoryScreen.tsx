import { useQuery } from '@tanstack/react-query';
import { Button, Pagination, Segmented } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../../shared/contract/imports.ts';
import { HAND_KINDS } from '../../../shared/domain/importKinds.ts';
import { orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { BatchChanges } from './BatchChanges.tsx';
import { BatchDetail } from './BatchDetail.tsx';
import { BatchRow } from './BatchRow.tsx';
import { comparableWith } from './comparableWith.ts';
import '../../ui/PlainTable.css';
import './History.css';
import { Offered } from '../../ui/Offered.tsx';

const ROWS_PER_PAGE = 100;
const FILTERS = ['all', 'import', 'hand'] as const;
type Filter = (typeof FILTERS)[number];

function isByHand(batch: Batch): boolean {
  return (HAND_KINDS as readonly string[]).includes(batch.kind);
}

/** Every batch that was ever written, with the way back. The one looked at is in the hash. */
export function HistoryScreen() {
  const { t } = useTranslation(['history', 'general']);
  const { params } = useRoute();
  const batches = useQuery(orpc.imports.batches.queryOptions());
  const [filter, setFilter] = useState<Filter>('all');
  const [page, setPage] = useState(1);

  if (batches.isError) {
    return (
      <>
        <PageHeader title={t('general:area.history')} />
        <div className="history-error">
          <ErrorNotice error={batches.error} onRetry={() => void batches.refetch()} />
        </div>
      </>
    );
  }
  if (!batches.data) return <PageHeader title={t('general:area.history')} />;
  const all = [...batches.data].sort((a, b) => b.at - a.at || (a.batch < b.batch ? 1 : -1));
  if (all.length === 0) {
    return (
      <>
        <PageHeader title={t('general:area.history')} />
        <EmptyState
          title={t('history:empty.title')}
          actions={
            <Offered call="imports.open">
              <Button type="primary" onClick={() => navigate('import')}>
                {t('history:empty.action')}
              </Button>
            </Offered>
          }
        >
          {t('history:empty.text')}
        </EmptyState>
      </>
    );
  }
  const shown = all.filter((batch) => filter === 'all' || (filter === 'hand') === isByHand(batch));
  const rows = shown.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE);
  const picked = shown.find((batch) => batch.batch === params.get('batch')) ?? rows[0];
  const pick = (batch: Batch) => navigate('history', { batch: batch.batch }, { replace: true });

  const other = params.get('compare');
  if (other !== null && picked) {
    return (
      <BatchChanges key={picked.batch} batch={picked} batches={all} other={other === '' ? null : other} />
    );
  }

  const onKey = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = rows.findIndex((row) => row.batch === picked?.batch) + step;
    const next = rows[at];
    if (!next) return;
    pick(next);
    event.currentTarget.querySelectorAll<HTMLElement>('[data-batch]')[at]?.focus();
  };

  return (
    <>
      <PageHeader
        title={t('general:area.history')}
        note={t('history:note', { count: all.length, formatted: formatCount(all.length) })}
        actions={
          <Segmented
            value={filter}
            options={FILTERS.map((value) => ({ value, label: t(`history:filter.${value}`) }))}
            onChange={(value) => {
              setFilter(value);
              setPage(1);
            }}
          />
        }
      />
      <div className="history">
        <div className="history-list">
          <div className="history-list-place">
            <table className="plain-table history-table" aria-label={t('history:list')}>
              <thead>
                <tr>
                  <th>{t('history:column.at')}</th>
                  <th>{t('history:column.what')}</th>
                  <th>{t('history:column.source')}</th>
                  <th>{t('history:column.counts')}</th>
                  <th>{t('history:column.actor')}</th>
                  <th>{t('history:column.state')}</th>
                </tr>
              </thead>
              <tbody onKeyDown={onKey}>
                {rows.map((batch) => (
                  <BatchRow
                    key={batch.batch}
                    batch={batch}
                    picked={batch.batch === picked?.batch}
                    onPick={() => pick(batch)}
                  />
                ))}
              </tbody>
            </table>
          </div>
          {shown.length === 0 && <p className="soft history-none">{t('history:none')}</p>}
          {shown.length > ROWS_PER_PAGE && (
            <Pagination
              size="small"
              align="end"
              current={page}
              pageSize={ROWS_PER_PAGE}
              total={shown.length}
              showSizeChanger={false}
              onChange={setPage}
            />
          )}
        </div>
        <aside className="history-detail">
          {picked ? (
            <BatchDetail
              key={picked.batch}
              batch={picked}
              comparable={comparableWith(picked, all).length > 0}
            />
          ) : (
            <p className="soft">{t('history:detail.empty')}</p>
          )}
        </aside>
      </div>
    </>
  );
}
