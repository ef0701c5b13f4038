import type { PortraitFace } from './portraitFace.ts';

/** What lies behind head and neck, and what lies on the forehead; both SVG. */
export interface PortraitHair {
  behind: string;
  front: string;
}

const MEN = ['crop', 'sidePart', 'quiff', 'buzz', 'curly', 'fringe'] as const;
const WOMEN = ['ponytail', 'bun', 'bob', 'long', 'sideLong', 'plaits'] as const;
export type HairStyle = (typeof MEN)[number] | (typeof WOMEN)[number];

export function hairStylesFor(gender: '男' | '女'): readonly HairStyle[] {
  return gender === '男' ? MEN : WOMEN;
}

/**
 * Hair that leaves brows and ears to be seen, as the rules for the pictures ask.
 * `side` is 1 or −1: on which side the parting is.
 */
export function portraitHair(face: PortraitFace, style: HairStyle, side: 1 | -1): PortraitHair {
  const { hairColour: dark, hairLight: light, cheek } = face;
  const left = 240 - cheek;
  const right = 240 + cheek;
  const flip = side === 1 ? '' : ' transform="translate(480 0) scale(-1 1)"';
  const shape = (path: string): string => `<path d="${path}" fill="${dark}"/>`;
  const strand = (path: string, width = 3, opacity = 0.55): string =>
    `<path d="${path}" fill="none" stroke="${light}" stroke-width="${width}" stroke-linecap="round" opacity="${opacity}"/>`;
  const group = (content: string): string => `<g${flip}>${content}</g>`;

  // The outline of the hair over the skull, from one temple to the other.
  const cap = (top: number, swell: number, temple: number): string =>
    `M${left - swell} ${temple} C${left - swell - 8} ${top + 70} ${left + 26} ${top} 240 ${top} C${right - 26} ${top} ${right + swell + 8} ${top + 70} ${right + swell} ${temple}`;

  switch (style) {
    case 'crop':
      return {
        behind: shape(`${cap(88, 2, 262)} L${right - 6} 262 L${left + 6} 262Z`),
        front: group(
          `${shape(`${cap(86, 3, 250)} C${right + 1} 222 ${right - 4} 200 ${right - 16} 190 C${right - 50} 172 290 168 250 176 C210 182 ${left + 40} 176 ${left + 18} 190 C${left + 4} 200 ${left} 222 ${left - 3} 250Z`)}${strand(`M${left + 40} 132 C200 104 260 100 310 122`)}${strand(`M${left + 30} 156 C190 130 250 128 290 142`, 2.4)}`,
        ),
      };
    case 'sidePart':
      return {
        behind: shape(`${cap(88, 3, 265)} L${right - 6} 265 L${left + 6} 265Z`),
        front: group(
          `${shape(`${cap(82, 5, 252)} C${right + 2} 220 ${right - 4} 196 ${right - 14} 182 C${right - 40} 178 ${right - 80} 168 178 132 C${left + 40} 152 ${left + 12} 184 ${left - 4} 252Z`)}${strand(`M184 126 C240 112 300 118 ${right - 24} 156`)}${strand(`M186 118 C240 98 296 100 ${right - 30} 130`, 2.4)}${strand('M176 130 C166 138 156 152 150 166', 2.4)}`,
        ),
      };
    case 'quiff':
      return {
        behind: shape(`${cap(92, 1, 258)} L${right - 6} 258 L${left + 6} 258Z`),
        front: group(
          `${shape(`M${left - 2} 250 C${left - 8} 190 ${left + 4} 130 ${left + 44} 104 C190 74 300 66 ${right - 34} 98 C${right - 4} 124 ${right + 8} 186 ${right + 2} 250 C${right - 1} 216 ${right - 8} 192 ${right - 22} 178 C${right - 60} 150 210 150 ${left + 44} 168 C${left + 12} 186 ${left + 2} 214 ${left - 2} 250Z`)}${strand(`M${left + 50} 150 C200 110 280 96 320 106`)}${strand(`M${left + 70} 156 C220 122 290 118 332 130`, 2.4)}${strand('M190 100 C230 86 270 84 300 90', 2.4)}`,
        ),
      };
    case 'buzz':
      return {
        behind: '',
        front: `${shape(`${cap(97, 0, 246)} C${right - 2} 214 ${right - 10} 196 ${right - 22} 184 C${right - 60} 164 ${left + 60} 164 ${left + 22} 184 C${left + 10} 196 ${left + 2} 214 ${left} 246Z`)}<path d="M${left + 36} 142 C200 112 280 112 ${right - 36} 142" fill="none" stroke="${light}" stroke-width="10" opacity="0.28" stroke-linecap="round"/>`,
      };
    case 'curly': {
      const curls: string[] = [];
      for (let index = 0; index < 11; index += 1) {
        const angle = Math.PI * (1.02 + (index / 10) * 0.96);
        const x = 240 + Math.cos(angle) * (cheek - 2);
        const y = 190 + Math.sin(angle) * 84;
        curls.push(
          `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${index % 2 ? 25 : 22}" fill="${dark}"/>`,
        );
        curls.push(
          `<path d="M${(x - 9).toFixed(1)} ${(y + 2).toFixed(1)} q9 -14 18 -1" fill="none" stroke="${light}" stroke-width="2.6" stroke-linecap="round" opacity="0.55"/>`,
        );
      }
      return {
        behind: shape(`${cap(96, 4, 258)} L${right - 6} 258 L${left + 6} 258Z`),
        front: `${shape(`${cap(98, 2, 248)} C${right} 216 ${right - 6} 200 ${right - 20} 184 C${right - 44} 194 ${right - 66} 176 ${right - 84} 184 C250 176 226 190 ${left + 70} 178 C${left + 52} 190 ${left + 34} 178 ${left + 18} 192 C${left + 4} 206 ${left} 220 ${left - 2} 248Z`)}${curls.join('')}`,
      };
    }
    case 'fringe':
      return {
        behind: shape(`${cap(88, 4, 266)} L${right - 6} 266 L${left + 6} 266Z`),
        front: group(
          `${shape(`${cap(82, 6, 254)} C${right + 2} 226 ${right - 2} 208 ${right - 8} 196 L${right - 30} 206 C${right - 44} 200 ${right - 52} 190 ${right - 58} 182 C${right - 64} 196 ${right - 78} 206 ${right - 92} 208 C240 200 232 192 228 182 C218 198 200 206 ${left + 62} 208 C${left + 62} 198 ${left + 58} 190 ${left + 54} 186 C${left + 42} 198 ${left + 26} 206 ${left + 10} 210 C${left + 2} 220 ${left - 2} 236 ${left - 6} 254Z`)}${strand(`M200 110 C230 130 236 156 230 178`)}${strand('M250 108 C290 122 306 150 308 180')}${strand(`M180 122 C176 146 170 168 ${left + 56} 186`, 2.4)}`,
        ),
      };
    case 'ponytail':
      return {
        behind: `${shape(`${cap(84, 5, 262)} L${right - 6} 268 L${left + 6} 268Z`)}${group(`${shape('M282 330 C330 338 366 372 376 430 C384 480 378 530 352 560 C346 532 350 500 336 470 C324 444 306 420 276 404Z')}${strand('M318 372 C350 404 362 452 356 520')}`)}`,
        front: `${shape(`${cap(80, 6, 248)} C${right + 2} 206 ${right - 20} 160 240 142 C${left + 20} 160 ${left - 2} 206 ${left - 6} 248Z`)}${strand(`M228 128 C192 138 160 162 ${left + 10} 202`)}${strand(`M252 128 C288 138 320 162 ${right - 10} 202`)}${strand('M226 108 C196 114 172 130 156 152', 2.4)}${strand('M254 108 C284 114 308 130 324 152', 2.4)}`,
      };
    case 'bun':
      return {
        behind: `<circle cx="240" cy="80" r="42" fill="${dark}"/>${strand('M212 78 C220 56 258 54 268 74')}${strand('M218 62 C228 48 254 48 262 60', 2.4)}${shape(`${cap(92, 3, 262)} L${right - 6} 266 L${left + 6} 266Z`)}`,
        front: group(
          `${shape(`${cap(90, 5, 248)} C${right + 2} 210 ${right - 20} 172 206 146 C${left + 34} 168 ${left} 210 ${left - 5} 248Z`)}${strand(`M216 134 C266 142 308 162 ${right - 12} 200`)}${strand(`M196 136 C176 148 154 168 ${left + 10} 198`)}${strand('M226 114 C266 118 296 132 318 154', 2.4)}`,
        ),
      };
    case 'bob':
      return {
        behind: `${shape(`M${left - 14} 250 C${left - 18} 130 ${left + 20} 82 240 82 C${right - 20} 82 ${right + 18} 130 ${right + 14} 250 C${right + 22} 320 ${right + 18} 372 ${right - 2} 404 C${right - 30} 416 ${left + 30} 416 ${left + 2} 404 C${left - 18} 372 ${left - 22} 320 ${left - 14} 250Z`)}`,
        front: group(
          `${shape(`M${left - 12} 262 C${left - 18} 138 ${left + 20} 80 240 80 C${right - 20} 80 ${right + 18} 138 ${right + 12} 262 C${right + 8} 222 ${right - 6} 196 ${right - 26} 182 C${right - 70} 178 230 164 188 138 C${left + 44} 170 ${left + 4} 206 ${left - 12} 262Z`)}${strand(`M198 126 C246 146 300 150 ${right - 18} 180`)}${strand('M202 108 C250 114 296 126 322 150', 2.4)}`,
        ),
      };
    case 'long':
      return {
        behind: `${shape(`M${left - 12} 240 C${left - 16} 128 ${left + 22} 82 240 82 C${right - 22} 82 ${right + 16} 128 ${right + 12} 240 C${right + 22} 330 ${right + 34} 430 ${right + 26} 520 C${right - 10} 540 ${left + 10} 540 ${left - 26} 520 C${left - 34} 430 ${left - 22} 330 ${left - 12} 240Z`)}${strand(`M${left - 8} 330 C${left - 14} 400 ${left - 14} 460 ${left - 8} 506`)}${strand(`M${right + 8} 330 C${right + 14} 400 ${right + 14} 460 ${right + 8} 506`)}`,
        front: `${shape(`M${left - 9} 252 C${left - 14} 134 ${left + 22} 80 240 80 C${right - 22} 80 ${right + 14} 134 ${right + 9} 252 C${right + 4} 206 ${right - 22} 168 240 142 C${left + 22} 168 ${left - 4} 206 ${left - 9} 252Z`)}${strand(`M232 124 C194 138 164 160 ${left + 8} 206`)}${strand(`M248 124 C286 138 316 160 ${right - 8} 206`)}<path d="M240 82 L240 142" stroke="${light}" stroke-width="1.6" opacity="0.5"/>`,
      };
    case 'sideLong':
      return {
        behind: group(
          `${shape(`M${left - 10} 240 C${left - 14} 128 ${left + 22} 82 240 82 C${right - 22} 82 ${right + 18} 128 ${right + 14} 240 C${right + 24} 320 ${right + 40} 400 ${right + 28} 470 C${right + 40} 520 ${right + 20} 566 ${right - 30} 560 C${right - 40} 480 ${left + 40} 470 ${left - 6} 452 C${left - 20} 380 ${left - 18} 310 ${left - 10} 240Z`)}${strand(`M${right + 8} 340 C${right + 20} 420 ${right + 6} 470 ${right + 8} 530`)}`,
        ),
        front: group(
          `${shape(`M${left - 8} 252 C${left - 14} 134 ${left + 22} 78 240 78 C${right - 18} 78 ${right + 18} 134 ${right + 11} 256 C${right + 6} 214 ${right - 14} 190 ${right - 34} 178 C${right - 90} 168 224 154 184 132 C${left + 40} 160 ${left + 2} 204 ${left - 8} 252Z`)}${strand(`M194 120 C246 138 300 142 ${right - 22} 176`)}${strand('M198 104 C250 106 296 118 322 144', 2.4)}`,
        ),
      };
    case 'plaits': {
      const plait = (x: number): string =>
        Array.from({ length: 5 }, (_, index) => {
          const y = 410 + index * 30;
          return `<ellipse cx="${x}" cy="${y}" rx="${19 - index * 1.6}" ry="20" fill="${dark}"/><path d="M${x - 11} ${y - 6} q11 10 22 0" fill="none" stroke="${light}" stroke-width="2.4" opacity="0.6"/>`;
        }).join('');
      return {
        behind: `${shape(`${cap(84, 6, 262)} C${right + 12} 320 ${right + 6} 370 ${right - 8} 400 L${left + 8} 400 C${left - 6} 370 ${left - 12} 320 ${left - 6} 262Z`)}${plait(left + 8)}${plait(right - 8)}`,
        front: `${shape(`${cap(80, 6, 250)} C${right + 2} 208 ${right - 20} 166 240 140 C${left + 20} 166 ${left - 2} 208 ${left - 6} 250Z`)}${strand(`M230 124 C194 136 164 158 ${left + 8} 204`)}${strand(`M250 124 C286 136 316 158 ${right - 8} 204`)}<path d="M240 82 L240 140" stroke="${light}" stroke-width="1.6" opacity="0.5"/>`,
      };
    }
  }
}
