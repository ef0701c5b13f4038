import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParsedModule, parseModule } from './parseModule.ts';

/** A broken rule: where, and what to do about it. */
export interface Violation {
  file: string;
  problem: string;
}
export type Rule = (tree: SourceTree) => Violation[];

export interface SourceFile extends ParsedModule {
  /** From the root, with "/" between the parts. */
  path: string;
  text: string;
}

export interface SourceTree {
  files: ReadonlyMap<string, SourceFile>;
  /** Style sheets, their text by path. */
  styles: ReadonlyMap<string, string>;
}

/** The folders that hold our own code. */
const CODE = ['shared', 'electron', 'renderer', 'scripts', 'tests'];

export function readSourceTree(root: string): SourceTree {
  const texts: Record<string, string> = {};
  for (const folder of CODE) {
    for (const path of globSync(`${folder}/**/*.{ts,tsx,css}`, { cwd: root })) {
      const file = join(root, path);
      // Files come and go while others work in the tree.
      if (existsSync(file)) texts[path.replaceAll('\\', '/')] = readFileSync(file, 'utf8');
    }
  }
  return madeUpTree(texts);
}

export function madeUpTree(texts: Record<string, string>): SourceTree {
  const files = new Map<string, SourceFile>();
  const styles = new Map<string, string>();
  for (const [path, text] of Object.entries(texts)) {
    if (path.endsWith('.css')) styles.set(path, text);
    else files.set(path, { path, text, ...parseModule(path, text) });
  }
  return { files, styles };
}

/** The file of the tree that an import means; null for a package. Throws where a relative import leads nowhere. */
export function targetOf(tree: SourceTree, from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('?')[0]!.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const path = parts.join('/');
  return tree.files.has(path) ? path : null;
}
