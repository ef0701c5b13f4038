import type { TFunction } from 'i18next';
import type { ChaseRow } from '../../../shared/contract/chase.ts';
import type { Words } from '../../text/useWords.ts';
import { formatTime } from '../../ui/formatTime.ts';
import type { GridColumn } from '../../ui/grid/gridColumn.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';

/** The list: who, where chasing stands, why, what comes next, and what was last said. */
export function chaseColumns(
  words: Words,
  t: TFunction<['chase', 'general']>,
  now: number,
): GridColumn<ChaseRow>[] {
  const column = (
    id: string,
    title: string,
    track: string,
    minWidth: number,
    render: GridColumn<ChaseRow>['render'],
    numeric = false,
  ): GridColumn<ChaseRow> => ({ id, title, track, minWidth, sortKey: null, numeric, render });
  const text = (value: string) => <span title={value}>{value}</span>;
  return [
    column('state', t('chase:column.state'), '88px', 88, (row) => (
      <span className={`chase-mark ${row.state}`}>{words.chase.state(row.state)}</span>
    )),
    column('name', words.label('name'), '76px', 76, (row, open) => (
      <button type="button" tabIndex={-1} className="chase-name" onClick={open}>
        {row.values.name ?? row.values.studentNo ?? ''}
      </button>
    )),
    column('reason', t('chase:column.reason'), 'minmax(216px, 2fr)', 216, (row) =>
      text(words.chase.reason(row.reason)),
    ),
    column('promise', t('chase:column.promise'), '92px', 92, (row) => row.promise ?? '', true),
    column('className', words.label('className'), '96px', 96, (row) => text(row.values.className ?? '')),
    column('last', t('chase:column.last'), '148px', 148, (row) =>
      row.last === null
        ? ''
        : text(`${formatTime(row.last.at, now)} ${words.chase.outcome(row.last.outcome)}`),
    ),
    column('status', t('chase:column.status'), '120px', 120, (row) => <StatusTag status={row.status} />),
    column('studentNo', words.label('studentNo'), '108px', 108, (row) => row.values.studentNo ?? '', true),
    column('step', t('chase:column.step'), 'minmax(140px, 1fr)', 140, (row) =>
      text(words.chase.step(row.reason)),
    ),
  ];
}
