import { type ReactNode, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridColumn } from '../../ui/grid/gridColumn.ts';
import type { ListPage, ListPages } from '../../ui/grid/useListPages.ts';
import { type GridHandle, VirtualGrid } from '../../ui/grid/VirtualGrid.tsx';

/** A list of this page in the grid of the window: one row at a time, or some that are ticked. */
export function ListGrid<Row>({
  ref,
  label,
  listKey,
  pages,
  columns,
  active,
  onActive,
  onOpen,
  selection,
  empty,
}: {
  ref?: Ref<GridHandle>;
  label: string;
  listKey: string;
  pages: ListPages<ListPage<Row>>;
  columns: readonly GridColumn<Row>[];
  active: number;
  onActive: (index: number) => void;
  onOpen: (index: number) => void;
  selection?: {
    has(row: Row): boolean;
    count: number;
    toggle(indexes: readonly number[]): void;
    range(from: number, to: number): void;
    clear(): void;
  };
  empty: ReactNode;
}) {
  const { t } = useTranslation('reconcile');
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({});
  return (
    <div className={selection ? 'list-grid' : 'list-grid plain'}>
      <VirtualGrid
        {...(ref === undefined ? {} : { ref })}
        label={label}
        listKey={listKey}
        total={pages.total}
        columns={columns.map((column) => {
          const width = widths[column.id];
          return width === undefined ? column : { ...column, track: `${width}px`, minWidth: width };
        })}
        rowAt={pages.rowAt}
        onRange={pages.onRange}
        active={active}
        onActive={onActive}
        onOpen={onOpen}
        isRowSelected={(row) => selection?.has(row) ?? false}
        allSelected={false}
        someSelected={(selection?.count ?? 0) > 0}
        onToggle={(index) => selection?.toggle([index])}
        onSelectRange={(from, to) => selection?.range(from, to)}
        onSelectAll={(all) => (all ? selection?.range(0, pages.total - 1) : selection?.clear())}
        selectAllLabel={t('selectAll')}
        sort={null}
        onSort={() => undefined}
        onResize={(column, width) => setWidths((before) => ({ ...before, [column]: width }))}
        busy={pages.stale}
        empty={pages.loading || pages.error !== null ? null : empty}
      />
    </div>
  );
}
