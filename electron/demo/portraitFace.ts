import { type SeededRandom, seededRandom } from './seededRandom.ts';

/** What makes a drawn face one person's. Lengths are pixels in a picture of 480 × 640. */
export interface PortraitFace {
  gender: '男' | '女';
  skin: string;
  /** The same skin in the shade: neck, nose, lids. */
  shade: string;
  lip: string;
  blush: number;
  hairColour: string;
  hairLight: string;
  /** Half the width of the face at the cheeks, at the jaw, and of the chin. */
  cheek: number;
  jaw: number;
  chinWidth: number;
  chinY: number;
  eyeY: number;
  eyeGap: number;
  eyeWidth: number;
  eyeHeight: number;
  /** Outer corner above (+) or below (−) the inner one. */
  eyeTilt: number;
  doubleLid: boolean;
  iris: string;
  browY: number;
  browThickness: number;
  browArch: number;
  browTilt: number;
  noseLength: number;
  noseWidth: number;
  mouthY: number;
  mouthWidth: number;
  lipFullness: number;
  smile: number;
  mole: { x: number; y: number } | null;
  glasses: Glasses | null;
}

export interface Glasses {
  shape: 'round' | 'soft' | 'wide';
  colour: string;
  thickness: number;
}

const SKINS: readonly (readonly [skin: string, shade: string, lip: string])[] = [
  ['#f8dcc6', '#e9bfa3', '#cf8178'],
  ['#f5d3b8', '#e3b492', '#c87a6d'],
  ['#f0c9a8', '#dba983', '#bf7263'],
  ['#eabf9b', '#d29d76', '#b66b5b'],
  ['#dfae87', '#c48e66', '#a86152'],
  ['#cf9a72', '#b27c55', '#985548'],
];
const HAIRS: readonly (readonly [colour: string, light: string])[] = [
  ['#1d1a1c', '#38333a'],
  ['#231d1b', '#403530'],
  ['#2d221d', '#4d3a31'],
  ['#3a2a21', '#5c4334'],
];

/** The same seed and gender give the same face, in whatever clothes and with whatever hair it is drawn. */
export function portraitFace(seed: number, gender: '男' | '女'): PortraitFace {
  const random = seededRandom(seed, 'face');
  const [skin, shade, lip] = random.weighted(
    SKINS.map((tone, index) => [tone, [22, 28, 24, 16, 7, 3][index]!] as const),
  );
  const [hairColour, hairLight] = random.weighted(
    HAIRS.map((hair, index) => [hair, [40, 30, 20, 10][index]!] as const),
  );
  const man = gender === '男';
  const cheek = within(random, man ? 102 : 98, man ? 116 : 111);
  return {
    gender,
    skin,
    shade,
    lip,
    blush: within(random, man ? 0.05 : 0.14, man ? 0.16 : 0.32),
    hairColour,
    hairLight,
    cheek,
    jaw: cheek * within(random, man ? 0.74 : 0.66, man ? 0.9 : 0.82),
    chinWidth: within(random, man ? 34 : 24, man ? 52 : 40),
    chinY: within(random, man ? 398 : 388, man ? 416 : 406),
    eyeY: within(random, 256, 268),
    eyeGap: within(random, 43, 51),
    eyeWidth: within(random, man ? 21 : 23, man ? 26 : 29),
    eyeHeight: within(random, man ? 7.5 : 9.5, man ? 11.5 : 14),
    eyeTilt: within(random, -1.5, 4),
    doubleLid: random.chance(man ? 0.45 : 0.7),
    iris: random.pick(['#2b1d17', '#3a271c', '#48301f']),
    browY: within(random, 222, 231),
    browThickness: within(random, man ? 8 : 4.5, man ? 12 : 7.5),
    browArch: within(random, 2, 9),
    browTilt: within(random, -5, 0.5),
    noseLength: within(random, 50, 62),
    noseWidth: within(random, man ? 18 : 15, man ? 25 : 20),
    mouthY: within(random, 350, 360),
    mouthWidth: within(random, man ? 31 : 27, man ? 39 : 35),
    lipFullness: within(random, man ? 5 : 6, man ? 9 : 11),
    smile: within(random, 4, 11),
    mole: random.chance(0.1)
      ? { x: 240 + (random.chance(0.5) ? 1 : -1) * within(random, 42, 66), y: within(random, 300, 345) }
      : null,
    glasses: random.chance(0.34)
      ? {
          shape: random.pick(['round', 'soft', 'wide'] as const),
          colour: random.pick(['#2a2a2e', '#4a3b32', '#7b6a58', '#55606e', '#8a5a4a']),
          thickness: within(random, 2.4, 4.6),
        }
      : null,
  };
}

function within(random: SeededRandom, low: number, high: number): number {
  return Math.round((low + random.next() * (high - low)) * 100) / 100;
}
