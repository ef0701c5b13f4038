import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoDetail } from '../../../shared/contract/photos.ts';
import { photoUrl } from '../../rpc/photoUrl.ts';
import { FaceMarks } from './FaceMarks.tsx';

/** A photo as large as its place allows, with what was seen of the face drawn on it. */
export function PhotoSheet({
  photo,
  name,
  marks,
}: {
  photo: PhotoDetail['photos'][number];
  name: string;
  marks: boolean;
}) {
  const { t } = useTranslation('students');
  // As it is shown, upright: what the file says of its width may be lying.
  const [shape, setShape] = useState<{ width: number; height: number } | null>(null);
  return (
    <div className="photo-sheet">
      <img
        key={photo.hash}
        src={photoUrl(photo.hash)}
        alt={t(`photo.of.${photo.role}`, { name })}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
          setShape({ width, height })
        }
      />
      {marks && photo.seen?.face && shape && (
        <FaceMarks seen={photo.seen} checks={photo.checks} width={shape.width} height={shape.height} />
      )}
    </div>
  );
}
