import { useTranslation } from 'react-i18next';
import type { PlannedRow } from '../../../shared/contract/imports.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';

/** The photo of a row, with the one that it would take the place of. Both are in the store's blobs already. */
export function PlannedPhoto({ row }: { row: PlannedRow }) {
  const { t } = useTranslation('import');
  const change = row.changes.find((entry) => entry.field === 'photo');
  if (!change) return <span className="planned-photo none" aria-hidden />;
  return (
    <span className="planned-photos">
      {change.from !== null && (
        <>
          <img
            className="planned-photo old"
            src={photoUrl(change.from, 'thumbnail')}
            alt={t('rows.photoBefore')}
            loading="lazy"
          />
          <span aria-hidden>→</span>
        </>
      )}
      {change.to !== null && (
        <img
          className="planned-photo"
          src={photoUrl(change.to, 'thumbnail')}
          alt={t('rows.photoNew')}
          loading="lazy"
        />
      )}
    </span>
  );
}
