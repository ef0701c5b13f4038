import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoDetail } from '../../../shared/contract/photos.ts';
import type { StudentDetail } from '../../../shared/contract/students.ts';
import { PHOTO_ROLES } from '../../../shared/domain/photoStandard.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';
import { usePreferences } from '../../state/preferences.ts';
import { CloseButton } from '../../ui/CloseButton.tsx';
import { LikenessHint } from '../photos/LikenessHint.tsx';
import { MarksSwitch } from '../photos/MarksSwitch.tsx';
import { PhotoChecks } from '../photos/PhotoChecks.tsx';
import { PhotoSheet } from '../photos/PhotoSheet.tsx';
import '../photos/PhotoLarge.css';

/** Both photos as large as the window allows. */
export function PhotoCompare({
  student,
  facts,
  onClose,
}: {
  student: StudentDetail;
  facts: PhotoDetail | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation(['students', 'general']);
  const marks = usePreferences((state) => state.photoMarks);
  const dialog = useRef<HTMLDialogElement>(null);
  const name = student.values.name ?? t('students:nameless');
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="photo-compare"
      aria-label={`${name} ${t('students:photo.compare')}`}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <header className="photo-compare-head">
        <h2>
          {name} · {t('students:photo.compare')}
        </h2>
        <MarksSwitch />
        <CloseButton onClose={() => dialog.current?.close()} />
      </header>
      {facts && <LikenessHint detail={facts} />}
      <div className="photo-large">
        {PHOTO_ROLES.map((role) => {
          const hash = student.photos[role];
          const measured = facts?.photos.find((photo) => photo.role === role);
          return (
            <figure key={role}>
              {hash === null ? (
                <div className="photo-none">{t(`students:photo.none.${role}`)}</div>
              ) : measured ? (
                <PhotoSheet photo={measured} name={name} marks={marks} />
              ) : (
                <img src={photoUrl(hash)} alt={t(`students:photo.of.${role}`, { name })} />
              )}
              <figcaption>{t(`students:photo.${role}`)}</figcaption>
              {measured && facts && <PhotoChecks photo={measured} standard={facts.standard} />}
            </figure>
          );
        })}
      </div>
    </dialog>
  );
}
