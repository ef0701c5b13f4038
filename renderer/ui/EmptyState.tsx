import type { ReactNode } from 'react';
import './EmptyState.css';

/** What a page says when it has nothing to show: what would be here, and how it gets here. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: ReactNode;
  /** How it works, in a sentence or two. */
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <p className="empty-state-title">{title}</p>
      {children !== undefined && <div className="empty-state-text">{children}</div>}
      {actions !== undefined && <div className="empty-state-actions">{actions}</div>}
    </div>
  );
}
