import { useTranslation } from 'react-i18next';
import type { PhotoDetail } from '../../../shared/contract/photos.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWords } from '../../text/useWords.ts';

/** Each measure of a photo beside what the standard asks for, who says so, and who else has the very same photo. */
export function PhotoChecks({
  photo,
  standard,
}: {
  photo: PhotoDetail['photos'][number];
  standard: PhotoDetail['standard'];
}) {
  const { t } = useTranslation(['photos', 'students']);
  const words = useWords();
  const language = usePreferences((state) => state.language);
  return (
    <>
      {photo.twice.length > 0 && (
        <p className="checks-twice">
          {t('photos:detail.twice', {
            students: photo.twice
              .map(({ studentNo, name }) =>
                [studentNo, name ?? t('students:nameless')].filter(Boolean).join(' '),
              )
              .join(t('photos:join')),
          })}
        </p>
      )}
      {photo.checks.length === 0 ? (
        <p className="soft">{t('photos:detail.unmeasured')}</p>
      ) : (
        <table className="checks">
          <thead>
            <tr>
              <th>{t('photos:detail.item')}</th>
              <th>{t('photos:detail.is')}</th>
              <th>{t('photos:detail.wanted')}</th>
              <th>{t('photos:detail.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {photo.checks.map((check) => {
              const { item, is, wanted, outcome } = words.photo.check(check);
              return (
                <tr key={check.item} className={check.outcome}>
                  <th scope="row">{item}</th>
                  <td className="numbers">{is}</td>
                  <td className="numbers soft">{wanted}</td>
                  <td className="checks-outcome">{outcome}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {photo.checks.length > 0 && (
        <p className="checks-source soft">
          {photo.seen === null && <span className="checks-unlooked">{t('photos:detail.unlooked')}</span>}
          {photo.role === 'graduation'
            ? t('photos:detail.source', { name: standard.name[language], source: standard.source[language] })
            : t('photos:detail.sourceAdmission')}
        </p>
      )}
    </>
  );
}
