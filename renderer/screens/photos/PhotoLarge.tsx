import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PHOTO_ROLES, type PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWords } from '../../text/useWords.ts';
import { CloseButton } from '../../ui/CloseButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { isTyping } from '../../ui/isTyping.ts';
import { LikenessHint } from './LikenessHint.tsx';
import { MarksSwitch } from './MarksSwitch.tsx';
import { PhotoChecks } from './PhotoChecks.tsx';
import { PhotoSheet } from './PhotoSheet.tsx';
import './PhotoLarge.css';

/** One student's two photos side by side, as large as the window allows, with every measure of the one reviewed. */
export function PhotoLarge({
  student,
  role,
  position,
  onKey,
  onClose,
  asking,
  children,
}: {
  student: string;
  role: PhotoRole;
  position: string;
  /** The keys of the wall work here too. */
  onKey: (event: KeyboardEvent<HTMLElement>) => void;
  onClose: () => void;
  /** Why it is wrong, where that is asked: in the place of the measures, so that the photo stays in sight. */
  asking: ReactNode;
  /** What can be said of the photo. */
  children: ReactNode;
}) {
  const { t } = useTranslation(['photos', 'students', 'general']);
  const words = useWords();
  const marks = usePreferences((state) => state.photoMarks);
  const setMarks = usePreferences((state) => state.setPhotoMarks);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  // What had the focus may be gone (a button that was pressed, a note that was written): the keys are not lost.
  useEffect(() => {
    if (document.activeElement === document.body) dialog.current?.focus();
  });
  const { data, error } = useQuery(
    orpc.photos.detail.queryOptions({ input: { student, role }, placeholderData: keepPreviousData }),
  );
  const shown = data?.photos.find((photo) => photo.role === role);
  const name = data?.name ?? t('students:nameless');
  const review = shown?.review;
  return (
    <dialog
      ref={dialog}
      className="photo-large-view"
      tabIndex={-1}
      aria-label={t('photos:detail.label')}
      onClose={onClose}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (isTyping(event.target) || event.key === 'Tab') return;
        if (event.key === ' ' || (event.key === 'Escape' && !event.defaultPrevented)) {
          event.preventDefault();
          dialog.current?.close();
          return;
        }
        if (event.key.toLowerCase() === 'g' && !event.ctrlKey && !event.metaKey && !event.altKey) {
          event.preventDefault();
          setMarks(!marks);
          return;
        }
        // A button that has the focus is pressed by Enter; every other key is the wall's.
        if (event.target instanceof HTMLButtonElement && event.key === 'Enter') return;
        onKey(event);
      }}
    >
      <header className="photo-large-head">
        <h1>
          {data ? name : ''} <span className="soft numbers">{data?.studentNo ?? data?.examNo ?? ''}</span>
        </h1>
        <span className="soft">{[data?.collegeName, data?.className].filter(Boolean).join(' · ')}</span>
        <span className="photo-large-position numbers soft">{position}</span>
        <MarksSwitch />
        <CloseButton onClose={() => dialog.current?.close()} />
      </header>
      {error !== null && <ErrorNotice error={error} />}
      <div className="photo-large-body">
        {PHOTO_ROLES.map((one) => {
          const photo = data?.photos.find((entry) => entry.role === one);
          return (
            <figure key={one} className={one === role ? 'current' : ''}>
              {photo ? (
                <PhotoSheet photo={photo} name={name} marks={marks} />
              ) : (
                <div className="tile-none">{data ? t(`students:photo.none.${one}`) : ''}</div>
              )}
              <figcaption>{words.photo.role(one)}</figcaption>
            </figure>
          );
        })}
        <div className="photo-large-facts">
          {shown && (
            <p className={`photo-large-state ${shown.state}`} role="status">
              {words.photo.state(shown.state)}
              {review && review.reasons.length > 0
                ? ` · ${review.reasons.map((reason) => words.photo.reason(reason)).join(t('photos:join'))}`
                : ''}
              {review && review.note !== '' ? ` · ${review.note}` : ''}
            </p>
          )}
          {asking}
          {!asking && data && <LikenessHint detail={data} />}
          {!asking && shown && data && <PhotoChecks photo={shown} standard={data.standard} />}
        </div>
      </div>
      <footer className="photo-large-foot">{children}</footer>
    </dialog>
  );
}
