import { type ReactNode, type RefObject, useEffect } from 'react';
import { CloseButton } from './CloseButton.tsx';
import './DialogFrame.css';

/** A window over the page: its title, what else belongs into its head, and the way out, which Escape takes too. */
export function DialogFrame({
  dialog,
  className,
  title,
  head,
  onClose,
  children,
}: {
  dialog: RefObject<HTMLDialogElement | null>;
  /** Tells how wide it is. */
  className: string;
  title: string;
  head?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  useEffect(() => dialog.current?.showModal(), [dialog]);
  return (
    <dialog
      ref={dialog}
      className={`dialog-frame ${className}`}
      aria-label={title}
      onClose={onClose}
      // The keys of the page below are not meant while this is open.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="dialog-head">
        <h2>{title}</h2>
        {head}
        <CloseButton className="dialog-close" onClose={() => dialog.current?.close()} />
      </header>
      {children}
    </dialog>
  );
}
