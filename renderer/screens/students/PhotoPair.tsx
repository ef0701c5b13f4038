import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoDetail } from '../../../shared/contract/photos.ts';
import type { StudentDetail } from '../../../shared/contract/students.ts';
import { PHOTO_ROLES, type PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { STUDENT_FIELDS } from '../../../shared/domain/studentFields.ts';
import { orpc } from '../../rpc/core.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';
import { useWords } from '../../text/useWords.ts';
import { PhotoCompare } from './PhotoCompare.tsx';

/** Both photos side by side, so that a wrong face is seen; pressed, both large. */
export function PhotoPair({ student }: { student: StudentDetail }) {
  const { t } = useTranslation(['students', 'general']);
  const [large, setLarge] = useState(false);
  const { data } = useQuery(
    orpc.photos.detail.queryOptions({ input: { student: student.id, role: 'graduation' } }),
  );
  return (
    <section className="drawer-section photo-pair" aria-label={t('students:column.photos')}>
      {PHOTO_ROLES.map((role) => (
        <PhotoFrame
          key={role}
          role={role}
          student={student}
          facts={data?.photos.find((photo) => photo.role === role)}
          onEnlarge={() => setLarge(true)}
        />
      ))}
      {large && <PhotoCompare student={student} facts={data} onClose={() => setLarge(false)} />}
    </section>
  );
}

function PhotoFrame({
  role,
  student,
  facts,
  onEnlarge,
}: {
  role: PhotoRole;
  student: StudentDetail;
  facts: PhotoDetail['photos'][number] | undefined;
  onEnlarge: () => void;
}) {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const hash = student.photos[role];
  const detail = student.photoDetails.find((photo) => photo.role === role && photo.hash === hash);
  const name = student.values.name ?? t('students:nameless');
  const field = STUDENT_FIELDS.find((entry) => entry === detail?.matchedBy);
  const fails = (facts?.checks ?? [])
    .filter(({ outcome }) => outcome === 'fail')
    .map((check) => words.photo.check(check));
  const none =
    role === 'graduation' && student.status === 'photo-in-production'
      ? t('students:photo.none.inProduction')
      : t(`students:photo.none.${role}`);
  return (
    <figure className="drawer-photo">
      {hash === null ? (
        <div className="photo-frame photo-none">{none}</div>
      ) : (
        <button
          type="button"
          className="photo-frame"
          title={t('students:photo.enlarge')}
          aria-label={`${t('students:photo.enlarge')}: ${t(`students:photo.of.${role}`, { name })}`}
          onClick={onEnlarge}
        >
          <img src={photoUrl(hash)} alt={t(`students:photo.of.${role}`, { name })} width={120} height={160} />
        </button>
      )}
      <figcaption>
        <strong>{t(`students:photo.${role}`)}</strong>
        {detail && (
          <span className="soft numbers">
            {t('students:photo.size', {
              width: detail.width,
              height: detail.height,
              kilobytes: Math.max(1, Math.round(detail.bytes / 1024)),
            })}
          </span>
        )}
        {detail && (
          <span className="soft" title={detail.fileName}>
            {t('students:photo.matchedBy', { key: field ? words.label(field) : detail.matchedBy })}
          </span>
        )}
        {facts && (
          <span className={facts.state === 'wrong' ? 'photo-fails' : 'soft'}>
            {t('students:photo.review', { state: words.photo.state(facts.state) })}
          </span>
        )}
        {fails.length > 0 && (
          <span className="photo-fails" title={fails.map(({ is }) => is).join(t('general:listJoin'))}>
            {t('students:photo.fails', { items: fails.map(({ item }) => item).join(t('general:listJoin')) })}
          </span>
        )}
        {facts && facts.twice.length > 0 && (
          <span className="photo-fails">{words.photo.finding('twice')}</span>
        )}
      </figcaption>
    </figure>
  );
}
