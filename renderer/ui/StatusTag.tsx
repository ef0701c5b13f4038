import type { Status } from '../../shared/domain/verificationStatus.ts';
import { useWords } from '../text/useWords.ts';
import { STATUS_TONE } from './statusTone.ts';
import './StatusTag.css';

/** A status in its words and its tint; `title` says why when it is pointed at. */
export function StatusTag({ status, title }: { status: Status; title?: string }) {
  const words = useWords();
  return (
    <span className={`status-tag tone-${STATUS_TONE[status]}`} title={title}>
      {words.status(status)}
    </span>
  );
}
