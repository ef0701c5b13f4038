import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictItem } from '../../../shared/contract/sync.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';

type Photos = NonNullable<ConflictItem['photos']>;

/** A disputed photo: the one of before, and what each side has; a side that has none says so. */
export function ConflictPhotos({
  photos,
  titles,
}: {
  photos: Photos;
  titles: Record<'mine' | 'theirs', string>;
}) {
  const { t } = useTranslation('sync');
  return (
    <div className="sync-photos">
      <Photo hash={photos.before} title={t('conflict.photoBefore')} none={t('conflict.photoNone')} />
      <Photo hash={photos.mine} title={titles.mine} none={t('conflict.photoGone')} />
      <Photo hash={photos.theirs} title={titles.theirs} none={t('conflict.photoGone')} />
    </div>
  );
}

function Photo({ hash, title, none }: { hash: string | null; title: string; none: string }) {
  const { t } = useTranslation('sync');
  const [away, setAway] = useState<string | null>(null);
  return (
    <figure>
      {hash === null || hash === away ? (
        <div className="sync-no-photo">{hash === null ? none : t('conflict.photoAway')}</div>
      ) : (
        <img
          src={photoUrl(hash, 'thumbnail')}
          alt={t('conflict.photoOf', { whose: title })}
          // Still on its way from the hub, or no more there.
          onError={() => setAway(hash)}
        />
      )}
      <figcaption>{title}</figcaption>
    </figure>
  );
}
