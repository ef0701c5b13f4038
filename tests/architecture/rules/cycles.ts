import { type Rule, type SourceTree, targetOf, type Violation } from '../sourceTree.ts';

/** No file leads back to itself, not even by way of a type: what needs each other belongs together. */
export const noCycles: Rule = (tree) => {
  const violations: Violation[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const path: string[] = [];
  const walk = (file: string): void => {
    state.set(file, 'open');
    path.push(file);
    for (const next of importsOf(tree, file)) {
      if (state.get(next) === 'open') {
        const circle = [...path.slice(path.indexOf(next)), next];
        violations.push({ file: next, problem: circle.join(' → ') });
      } else if (!state.has(next)) walk(next);
    }
    path.pop();
    state.set(file, 'done');
  };
  for (const file of tree.files.keys()) if (!state.has(file)) walk(file);
  return violations;
};

function importsOf(tree: SourceTree, file: string): string[] {
  const targets = tree.files.get(file)!.imports.map(({ specifier }) => targetOf(tree, file, specifier));
  return [...new Set(targets.filter((target) => target !== null && target !== file))] as string[];
}
