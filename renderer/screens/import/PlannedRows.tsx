import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Pagination, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingCode, Outcome } from '../../../shared/domain/findings.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import type { ImportChoice } from './importSteps.ts';
import { PlannedPhoto } from './PlannedPhoto.tsx';
import { RowChanges } from './RowChanges.tsx';
import { useOutcomeHelp } from './useOutcomeHelp.ts';

const ROWS_PER_PAGE = 50;

/**
 * The rows of the plan in hand, a page at a time: which row, who, what becomes of it, and why. Give it a `key` of
 * the filter, so that another filter begins at its first page.
 */
export function PlannedRows({
  session,
  kind,
  outcomes,
  code,
  show,
}: {
  session: string;
  kind: ImportChoice['kind'];
  outcomes: Outcome[];
  code: FindingCode | null;
  /** What the last column is about. */
  show: 'findings' | 'changes';
}) {
  const { t } = useTranslation('import');
  const text = useWords();
  const help = useOutcomeHelp(kind);
  const photos = kind === 'photos';
  const [page, setPage] = useState(1);
  const rows = useQuery(
    orpc.imports.plannedRows.queryOptions({
      input: { session, offset: (page - 1) * ROWS_PER_PAGE, limit: ROWS_PER_PAGE, outcomes, code },
      placeholderData: keepPreviousData,
    }),
  );
  if (rows.isError) return <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} />;
  if (!rows.data) return null;
  const { items, total } = rows.data;
  if (total === 0) return <p className="soft planned-none">{t('rows.none')}</p>;
  const severalSheets = !photos && new Set(items.map((row) => row.sheet)).size > 1;

  return (
    <div className="planned-rows">
      <div className="planned-rows-place" aria-busy={rows.isPlaceholderData}>
        <table className="plain-table planned-table">
          <thead>
            <tr>
              <th className="planned-row">{photos ? t('rows.photo') : t('rows.row')}</th>
              <th className="planned-name">{t('rows.name')}</th>
              <th className={photos ? 'planned-file-head' : 'planned-keys'}>
                {photos ? t('rows.file') : t('rows.keys')}
              </th>
              <th className="planned-outcome">{t('rows.outcome')}</th>
              <th>{show === 'findings' || photos ? t('rows.finding') : t('rows.changes')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={`${row.sheet}-${row.row}`}>
                <td className="numbers planned-row">
                  {photos ? (
                    <PlannedPhoto row={row} />
                  ) : (
                    <>
                      {row.row}
                      {severalSheets && <span className="soft"> {row.sheet}</span>}
                    </>
                  )}
                </td>
                <td className="planned-name">
                  {row.name ?? <span className="soft">{t('rows.noName')}</span>}
                </td>
                <td className="numbers planned-keys">
                  {photos ? (
                    <>
                      <span className="planned-file">{row.sheet}</span>
                      <span className="soft">{row.keys}</span>
                    </>
                  ) : (
                    row.keys
                  )}
                </td>
                <td className="planned-outcome">
                  <Tooltip title={help(row.outcome)}>
                    <span className={`outcome outcome-${row.outcome}`}>{text.outcome(row.outcome)}</span>
                  </Tooltip>
                </td>
                <td>
                  {show === 'changes' && <RowChanges row={row} />}
                  {row.findings
                    .filter((finding) => code === null || finding.code === code)
                    .map((finding) => (
                      <div
                        key={`${finding.code}-${finding.column}-${finding.field}`}
                        className={`row-finding severity-${finding.severity}`}
                      >
                        {text.sayFinding(finding)}
                      </div>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="planned-rows-foot">
        <span className="soft numbers">
          {t(photos ? 'rows.totalFiles' : 'rows.total', { count: total, formatted: formatCount(total) })}
        </span>
        {total > ROWS_PER_PAGE && (
          <Pagination
            size="small"
            current={page}
            pageSize={ROWS_PER_PAGE}
            total={total}
            showSizeChanger={false}
            showQuickJumper
            onChange={setPage}
          />
        )}
      </div>
    </div>
  );
}
