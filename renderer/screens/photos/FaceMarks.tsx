import { useTranslation } from 'react-i18next';
import type { PhotoDetail } from '../../../shared/contract/photos.ts';
import { useWords } from '../../text/useWords.ts';

type Photo = PhotoDetail['photos'][number];

/**
 * The box of the head from hair to chin and cheek to cheek, the line of the eyes, where the hair begins; behind them,
 * where the standard wants hair and eyes. Drawn in pixels of the photo.
 */
export function FaceMarks({
  seen,
  checks,
  width,
  height,
}: {
  seen: NonNullable<Photo['seen']>;
  checks: Photo['checks'];
  width: number;
  height: number;
}) {
  const { t } = useTranslation('photos');
  const words = useWords();
  const { face, hairTop } = seen;
  if (face === null) return null;
  const check = (item: 'hair' | 'eyes' | 'width') => checks.find((one) => one.item === item);
  const tone = (item: 'hair' | 'eyes' | 'width') => check(item)?.outcome ?? 'none';
  // What the standard wants is said in pixels of its own size.
  const size = checks.find(({ item }) => item === 'pixels')?.wanted;
  const band = (item: 'hair' | 'eyes') => {
    const wanted = check(item)?.wanted;
    if (!wanted || !size) return null;
    const [from, to] = [wanted.least, wanted.most].map(
      (pixels) => (Number(pixels) / Number(size.height)) * height,
    );
    return <rect className={`face-mark-band ${item}`} x={0} y={from} width={width} height={to! - from!} />;
  };
  const eyes = face.eyes * height;
  const centre = face.centre * width;
  const half = (face.cheeks * width) / 2;
  // Where the hair cannot be told from the wall, the box begins as far above the eyes as the chin is below them.
  const top = hairTop === null ? Math.max(0, 2 * eyes - face.chin * height) : hairTop * height;
  const label = Math.max(11, height / 40);
  const said = (['hair', 'eyes', 'width'] as const).flatMap((item) => {
    const one = check(item);
    return one ? `${words.photo.check(one).item} ${words.photo.check(one).is}` : [];
  });
  return (
    <svg
      className="face-marks"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={[t('marks.label'), ...said].join(t('join'))}
    >
      {band('hair')}
      {band('eyes')}
      <rect
        className={`face-mark head ${tone('width')}`}
        x={centre - half}
        y={top}
        width={2 * half}
        height={face.chin * height - top}
      />
      {hairTop !== null && (
        <line
          className={`face-mark ${tone('hair')}`}
          x1={centre - half}
          x2={centre + half}
          y1={hairTop * height}
          y2={hairTop * height}
        />
      )}
      <line
        className={`face-mark ${tone('eyes')}`}
        x1={width * 0.08}
        x2={width * 0.92}
        y1={eyes}
        y2={eyes}
        transform={`rotate(${face.tilt} ${centre} ${eyes})`}
      />
      <text
        className={`face-mark-label ${tone('eyes')}`}
        x={width * 0.02}
        y={eyes - label * 0.5}
        fontSize={label}
      >
        {t('marks.eyes')}
      </text>
      {hairTop !== null && (
        <text
          className={`face-mark-label ${tone('hair')}`}
          x={width * 0.02}
          y={hairTop * height - label * 0.4}
          fontSize={label}
        >
          {t('marks.hair')}
        </text>
      )}
    </svg>
  );
}
