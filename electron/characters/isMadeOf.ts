import { decompositionText, simplificationText } from './decompositionData.ts';
import { sameParts } from './partVariants.ts';

/**
 * Looks at single characters only, in the text of the table as it stands: to make all of it ready, as searching by
 * parts does, takes too long for the threads that compare names.
 */
export function isMadeOf(whole: string, first: string, second: string): boolean {
  return pairsOf(whole).some(
    ([one, other]) => sameParts(one).includes(first) && sameParts(other).includes(second),
  );
}

/**
 * The characters that two parts make side by side or one above the other, as they were written: 由 and 页 make 𬱖, and
 * not 頔. Empty: none.
 */
export function madeOf(first: string, second: string): string[] {
  const found = new Set<string>();
  for (const one of sameParts(first)) {
    for (const other of sameParts(second)) {
      for (const whole of wholesIn(decompositionText(), `(${one},${other})\n`)) {
        if (one === first && other === second) found.add(whole);
        for (const form of simplified().get(whole) ?? []) {
          if (simpleForm(one) === first && simpleForm(other) === second) found.add(form);
        }
      }
    }
  }
  return [...found];
}

const known = new Map<string, readonly (readonly [string, string])[]>();

/** The two parts of a character, by every table that knows it; none where it is made otherwise. */
function pairsOf(whole: string): readonly (readonly [string, string])[] {
  let pairs = known.get(whole);
  if (pairs === undefined) {
    pairs = [
      ...pairIn(whole),
      // 鉴 stands for 鑑, and whoever lacks it types 金监.
      ...(traditional().get(whole) ?? []).flatMap((form) =>
        pairIn(form).map(([one, other]) => [simpleForm(one), simpleForm(other)] as const),
      ),
    ];
    known.set(whole, pairs);
  }
  return pairs;
}

function pairIn(whole: string): (readonly [string, string])[] {
  const text = decompositionText();
  const start = text.indexOf(`\n${whole}:`);
  if (start < 0) return [];
  const line = text.slice(start + whole.length + 2, text.indexOf('\n', start + 1));
  const [, kind, inner] = /^([a-z0-9/]+)\(([^)]*)\)/.exec(line) ?? [];
  const parts = inner?.split(',') ?? [];
  // Parts that have no code point are numbers in the data: nobody types them.
  if (parts.some((part) => part === '' || /^\d/.test(part))) return [];
  // `ra` and `rd` are one part twice, as 喆 and 炎.
  if (parts.length === 1 && (kind === 'ra' || kind === 'rd')) return [[parts[0]!, parts[0]!]];
  return parts.length === 2 ? [[parts[0]!, parts[1]!]] : [];
}

/** The characters whose line ends so and says "beside" or "above". */
function* wholesIn(text: string, ending: string): Generator<string, void, undefined> {
  for (let at = text.indexOf(ending); at >= 0; at = text.indexOf(ending, at + 1)) {
    const [whole, kind] = text.slice(text.lastIndexOf('\n', at) + 1, at).split(':');
    if ((kind === 'a' || kind === 'd') && !/^\d/.test(whole!)) yield whole!;
  }
}

let forms: { simplified: Map<string, string[]>; traditional: Map<string, string[]> } | null = null;

function bothForms(): NonNullable<typeof forms> {
  if (forms !== null) return forms;
  forms = { simplified: new Map(), traditional: new Map() };
  for (const entry of simplificationText().split('|')) {
    const [character = '', ...simple] = entry.split(' ');
    forms.simplified.set(character, simple);
    for (const form of simple) {
      const of = forms.traditional.get(form);
      if (of) of.push(character);
      else forms.traditional.set(form, [character]);
    }
  }
  return forms;
}

const simplified = () => bothForms().simplified;
const traditional = () => bothForms().traditional;
const simpleForm = (part: string) => simplified().get(part)?.[0] ?? part;
