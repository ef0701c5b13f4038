import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { core } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatTime } from '../../ui/formatTime.ts';
import { useListPages } from '../../ui/grid/useListPages.ts';
import { ListGrid } from './ListGrid.tsx';
import type { Settling } from './useSettle.ts';

/** Who was joined to whom, by whom and when; each can be parted again. */
export function JoinedList({ settling }: { settling: Settling }) {
  const { t } = useTranslation(['reconcile', 'general']);
  const words = useWords();
  const [active, setActive] = useState(0);
  const pages = useListPages(['reconcile-joins'], (page, signal) => core.reconcile.joins(page, { signal }));
  type Row = NonNullable<ReturnType<typeof pages.rowAt>>;
  const part = ({ batch, name }: Row) =>
    settling.undo(batch, t('reconcile:said.parted', { name: name ?? '' }));
  const column = (id: string, title: string, width: number, render: (row: Row) => React.ReactNode) => ({
    id,
    title,
    track: `minmax(${width}px, 1fr)`,
    minWidth: width,
    sortKey: null,
    numeric: false,
    render,
  });
  return (
    <ListGrid
      label={t('reconcile:pairs.list.joined')}
      listKey="joined"
      pages={pages}
      active={active}
      onActive={setActive}
      onOpen={() => undefined}
      columns={[
        column('name', words.label('name'), 100, (row) => (
          <a href={hashOf('students', { student: row.into })}>{row.name ?? t('reconcile:nameless')}</a>
        )),
        column('studentNo', words.label('studentNo'), 116, (row) => row.studentNo),
        column('actor', t('reconcile:column.actor'), 80, (row) => row.actor),
        column('at', t('reconcile:column.at'), 110, (row) => formatTime(row.at, Date.now())),
        column('part', '', 90, (row) => (
          <Button size="small" disabled={settling.busy} onClick={() => void part(row)}>
            {t('reconcile:act.part')}
          </Button>
        )),
      ]}
      empty={<EmptyState title={t('reconcile:empty.joined')} />}
    />
  );
}
