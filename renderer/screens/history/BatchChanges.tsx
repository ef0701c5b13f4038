import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Pagination, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchComparison } from '../../../shared/contract/batches.ts';
import type { Batch } from '../../../shared/contract/imports.ts';
import { BATCH_PARTS, type BatchPart } from '../../../shared/domain/batchParts.ts';
import { core, orpc } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { ChangedStudents } from './ChangedStudents.tsx';
import { comparableWith } from './comparableWith.ts';
import './BatchChanges.css';

const ROWS_PER_PAGE = 100;

/** What a roster says otherwise than an earlier one of its source: counts that add up, then who and what. */
export function BatchChanges({
  batch,
  batches,
  other,
}: {
  batch: Batch;
  batches: readonly Batch[];
  /** The batch to compare with; null: the one before. */
  other: string | null;
}) {
  const { t } = useTranslation(['history', 'general']);
  const comparing = useTask<BatchComparison>();
  const { start } = comparing;
  const title = t('history:compare.title', { file: batch.file });
  useEffect(() => {
    void start(t('history:compare.running', { file: batch.file }), (signal) =>
      core.batches.compare({ batch: batch.batch, with: other }, { signal }),
    );
  }, [start, t, batch, other]);
  const { state } = comparing;

  return (
    <>
      <PageHeader
        title={title}
        actions={
          <>
            <Select
              className="compare-with"
              aria-label={t('history:compare.with')}
              value={state.kind === 'done' ? (state.result.before?.batch ?? null) : other}
              placeholder={t('history:compare.none')}
              options={comparableWith(batch, batches).map((entry) => ({
                value: entry.batch,
                label: t('history:compare.option', {
                  file: entry.file,
                  time: formatTime(entry.at, Date.now()),
                }),
              }))}
              onChange={(value) =>
                navigate('history', { batch: batch.batch, compare: value ?? '' }, { replace: true })
              }
            />
            <Button icon={<ArrowLeftOutlined />} onClick={() => navigate('history', { batch: batch.batch })}>
              {t('history:compare.back')}
            </Button>
          </>
        }
      />
      <div className="compare">
        <RunningTask state={state} onCancel={comparing.cancel} />
        {state.kind === 'failed' && <ErrorNotice error={state.error} />}
        {state.kind === 'done' && <Compared comparison={state.result} other={other} />}
      </div>
    </>
  );
}

function Compared({ comparison, other }: { comparison: BatchComparison; other: string | null }) {
  const { t } = useTranslation(['history', 'import']);
  const text = useWords();
  const { counts, fields, now, before } = comparison;
  const [part, setPart] = useState<BatchPart>(counts.changed > 0 || counts.gone === 0 ? 'changed' : 'gone');
  const [field, setField] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const exporting = useTask<{ download: string }>();
  const rows = useQuery(
    orpc.batches.rows.queryOptions({
      input: {
        batch: now.batch,
        with: other,
        part,
        field: part === 'changed' ? field : null,
        search,
        offset: (page - 1) * ROWS_PER_PAGE,
        limit: ROWS_PER_PAGE,
      },
      placeholderData: keepPreviousData,
    }),
  );
  const number = (count: number) => <b className="numbers">{formatCount(count)}</b>;
  const exportAll = async () => {
    const result = await exporting.start(t('history:compare.exporting', { file: now.file }), (signal) =>
      core.batches.export({ batch: now.batch, with: other }, { signal }),
    );
    if (result) saveDownload(result.download);
  };

  return (
    <>
      <p className="compare-equation">
        {before === null ? (
          t('history:compare.first')
        ) : (
          <>
            {t('history:compare.before')} {number(counts.before)}
            <span aria-hidden> − </span>
            {t('history:compare.part.gone')} {number(counts.gone)}
            <span aria-hidden> + </span>
            {t('history:compare.part.added')} {number(counts.added)}
            <span aria-hidden> = </span>
            {t('history:compare.now')} {number(counts.now)}
            <span className="soft compare-rest">
              {t('history:compare.rest', {
                added: formatCount(counts.added),
                changed: formatCount(counts.changed),
                unchanged: formatCount(counts.unchanged),
              })}
            </span>
          </>
        )}
      </p>
      <div className="compare-filters">
        <Segmented
          aria-label={t('history:compare.parts')}
          value={part}
          options={BATCH_PARTS.map((value) => ({
            value,
            label: `${t(`history:compare.part.${value}`)} ${formatCount(counts[value])}`,
          }))}
          onChange={(value) => {
            setPart(value);
            setPage(1);
          }}
        />
        {part === 'changed' && fields.length > 0 && (
          <Select
            className="compare-field"
            aria-label={t('history:compare.field')}
            allowClear
            placeholder={t('history:compare.anyField')}
            value={field}
            options={fields.map((entry) => ({
              value: entry.field,
              label: `${text.label(entry.field)} ${formatCount(entry.count)}`,
            }))}
            onChange={(value) => {
              setField(value ?? null);
              setPage(1);
            }}
          />
        )}
        <Input.Search
          className="compare-search"
          aria-label={t('history:compare.search')}
          placeholder={t('history:compare.search')}
          allowClear
          onSearch={(value) => {
            setSearch(value);
            setPage(1);
          }}
        />
        <ReasonButton
          icon={<DownloadOutlined />}
          reason={exporting.state.kind === 'running' ? t('import:hindrance.running') : null}
          onClick={() => void exportAll()}
        >
          {t('history:compare.export')}
        </ReasonButton>
      </div>
      <RunningTask state={exporting.state} onCancel={exporting.cancel} />
      {rows.isError && <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.data && (
        <>
          <div className="compare-place" aria-busy={rows.isPlaceholderData}>
            {rows.data.total === 0 ? (
              <p className="soft compare-none">{t('history:compare.nobody')}</p>
            ) : (
              <ChangedStudents part={part} field={field} students={rows.data.items} />
            )}
          </div>
          {rows.data.total > ROWS_PER_PAGE && (
            <Pagination
              size="small"
              align="end"
              current={page}
              pageSize={ROWS_PER_PAGE}
              total={rows.data.total}
              showSizeChanger={false}
              onChange={setPage}
            />
          )}
        </>
      )}
    </>
  );
}
