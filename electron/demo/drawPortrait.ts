import sharp from 'sharp';
import { formalClothes, schoolClothes } from './portraitClothes.ts';
import { type PortraitFace, portraitFace } from './portraitFace.ts';
import { hairStylesFor, portraitHair } from './portraitHair.ts';
import { seededRandom } from './seededRandom.ts';

export interface PortraitRequest {
  seed: number;
  gender: '男' | '女';
  /** 录取照片: white behind, as at school; 学历照片: light blue behind, dressed for the diploma. */
  role: 'admission' | 'graduation';
}

/** The standard for 学历照片 (domain notes §2). */
export const PORTRAIT_WIDTH = 480;
export const PORTRAIT_HEIGHT = 640;
const BACKGROUNDS = { graduation: 'rgb(100,197,255)', admission: 'rgb(255,255,255)' } as const;
const SMALLEST = 20 * 1024;
const LARGEST = 40 * 1024;

/**
 * A drawn portrait, never a photograph: the same seed gives the same face in both roles, with other clothes and
 * sometimes other hair.
 */
export function portraitSvg({ seed, gender, role }: PortraitRequest): string {
  const face = portraitFace(seed, gender);
  const own = seededRandom(seed, 'hair');
  const usual = own.pick(hairStylesFor(gender));
  const side = own.chance(0.5) ? 1 : -1;
  const then = own.chance(0.55) ? own.pick(hairStylesFor(gender)) : usual;
  const random = seededRandom(seed, role);
  const hair = portraitHair(face, role === 'graduation' ? usual : then, side);
  const clothes = role === 'graduation' ? formalClothes(random, gender) : schoolClothes(random);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PORTRAIT_WIDTH}" height="${PORTRAIT_HEIGHT}" viewBox="0 0 480 640">
<defs>
<radialGradient id="face" cx="0.5" cy="0.42" r="0.62"><stop offset="0.55" stop-color="${face.skin}"/><stop offset="1" stop-color="${face.shade}"/></radialGradient>
<radialGradient id="blush"><stop offset="0" stop-color="#e0705f" stop-opacity="${face.blush}"/><stop offset="1" stop-color="#e0705f" stop-opacity="0"/></radialGradient>
<linearGradient id="neck" x1="0" y1="0" x2="0" y2="1"><stop offset="0.25" stop-color="${face.shade}"/><stop offset="0.62" stop-color="${face.skin}"/></linearGradient>
<linearGradient id="cloth" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity="0.13"/><stop offset="0.35" stop-color="#000" stop-opacity="0"/><stop offset="0.7" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.16"/></linearGradient>
</defs>
<rect width="480" height="640" fill="${BACKGROUNDS[role]}"/>
${hair.behind}
${neck(face)}
<g transform="translate(240 640) scale(1.08 1.14) translate(-240 -640)">
${clothes}
<path d="M30 640 C34 566 70 528 130 508 C170 494 190 486 200 462 L240 540 L280 462 C290 486 310 494 350 508 C410 528 446 566 450 640Z" fill="url(#cloth)"/>
</g>
${ears(face)}
${outline(face)}
${features(face)}
${hair.front}
${face.glasses ? glasses(face) : ''}
</svg>`;
}

function neck({ gender }: PortraitFace): string {
  const half = gender === '男' ? 52 : 44;
  const left = 240 - half;
  const right = 240 + half;
  return `<path d="M${left} 350 V466 L240 566 L${right} 466 V350Z" fill="url(#neck)"/>`;
}

function outline(face: PortraitFace): string {
  const { cheek, jaw, chinWidth, chinY } = face;
  const half = (sign: 1 | -1): string => {
    const x = (distance: number): string => (240 + sign * distance).toFixed(1);
    return sign === 1
      ? `C${x(cheek * 0.72)} 104 ${x(cheek + 4)} 168 ${x(cheek)} 262 C${x(cheek - 2)} 306 ${x(jaw + 6)} 338 ${x(jaw)} 352 C${x(jaw - 14)} 384 ${x(chinWidth)} ${chinY} 240 ${chinY}`
      : `C${x(chinWidth)} ${chinY} ${x(jaw - 14)} 384 ${x(jaw)} 352 C${x(jaw + 6)} 338 ${x(cheek - 2)} 306 ${x(cheek)} 262 C${x(cheek + 4)} 168 ${x(cheek * 0.72)} 104 240 104`;
  };
  return `<path d="M240 104 ${half(1)} ${half(-1)}Z" fill="url(#face)"/>`;
}

function ears({ cheek, skin, shade, eyeY }: PortraitFace): string {
  const ear = (sign: 1 | -1): string => {
    const x = 240 + sign * (cheek + 5);
    return `<ellipse cx="${x}" cy="${eyeY + 24}" rx="15" ry="31" fill="${skin}"/><path d="M${x + sign * 4} ${eyeY + 6} q${sign * 7} 14 ${-sign * 3} 36" fill="none" stroke="${shade}" stroke-width="3.4" stroke-linecap="round"/>`;
  };
  return ear(1) + ear(-1);
}

function features(face: PortraitFace): string {
  const { mouthY, mouthWidth, lipFullness, smile, lip, shade, eyeY, noseLength, noseWidth } = face;
  const noseY = eyeY + noseLength;
  const left = 240 - mouthWidth;
  const right = 240 + mouthWidth;
  const corner = mouthY - smile * 0.6;
  return `${[1, -1].map((sign) => eye(face, sign as 1 | -1)).join('')}
<ellipse cx="${240 - face.cheek * 0.58}" cy="322" rx="34" ry="22" fill="url(#blush)"/><ellipse cx="${240 + face.cheek * 0.58}" cy="322" rx="34" ry="22" fill="url(#blush)"/>
<path d="M${240 - 9} ${eyeY + 8} C${240 - 11} ${noseY - 24} ${240 - noseWidth} ${noseY - 12} ${240 - noseWidth + 2} ${noseY - 1} C${240 - noseWidth + 6} ${noseY + 7} ${240 - 10} ${noseY + 3} 240 ${noseY + 7} C${240 + 10} ${noseY + 3} ${240 + noseWidth - 6} ${noseY + 7} ${240 + noseWidth - 2} ${noseY - 1}" fill="none" stroke="${shade}" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/>
<path d="M${left} ${corner} C${left + mouthWidth * 0.5} ${mouthY - lipFullness} ${240 - 8} ${mouthY - lipFullness} 240 ${mouthY - lipFullness * 0.55} C${240 + 8} ${mouthY - lipFullness} ${right - mouthWidth * 0.5} ${mouthY - lipFullness} ${right} ${corner} C${right - 14} ${mouthY + lipFullness + smile} ${left + 14} ${mouthY + lipFullness + smile} ${left} ${corner}Z" fill="${lip}"/>
<path d="M${left} ${corner} C${left + 16} ${mouthY + smile} ${right - 16} ${mouthY + smile} ${right} ${corner}" fill="none" stroke="#7a3b36" stroke-opacity="0.65" stroke-width="2.6" stroke-linecap="round"/>
${face.mole ? `<circle cx="${face.mole.x}" cy="${face.mole.y}" r="2.6" fill="#6b4636"/>` : ''}`;
}

function eye(face: PortraitFace, sign: 1 | -1): string {
  const { eyeGap, eyeWidth, eyeHeight, eyeTilt, eyeY, hairColour } = face;
  const x = 240 + sign * eyeGap;
  const inner = { x: x - sign * eyeWidth, y: eyeY + 2 };
  const outer = { x: x + sign * eyeWidth, y: eyeY - eyeTilt };
  const upper = `C${inner.x + sign * eyeWidth * 0.5} ${eyeY - eyeHeight * 1.25} ${outer.x - sign * eyeWidth * 0.6} ${eyeY - eyeHeight * 1.35 - eyeTilt / 2} ${outer.x} ${outer.y}`;
  const lower = `C${outer.x - sign * eyeWidth * 0.4} ${eyeY + eyeHeight * 0.9} ${inner.x + sign * eyeWidth * 0.6} ${eyeY + eyeHeight} ${inner.x} ${inner.y}`;
  const id = sign === 1 ? 'r' : 'l';
  const radius = Math.max(8.5, eyeHeight * 0.92);
  const lid = face.doubleLid
    ? `<path d="M${inner.x + sign * 5} ${inner.y - eyeHeight * 0.85} C${inner.x + sign * eyeWidth * 0.6} ${eyeY - eyeHeight * 1.75} ${outer.x - sign * eyeWidth * 0.5} ${eyeY - eyeHeight * 1.8} ${outer.x + sign * 1} ${outer.y - eyeHeight * 0.6}" fill="none" stroke="${face.shade}" stroke-width="2.4" stroke-linecap="round"/>`
    : '';
  const brow = {
    inner: { x: 240 + sign * (eyeGap - eyeWidth - 3), y: face.browY + face.browTilt },
    outer: { x: 240 + sign * (eyeGap + eyeWidth + 8), y: face.browY + 2 },
    peak: face.browY - face.browArch - 4,
  };
  const thick = face.browThickness;
  return `<clipPath id="${id}"><path d="M${inner.x} ${inner.y} ${upper} ${lower}Z"/></clipPath>
<path d="M${inner.x} ${inner.y} ${upper} ${lower}Z" fill="#fdfbf8"/>
<g clip-path="url(#${id})"><circle cx="${x}" cy="${eyeY - 1}" r="${radius}" fill="${face.iris}"/><circle cx="${x}" cy="${eyeY - 1}" r="${radius * 0.48}" fill="#120d0b"/><circle cx="${x + 3}" cy="${eyeY - 4.5}" r="2.6" fill="#ffffff"/></g>
<path d="M${inner.x} ${inner.y} ${upper}" fill="none" stroke="#2a1d18" stroke-width="${face.gender === '女' ? 4 : 3.2}" stroke-linecap="round"/>${lid}
<path d="M${brow.inner.x} ${brow.inner.y} C${brow.inner.x + sign * 16} ${brow.peak} ${brow.outer.x - sign * 16} ${brow.peak - 2} ${brow.outer.x} ${brow.outer.y} C${brow.outer.x - sign * 18} ${brow.peak + thick * 0.75} ${brow.inner.x + sign * 16} ${brow.peak + thick} ${brow.inner.x} ${brow.inner.y + thick * 0.8}Z" fill="${hairColour}" opacity="0.88"/>`;
}

function glasses(face: PortraitFace): string {
  const { shape, colour, thickness } = face.glasses!;
  const y = face.eyeY + 4;
  const gap = face.eyeGap + 1;
  const size =
    shape === 'round'
      ? { w: 37, h: 35, r: 35 }
      : shape === 'soft'
        ? { w: 39, h: 30, r: 17 }
        : { w: 41, h: 26, r: 10 };
  const lens = (sign: 1 | -1): string =>
    `<rect x="${240 + sign * gap - size.w}" y="${y - size.h}" width="${size.w * 2}" height="${size.h * 2}" rx="${size.r}" fill="#ffffff" fill-opacity="0.07" stroke="${colour}" stroke-width="${thickness}"/>`;
  const arm = (sign: 1 | -1): string =>
    `<path d="M${240 + sign * (gap + size.w)} ${y - 8} L${240 + sign * (face.cheek + 2)} ${y - 12}" stroke="${colour}" stroke-width="${thickness}"/>`;
  return `${lens(1)}${lens(-1)}<path d="M${240 - gap + size.w} ${y - 6} Q240 ${y - 14} ${240 + gap - size.w} ${y - 6}" fill="none" stroke="${colour}" stroke-width="${thickness}"/>${arm(1)}${arm(-1)}`;
}

/** A JPEG of 480 × 640 at 300 dpi, 20 to 40 KB. */
export async function drawPortrait(request: PortraitRequest): Promise<Buffer> {
  const raw = await sharp(Buffer.from(portraitSvg(request)))
    .removeAlpha()
    .raw()
    .toBuffer();
  const encoded = (quality: number): Promise<Buffer> =>
    sharp(raw, { raw: { width: PORTRAIT_WIDTH, height: PORTRAIT_HEIGHT, channels: 3 } })
      .jpeg({ quality, chromaSubsampling: '4:4:4' })
      .withDensity(300)
      .toBuffer();
  // A drawing packs better than a photograph, so it can afford little loss.
  let jpeg = await encoded(96);
  if (jpeg.length < SMALLEST) jpeg = await encoded(99);
  if (jpeg.length > LARGEST) jpeg = await encoded(88);
  return jpeg;
}
