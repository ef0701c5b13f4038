import type { SeededRandom } from './seededRandom.ts';

/** The outline of what is worn, closed at the neck. */
const BODY =
  'M30 640 C34 566 70 528 130 508 C170 494 190 486 200 462 L280 462 C290 486 310 494 350 508 C410 528 446 566 450 640Z';

/** The same, open at the neck. */
const OPEN_BODY =
  'M30 640 C34 566 70 528 130 508 C170 494 190 486 200 462 L240 540 L280 462 C290 486 310 494 350 508 C410 528 446 566 450 640Z';

/** The same, cut round at the neck. */
const ROUND_BODY =
  'M30 640 C34 566 70 528 130 508 C170 494 190 486 196 466 C202 520 278 520 284 466 C290 486 310 494 350 508 C410 528 446 566 450 640Z';

function shirt(colour: string, shadow: string, body: string = OPEN_BODY): string {
  return `<path d="${body}" fill="${colour}"/>
  <path d="M196 462 L240 538 L214 560 L172 500Z" fill="${colour}" stroke="${shadow}" stroke-width="2.4" stroke-linejoin="round"/>
  <path d="M284 462 L240 538 L266 560 L308 500Z" fill="${colour}" stroke="${shadow}" stroke-width="2.4" stroke-linejoin="round"/>
  <path d="M240 540 V640" stroke="${shadow}" stroke-width="2"/><circle cx="240" cy="584" r="4" fill="${shadow}"/><circle cx="240" cy="622" r="4" fill="${shadow}"/>`;
}

function suit(colour: string, lapel: string, inside: string): string {
  return `${shirt('#fbfbfc', '#cfd5dc', inside === '' ? OPEN_BODY : BODY)}${inside}
  <path d="M30 640 C34 566 70 528 130 508 C158 499 178 490 190 478 L226 640Z" fill="${colour}"/>
  <path d="M450 640 C446 566 410 528 350 508 C322 499 302 490 290 478 L254 640Z" fill="${colour}"/>
  <path d="M190 476 L160 500 L150 548 L176 556 L168 572 L222 640 L240 640Z" fill="${lapel}"/>
  <path d="M290 476 L320 500 L330 548 L304 556 L312 572 L258 640 L240 640Z" fill="${lapel}"/>`;
}

function tie(colour: string): string {
  return `<path d="M228 536 L252 536 L249 556 L260 640 H220 L231 556Z" fill="${colour}"/><path d="M226 530 H254 L250 556 H230Z" fill="${colour}" stroke="#00000022" stroke-width="2"/>`;
}

function roundNeck(colour: string, rib: string): string {
  return `<path d="${ROUND_BODY}" fill="${colour}"/><path d="M196 462 C202 520 278 520 284 462 L302 482 C290 546 190 546 178 482Z" fill="${rib}"/>`;
}

function hoodie(colour: string, inside: string): string {
  return `<path d="${ROUND_BODY}" fill="${colour}"/>
  <path d="M176 452 C130 486 134 528 236 566 C160 520 176 486 196 462Z" fill="${inside}"/><path d="M304 452 C350 486 346 528 244 566 C320 520 304 486 284 462Z" fill="${inside}"/>
  <path d="M196 464 C202 520 278 520 284 464 L300 486 C286 540 194 540 180 486Z" fill="${inside}"/>
  <path d="M214 534 q-4 30 0 52 M266 534 q4 30 0 52" fill="none" stroke="#f4f4f2" stroke-width="5" stroke-linecap="round"/>`;
}

function uniform(colour: string, trim: string): string {
  return `<path d="${OPEN_BODY}" fill="${colour}"/>
  <path d="M30 640 C34 566 70 528 130 508 L150 540 C98 560 78 590 74 640Z" fill="${trim}"/><path d="M450 640 C446 566 410 528 350 508 L330 540 C382 560 402 590 406 640Z" fill="${trim}"/>
  <path d="M192 460 L236 532 L222 556 L166 496Z" fill="#ffffff" stroke="#d5dae0" stroke-width="2"/><path d="M288 460 L244 532 L258 556 L314 496Z" fill="#ffffff" stroke="#d5dae0" stroke-width="2"/>
  <path d="M240 532 V640" stroke="#ffffff" stroke-width="5"/>`;
}

function blouse(colour: string, shadow: string): string {
  return `<path d="${OPEN_BODY}" fill="${colour}"/>
  <path d="M194 464 C176 476 164 492 160 508 C196 520 224 534 240 548 C226 520 208 492 194 464Z" fill="#ffffff" stroke="${shadow}" stroke-width="2"/>
  <path d="M286 464 C304 476 316 492 320 508 C284 520 256 534 240 548 C254 520 272 492 286 464Z" fill="#ffffff" stroke="${shadow}" stroke-width="2"/>`;
}

const SUITS = [
  ['#22304a', '#2b3b59'],
  ['#2b2c31', '#383a41'],
  ['#3b4352', '#485265'],
  ['#43352f', '#51413a'],
] as const;
const TIES = ['#7c2f38', '#27466f', '#3c5b4d', '#5a4a75', '#8a5a2c'];
const SOFT = [
  ['#8fb3c9', '#7a9fb6'],
  ['#c9a69a', '#b78f82'],
  ['#9db59b', '#869f84'],
  ['#d8c9a8', '#c4b28d'],
  ['#b9aecb', '#a296b8'],
  ['#5f6f86', '#515f74'],
  ['#a8545a', '#934549'],
  ['#e2e2df', '#cdcdc9'],
  ['#46556b', '#3a475a'],
] as const;
const UNIFORMS = [
  ['#f2f4f6', '#2f5fa8'],
  ['#2f4f86', '#f2f4f6'],
  ['#f2f4f6', '#a83a43'],
  ['#2f6b5a', '#f2f4f6'],
] as const;

/** For the diploma: a suit, a shirt or a plain blouse. */
export function formalClothes(random: SeededRandom, gender: '男' | '女'): string {
  const kind = random.next();
  if (kind < 0.55) {
    const [colour, lapel] = random.pick(SUITS);
    const colourOfTie = random.pick(TIES);
    return suit(colour, lapel, gender === '男' && random.chance(0.75) ? tie(colourOfTie) : '');
  }
  if (gender === '女' && kind < 0.72) {
    const [colour, shadow] = random.pick(SOFT);
    return blouse(colour, shadow);
  }
  return random.chance(0.7) ? shirt('#fbfbfc', '#c9d1da') : shirt('#dbe7f3', '#aebfd2');
}

/** For the picture of the entrance examination: what one wears at school. */
export function schoolClothes(random: SeededRandom): string {
  const kind = random.next();
  if (kind < 0.4) {
    const [colour, trim] = random.pick(UNIFORMS);
    return uniform(colour, trim);
  }
  const [colour, shadow] = random.pick(SOFT);
  return kind < 0.75 ? roundNeck(colour, shadow) : hoodie(colour, shadow);
}
