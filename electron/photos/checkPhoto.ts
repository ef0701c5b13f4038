import type { FindingCode, Severity } from '../../shared/domain/findings.ts';
import type { BackgroundStandard, Colour, PhotoStandard } from '../../shared/domain/photoStandard.ts';
import type { Background } from './measureBackground.ts';
import type { MeasuredPhoto, PhotoMeasures, PhotoProperties } from './measurePhoto.ts';

/** A finding about one photo, before it is known which file and row of an import it belongs to. */
export interface PhotoFinding {
  code: FindingCode;
  severity: Severity;
  suggestion: string | null;
  params: Record<string, string | number>;
}

/** `block` means that the file is no photo that can be kept; the others are kept exactly as they are. */
export function checkPhoto(
  measured: Exclude<MeasuredPhoto, { kind: 'photo' }> | ({ kind: 'photo' } & Omit<PhotoMeasures, 'print'>),
  standard: PhotoStandard,
): PhotoFinding[] {
  switch (measured.kind) {
    case 'photo':
      return [
        ...checkProperties(measured.properties, standard),
        ...checkBackground(measured.background, standard.background),
      ];
    case 'damaged':
      return [finding('PHOTO_DAMAGED', 'block', { case: 'cut-off', format: measured.format ?? '' })];
    case 'too-large':
      return [finding('PHOTO_SIZE', 'block', { case: 'too-large', format: measured.format })];
    case 'unreadable-format':
      return [finding('PHOTO_NOT_JPEG', 'block', { case: 'unreadable', format: measured.format })];
    case 'not-an-image':
      return [finding('PHOTO_NOT_JPEG', 'block', { case: 'not-an-image', format: '' })];
  }
}

function checkProperties(photo: PhotoProperties, standard: PhotoStandard): PhotoFinding[] {
  const found: PhotoFinding[] = [];
  if (photo.format !== 'jpeg') {
    found.push(finding('PHOTO_NOT_JPEG', 'warn', { case: 'other-format', format: photo.format }));
  }
  if (photo.doubtful) {
    found.push(finding('PHOTO_DAMAGED', 'warn', { case: 'doubtful', format: photo.format }));
  }
  const { size, usualBytes } = standard;
  if (size !== null && (photo.width !== size.width || photo.height !== size.height)) {
    // A larger picture of the same shape can be scaled down; another shape has to be cut, or taken again.
    const sameShape = photo.width * size.height === photo.height * size.width;
    found.push(
      finding('PHOTO_SIZE', 'warn', {
        case: sameShape ? 'other-size' : 'other-shape',
        width: photo.width,
        height: photo.height,
        wantedWidth: size.width,
        wantedHeight: size.height,
      }),
    );
  }
  if (photo.orientation !== 1) {
    // Programs that ignore the tag show the picture lying or mirrored.
    found.push(
      finding('PHOTO_SIZE', 'warn', {
        case: 'orientation',
        width: photo.width,
        height: photo.height,
        orientation: photo.orientation,
      }),
    );
  }
  if (
    standard.trueColour &&
    !(photo.colour === 'rgb' && photo.channels === 3 && photo.bitsPerChannel === 8)
  ) {
    found.push(
      finding('PHOTO_COLOUR', 'warn', {
        colour: photo.colour,
        channels: photo.channels,
        bits: photo.bitsPerChannel,
      }),
    );
  }
  if (usualBytes !== null && (photo.bytes < usualBytes.least || photo.bytes > usualBytes.most)) {
    found.push(
      finding('PHOTO_BYTES', 'note', {
        kilobytes: Math.round(photo.bytes / 102.4) / 10,
        least: Math.round(usualBytes.least / 1024),
        most: Math.round(usualBytes.most / 1024),
      }),
    );
  }
  return found;
}

/** A picture whose background cannot be told is not judged. */
function checkBackground(found: Background | null, wanted: BackgroundStandard | null): PhotoFinding[] {
  if (found === null || wanted === null) return [];
  if (found.unevenness > wanted.unevenness) {
    return [finding('PHOTO_BACKGROUND', 'warn', { case: 'uneven', unevenness: found.unevenness })];
  }
  const fits = wanted.colours.some((colour) => distance(colour, found.colour) <= wanted.tolerance);
  if (fits) return [];
  return [
    finding('PHOTO_BACKGROUND', 'warn', {
      case: 'other-colour',
      colour: found.colour.join(','),
      wanted: wanted.colours.map((colour) => colour.join(',')).join(' / '),
    }),
  ];
}

function distance(one: Colour, other: Colour): number {
  return Math.max(...one.map((value, channel) => Math.abs(value - other[channel]!)));
}

function finding(code: FindingCode, severity: Severity, params: PhotoFinding['params']): PhotoFinding {
  return { code, severity, suggestion: null, params };
}
