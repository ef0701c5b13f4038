import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { Pagination } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgressRow } from '../../../shared/contract/campaigns.ts';
import { GROUP_FIELDS, type GroupBy } from '../../../shared/domain/groupFields.ts';
import type { Status } from '../../../shared/domain/verificationStatus.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { completionOf, formatRate } from '../../ui/completion.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { GroupBar } from '../../ui/GroupBar.tsx';
import { STATUS_TONE } from '../../ui/statusTone.ts';
import { type ProgressSort, sortProgress, statusColumns, studentsOfGroup } from './progressRows.ts';

const ROWS_PER_PAGE = 200;

/** Counts per group and status; every figure opens the students behind it. Worst first until sorted otherwise. */
export function ProgressTable({
  campaign,
  by,
  rows,
  total,
}: {
  campaign: string;
  by: GroupBy;
  rows: readonly ProgressRow[];
  total: ProgressRow;
}) {
  const { t } = useTranslation('campaigns');
  const text = useWords();
  const [sort, setSort] = useState<ProgressSort>({ key: 'rate', descending: false });
  const [page, setPage] = useState(1);
  const columns = statusColumns(total);
  const fields = GROUP_FIELDS[by];
  const sorted = sortProgress(rows, sort);
  const shown = sorted.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE);

  const heading = (key: ProgressSort['key'], label: string, className = '') => {
    const isSorted = sort.key === key;
    return (
      <th
        key={key}
        scope="col"
        className={className}
        aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      >
        <button
          type="button"
          className="sort-button"
          onClick={() => {
            const upFirst = typeof key === 'number' || key === 'rate' || key === 'due';
            setSort({ key, descending: isSorted ? !sort.descending : !upFirst });
            setPage(1);
          }}
        >
          {label}
          <span className="sort-arrow">
            {isSorted && (sort.descending ? <CaretDownOutlined /> : <CaretUpOutlined />)}
          </span>
        </button>
      </th>
    );
  };
  const cell = (row: ProgressRow, status: Status) => {
    const count = row.statuses[status] ?? 0;
    return (
      <td key={status} className="number numbers">
        {count === 0 ? (
          <span className="zero">0</span>
        ) : (
          <a
            className={`progress-link tone-${STATUS_TONE[status]}-text`}
            href={hashOf('students', studentsOfGroup(campaign, by, row.group, status))}
          >
            {formatCount(count)}
          </a>
        )}
      </td>
    );
  };
  const someLate = total.overdue > 0;
  const manyDays = total.due !== null && total.due.first !== total.due.last;
  const figures = (row: ProgressRow) => (
    <>
      <td className="progress-bar-cell">
        <GroupBar groups={completionOf(row).groups} />
      </td>
      <td className="number numbers">{formatRate(completionOf(row).rate)}</td>
      <td className="number numbers">{formatCount(row.total)}</td>
      {manyDays && row.due && (
        <td className="numbers progress-due">
          {row.due.first === row.due.last ? row.due.first : t('column.dueFrom', { day: row.due.first })}
        </td>
      )}
      {someLate && (
        <td className="number numbers">
          {row.overdue === 0 ? (
            <span className="zero">0</span>
          ) : (
            <a className="progress-link overdue-count" href={lateHash(campaign, by, row.group)}>
              {formatCount(row.overdue)}
            </a>
          )}
        </td>
      )}
      {columns.map((status) => cell(row, status))}
    </>
  );

  return (
    <div className="progress-table">
      <div className="progress-table-place">
        <table className="plain-table campaign-table">
          <thead>
            <tr>
              {fields.map((field, at) => heading(at, text.label(field)))}
              <th aria-hidden className="progress-bar-cell" />
              {heading('rate', t('column.rate'), 'number')}
              {heading('total', t('column.total'), 'number')}
              {manyDays && heading('due', t('column.due'))}
              {someLate && heading('overdue', t('column.overdue'), 'number')}
              {columns.map((status) => heading(status, text.status(status), 'number'))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.group.join('\u0000')}>
                {fields.map((field, at) => (
                  <td key={field} className="progress-group">
                    <a
                      className="progress-link"
                      href={hashOf(
                        'students',
                        studentsOfGroup(campaign, by, row.group.slice(0, at + 1), null),
                      )}
                    >
                      {row.group[at] || t('progress.none')}
                    </a>
                  </td>
                ))}
                {figures(row)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={fields.length}>
                <a className="progress-link" href={hashOf('students', { campaign })}>
                  {t('progress.all')}
                </a>
              </th>
              {figures({ ...total, group: [] })}
            </tr>
          </tfoot>
        </table>
      </div>
      {rows.length > ROWS_PER_PAGE && (
        <Pagination
          size="small"
          align="end"
          current={page}
          pageSize={ROWS_PER_PAGE}
          total={rows.length}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
    </div>
  );
}

function lateHash(campaign: string, by: GroupBy, group: readonly string[]): string {
  const params = studentsOfGroup(campaign, by, group, null);
  params.set('overdue', '1');
  return hashOf('students', params);
}
