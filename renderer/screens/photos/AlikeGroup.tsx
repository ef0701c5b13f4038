// biome-ignore-all lint/a11y/noNoninteractiveTabindex: keys settle the group that has the focus
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AlikeGroup as Group } from '../../../shared/contract/photos.ts';
import type { AlikeDecision } from '../../../shared/domain/alikePhotos.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';
import { useMay } from '../../state/useMay.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';

/** Photos that look like one, side by side with whose they are, and what can be said of them. */
export function AlikeGroup({
  group,
  onSettle,
}: {
  group: Group;
  onSettle: (decision: AlikeDecision | null, wrong?: Group['photos']) => void;
}) {
  const { t } = useTranslation(['photos', 'students', 'general']);
  const words = useWords();
  const { kind, exact, elsewhere, state, decision, photos, size } = group;
  const mayDecide = useMay()('photos.decideAlike');
  const waits = state !== 'decided';
  const students = new Set(photos.map(({ id }) => id)).size;
  return (
    <article
      className={`alike-group ${state}`}
      tabIndex={0}
      aria-label={t('photos:alike.group', {
        names: [...new Set(photos.map(({ name }) => name ?? t('students:nameless')))].join(t('photos:join')),
      })}
    >
      <header className="alike-head">
        <strong>
          {kind === 'own'
            ? t('photos:alike.own')
            : t('photos:alike.students', { count: students, formatted: formatCount(students) })}
        </strong>
        <span className="alike-exact">
          {t(elsewhere ? 'photos:alike.elsewhere' : exact ? 'photos:alike.exact' : 'photos:alike.near')}
        </span>
        <span className={`alike-state ${state}`} role="status">
          {t(`photos:alike.state.${state}`)}
          {decision &&
            ` · ${t(`photos:alike.decision.${decision.kind}`)} · ${decision.actor} · ${formatTime(decision.at, Date.now())}`}
        </span>
      </header>
      <div className="alike-photos">
        {photos.map((photo, index) => {
          const name = photo.name ?? t('students:nameless');
          const refusable = kind === 'students' || photo.role === 'graduation';
          return (
            <figure key={`${photo.id} ${photo.role}`} className={photo.review?.verdict ?? ''}>
              <img src={photoUrl(photo.hash)} alt={t(`students:photo.of.${photo.role}`, { name })} />
              <figcaption>
                <strong>{name}</strong>
                <span className="numbers soft">{photo.studentNo ?? photo.examNo ?? ''}</span>
                <span className="soft">{photo.className ?? ''}</span>
                <span className="soft">
                  {words.photo.role(photo.role)}
                  {photo.review && ` · ${words.photo.verdict(photo.review.verdict)}`}
                </span>
              </figcaption>
              {mayDecide && waits && refusable && photo.review?.verdict !== 'wrong' && (
                <Button size="small" onClick={() => onSettle('wrong', [photo])}>
                  {t(kind === 'own' ? 'photos:alike.reused' : 'photos:alike.wrong')}{' '}
                  {index < 9 && <kbd className="key">{index + 1}</kbd>}
                </Button>
              )}
            </figure>
          );
        })}
        {size > photos.length && (
          <p className="soft">{t('photos:alike.more', { count: size - photos.length })}</p>
        )}
      </div>
      <footer className="alike-foot">
        {!mayDecide ? null : waits ? (
          <>
            <Button onClick={() => onSettle('fine')}>
              {t(kind === 'own' ? 'photos:alike.fineOwn' : 'photos:alike.fine')} <kbd className="key">F</kbd>
            </Button>
            {kind === 'students' && (
              <Button onClick={() => onSettle('same-person')}>
                {t('photos:alike.same')} <kbd className="key">S</kbd>
              </Button>
            )}
          </>
        ) : (
          <>
            {decision !== null && decision.kind !== 'wrong' && (
              <Button size="small" onClick={() => onSettle(null)}>
                {t('photos:alike.reopen')}
              </Button>
            )}
            {decision?.kind === 'same-person' && <span className="soft">{t('photos:alike.joinHint')}</span>}
            {decision?.kind === 'wrong' && <span className="soft">{t('photos:alike.wrongHint')}</span>}
          </>
        )}
      </footer>
    </article>
  );
}
