import { componentsIn, decompositionText, simplificationText } from './decompositionData.ts';
import { partsMeant, sameParts } from './partVariants.ts';

/**
 * Whether these, written one after the other, are what the character is made of: 由页 of 𬱖, 方方土 of 堃, 水水水 of 淼.
 * Looks at single characters only, in the text of the table as it stands: to make all of it ready, as searching by
 * parts does, takes too long for the threads that compare names.
 */
export function isMadeOf(whole: string, parts: readonly string[]): boolean {
  return compositionsOf(whole).some((components) => areWritten(components, parts));
}

/** Whether the components, each by itself or taken apart again, are what is written. */
function areWritten(components: readonly string[], parts: readonly string[]): boolean {
  const [first, ...others] = components;
  if (first === undefined) return parts.length === 0;
  for (let count = 1; count <= parts.length - others.length; count += 1) {
    const own = parts.slice(0, count);
    const isOwn = count === 1 ? partsMeant(own[0]!).includes(first) : isMadeOf(first, own);
    if (isOwn && areWritten(others, parts.slice(count))) return true;
  }
  return false;
}

/**
 * The characters that two parts make side by side or one above the other, as they were written: 由 and 页 make 𬱖, and
 * not 頔. Empty: none.
 */
export function madeOf(first: string, second: string): readonly string[] {
  const pair = first + second;
  let wholes = made.get(pair);
  if (wholes === undefined) {
    wholes = wholesOf(first, second);
    // A list may hold any pairs at all.
    if (made.size >= MOST_PAIRS) made.clear();
    made.set(pair, wholes);
  }
  return wholes;
}

/** Looking through the whole of the table takes milliseconds, and a list may have one pair in every row. */
const made = new Map<string, readonly string[]>();
const MOST_PAIRS = 10_000;

function wholesOf(first: string, second: string): string[] {
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

const known = new Map<string, readonly (readonly string[])[]>();

/** What a character is made of, by every table that knows it; none where it is one part. */
function compositionsOf(whole: string): readonly (readonly string[])[] {
  let compositions = known.get(whole);
  if (compositions === undefined) {
    compositions = [
      componentsOf(whole),
      // 鉴 stands for 鑑, and whoever lacks it types 金监.
      ...(traditional().get(whole) ?? []).map((form) => componentsOf(form).map(simpleForm)),
    ].filter(({ length }) => length > 1);
    known.set(whole, compositions);
  }
  return compositions;
}

function componentsOf(whole: string): string[] {
  const text = decompositionText();
  const start = text.indexOf(`\n${whole}:`);
  if (start < 0) return [];
  return componentsIn(text.slice(start + whole.length + 2, text.indexOf('\n', start + 1)));
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
