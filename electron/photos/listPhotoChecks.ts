import type { CheckOutcome, PhotoCheck, PhotoCheckItem } from '../../shared/domain/photoFindings.ts';
import type { PhotoStandard } from '../../shared/domain/photoStandard.ts';
import { checkPhoto } from './checkPhoto.ts';
import type { Measures } from './photoMeasures.ts';

/**
 * Every measure of a photo beside what the standard asks for. Whether it passes is what `checkPhoto` finds, so that a
 * list of measures never says something else than the findings do.
 */
export function listPhotoChecks(measures: Measures, standard: PhotoStandard): PhotoCheck[] {
  const { properties: photo, background } = measures;
  const found = checkPhoto({ kind: 'photo', ...measures }, standard);
  const outcome = (code: string, cases: readonly string[] = []): CheckOutcome => {
    const one = found.find(
      (finding) =>
        finding.code === code && (cases.length === 0 || cases.includes(String(finding.params.case ?? ''))),
    );
    if (!one) return 'pass';
    return one.severity === 'note' ? 'note' : 'fail';
  };
  const check = (
    item: PhotoCheckItem,
    result: CheckOutcome,
    is: PhotoCheck['is'],
    wanted: PhotoCheck['wanted'],
  ): PhotoCheck => ({ item, outcome: result, is, wanted });
  const { size, usualBytes, dpi } = standard;
  const wantedBackground = standard.background;
  return [
    check('format', outcome('PHOTO_NOT_JPEG'), { format: photo.format }, { format: 'jpeg' }),
    check('sound', outcome('PHOTO_DAMAGED'), { doubtful: photo.doubtful ? 1 : 0 }, null),
    check(
      'pixels',
      size === null ? 'none' : outcome('PHOTO_SIZE', ['other-size', 'other-shape']),
      { width: photo.width, height: photo.height },
      size && { width: size.width, height: size.height },
    ),
    check('upright', outcome('PHOTO_SIZE', ['orientation']), { orientation: photo.orientation }, null),
    check(
      'colour',
      standard.trueColour ? outcome('PHOTO_COLOUR') : 'none',
      { colour: photo.colour, bits: photo.bitsPerChannel * photo.channels },
      standard.trueColour ? { colour: 'rgb', bits: 24 } : null,
    ),
    // Shown, never a finding: many programs lose the entry, the pixels decide.
    check('dpi', 'none', photo.dpi === null ? null : { dpi: photo.dpi }, dpi === null ? null : { dpi }),
    check(
      'bytes',
      usualBytes === null ? 'none' : outcome('PHOTO_BYTES'),
      { kilobytes: Math.round(photo.bytes / 102.4) / 10 },
      usualBytes && {
        least: Math.round(usualBytes.least / 1024),
        most: Math.round(usualBytes.most / 1024),
      },
    ),
    check(
      'background',
      background === null || wantedBackground === null
        ? 'none'
        : outcome('PHOTO_BACKGROUND', ['other-colour']),
      background && { colour: background.colour.join(',') },
      wantedBackground && { colours: wantedBackground.colours.map((one) => one.join(',')).join(' / ') },
    ),
    check(
      'evenness',
      background === null || wantedBackground === null ? 'none' : outcome('PHOTO_BACKGROUND', ['uneven']),
      background && { unevenness: background.unevenness },
      wantedBackground && { unevenness: wantedBackground.unevenness },
    ),
  ];
}
