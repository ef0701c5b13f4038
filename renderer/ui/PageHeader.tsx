import type { ReactNode } from 'react';
import './PageHeader.css';

/** The title of a page with what can be done on it; always the same height, so nothing below it jumps. */
export function PageHeader({
  title,
  note,
  actions,
}: {
  title: ReactNode;
  /** A few words beside the title: a count, a date. */
  note?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="page-header">
      <h1 className="page-header-title" title={typeof title === 'string' ? title : undefined}>
        {title}
      </h1>
      {note !== undefined && <span className="page-header-note">{note}</span>}
      <div className="page-header-actions">{actions}</div>
    </header>
  );
}
