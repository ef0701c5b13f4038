import type { Rule, Violation } from '../sourceTree.ts';

const CHINESE = /\p{Script=Han}/u;

/** What a person reads in the window stands in renderer/text, in two languages. */
export const wordsInCatalogues: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const { path, literals } of tree.files.values()) {
    if (!path.startsWith('renderer/') || path.startsWith('renderer/text/')) continue;
    for (const { text, line } of literals) {
      if (CHINESE.test(text))
        violations.push({ file: path, problem: `line ${line}: words in the code: ${text.trim()}` });
    }
  }
  return violations;
};

/** What keys a catalogue has, as paths. Plurals count once: English has a form that Chinese lacks. */
export function keysOf(catalogue: unknown, before = ''): string[] {
  if (typeof catalogue !== 'object' || catalogue === null) return [before];
  return Object.entries(catalogue)
    .filter(([key]) => !(key.endsWith('_one') && `${key.slice(0, -4)}_other` in catalogue))
    .flatMap(([key, value]) => keysOf(value, before === '' ? key : `${before}.${key}`))
    .sort();
}

/** The keys that only one of two catalogues has. */
export function differingKeys(zh: unknown, en: unknown): string[] {
  const [inZh, inEn] = [new Set(keysOf(zh)), new Set(keysOf(en))];
  return [
    ...[...inZh].filter((key) => !inEn.has(key)).map((key) => `only Chinese: ${key}`),
    ...[...inEn].filter((key) => !inZh.has(key)).map((key) => `only English: ${key}`),
  ];
}

/** Keys at any depth whose text is empty. */
export function emptyTexts(value: unknown, at = ''): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [at] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => emptyTexts(inner, at === '' ? key : `${at}.${key}`));
}
