import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/domain/verificationStatus.ts';
import { STATUS_TONE } from './statusTone.ts';
import './StatusTag.css';

/** A status in its words and its tint; `title` says why when it is pointed at. */
export function StatusTag({ status, title }: { status: Status; title?: string }) {
  const { t } = useTranslation('general');
  return (
    <span className={`status-tag tone-${STATUS_TONE[status]}`} title={title}>
      {t(`status.${status}`)}
    </span>
  );
}
