import type { ReactNode } from 'react';

export interface GridColumn<Row> {
  id: string;
  title: string;
  /** A CSS grid track: `120px`, or `minmax(120px, 1.5fr)` for a column that takes what is left over. */
  track: string;
  minWidth: number;
  /** By what the list is sorted when the heading is pressed; null: it cannot be. */
  sortKey: string | null;
  /** Figures of equal width. */
  numeric: boolean;
  render(row: Row, open: () => void): ReactNode;
}

export interface GridSort {
  key: string;
  descending: boolean;
}
