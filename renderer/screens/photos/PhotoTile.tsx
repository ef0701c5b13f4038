import { CheckOutlined, CloseOutlined, SyncOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { WallItem } from '../../../shared/contract/photos.ts';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';
import { useWords } from '../../text/useWords.ts';

/** Thumbnails are this wide, px: beyond it the photo itself is drawn. */
const THUMBNAIL = 120;
const MARKS = { correct: CheckOutlined, wrong: CloseOutlined, changed: SyncOutlined } as const;

/** One photo with who it is, what was found and what a person said. */
export function PhotoTile({
  item,
  role,
  size,
}: {
  item: WallItem | null | undefined;
  role: PhotoRole;
  size: number;
}) {
  const { t } = useTranslation(['photos', 'students']);
  const words = useWords();
  if (item === undefined) return <div className="tile-photo tile-none" />;
  if (item === null) return <div className="tile-photo tile-none">{t('photos:tile.gone')}</div>;
  const hash = item.photos[role];
  const name = item.name ?? t('students:nameless');
  const Mark = item.state === 'unreviewed' ? null : MARKS[item.state];
  const said = [
    ...(item.review?.reasons ?? []).map((reason) => words.photo.reason(reason)),
    item.review?.note ?? '',
  ]
    .filter((part) => part !== '')
    .join(t('photos:join'));
  const found = item.findings.map((code) => words.photo.finding(code)).join(t('photos:join'));
  const below = said !== '' ? said : found;
  const sharp = size * window.devicePixelRatio > THUMBNAIL * 1.3;
  return (
    <>
      <div className={hash === null ? 'tile-photo tile-none' : 'tile-photo'}>
        {hash === null ? (
          t(`students:photo.none.${role}`)
        ) : (
          <img
            src={photoUrl(hash, sharp ? 'full' : 'thumbnail')}
            alt={t(`students:photo.of.${role}`, { name })}
            draggable={false}
            decoding="async"
          />
        )}
        {Mark && (
          <span className={`tile-mark ${item.state}`} title={words.photo.state(item.state)}>
            <Mark aria-label={words.photo.state(item.state)} />
          </span>
        )}
      </div>
      <div className="tile-name">
        <strong>{name}</strong>
      </div>
      <div className="tile-number numbers">{item.studentNo ?? item.examNo ?? ''}</div>
      <div className={said !== '' ? 'tile-note said' : 'tile-note'} title={below}>
        {below}
      </div>
    </>
  );
}
