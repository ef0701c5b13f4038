import type { Rule, Violation } from '../sourceTree.ts';

/**
 * Class names hold for the whole window, so each has one home: the folder whose style sheet styles it wherever it
 * stands (`.name {`). Nobody else does so too. Another screen that names it under something of its own
 * (`.mine .name`, `.mine.name`) must import from that folder, or else it means another thing by the same word; what
 * lives in `renderer/ui` and `renderer/app` is for all.
 */
export const oneHomeForStyles: Rule = (tree) => {
  const homes = new Map<string, string>();
  const violations: Violation[] = [];
  const sheets = [...tree.styles].map(([path, text]) => ({ path, selectors: selectorsOf(text) }));
  for (const { path, selectors } of sheets) {
    for (const name of new Set(selectors.flatMap(({ owned }) => owned ?? []))) {
      const home = homes.get(name);
      if (home === undefined) homes.set(name, path);
      else if (folderOf(home) !== folderOf(path))
        violations.push({ file: path, problem: `.${name} is styled in ${home} too` });
    }
  }
  for (const { path, selectors } of sheets) {
    const owned = new Set(selectors.map((selector) => selector.owned));
    for (const name of new Set(selectors.flatMap(({ named }) => named))) {
      if (owned.has(name)) continue;
      const home = homes.get(name);
      if (home === undefined || folderOf(home) === folderOf(path) || SHARED.test(home)) continue;
      if (!isUsedFrom(tree, folderOf(path), folderOf(home)))
        violations.push({
          file: path,
          problem: `.${name} has its home in ${home}, of which nothing is used here`,
        });
    }
  }
  return violations;
};

const SHARED = /^renderer\/(ui|app)\//;

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function isUsedFrom(tree: Parameters<Rule>[0], user: string, folder: string): boolean {
  for (const { path, imports } of tree.files.values()) {
    if (folderOf(path) !== user) continue;
    if (imports.some(({ specifier }) => specifier.includes(`/${folder.slice(folder.lastIndexOf('/') + 1)}/`)))
      return true;
  }
  return false;
}

/** Every selector of a sheet: the class that it styles wherever that stands, if it does, and all that it names. */
function selectorsOf(text: string): { owned: string | null; named: string[] }[] {
  const rules = text.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{/g);
  return [...rules]
    .map(([, prelude]) => prelude!.trim())
    .filter((prelude) => !prelude.startsWith('@'))
    .flatMap((prelude) => prelude.split(','))
    .map((selector) => {
      const named = [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => name!);
      const isAlone = !/[\s>+~]|:has\(/.test(selector.trim());
      return { owned: isAlone ? (named[0] ?? null) : null, named };
    });
}
