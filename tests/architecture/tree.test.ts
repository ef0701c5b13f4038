import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type LockFile, unmarkedPackages } from '../../scripts/markGypfile.ts';
import { noCycles } from './rules/cycles.ts';
import { layers } from './rules/layers.ts';
import { meaningfulNames, namedByExport, noBarrels, smallFiles } from './rules/naming.ts';
import { type LockedPackage, licenceProblems, pinProblems, topLevelProblems } from './rules/packages.ts';
import { portsOnly, purity } from './rules/purity.ts';
import { oneHomeForStyles } from './rules/styles.ts';
import { differingKeys, emptyTexts, wordsInCatalogues } from './rules/words.ts';
import { noConsole, oneWriter } from './rules/writers.ts';
import { type Rule, readSourceTree } from './sourceTree.ts';

const ROOT = join(import.meta.dirname, '../..');
const tree = readSourceTree(ROOT);

const RULES: Record<string, Rule> = {
  'imports follow the layers': layers,
  'pure files have no I/O, clock or randomness': purity,
  'the core asks its ports for time and chance': portsOnly,
  'names say something': meaningfulNames,
  'files are named after what they export': namedByExport,
  'there are no barrels but the two': noBarrels,
  'files stay small': smallFiles,
  'there are no cycles': noCycles,
  'domain tables have one writer': oneWriter,
  'only command line and scripts have a console': noConsole,
  'words stand in catalogues': wordsInCatalogues,
  'a class of the style sheets has one home': oneHomeForStyles,
};

describe('the tree', () => {
  it('is read', () => expect(tree.files.size).toBeGreaterThan(300));
  for (const [name, rule] of Object.entries(RULES)) {
    it(name, () => {
      const broken = rule(tree).map(({ file, problem }) => `${file}: ${problem}`);
      expect(broken).toEqual([]);
    });
  }
});

describe('the packages', () => {
  const lock = readJson<LockFile & { packages: Record<string, LockedPackage> }>('package-lock.json');
  const own = readJson<{ dependencies: Record<string, string>; devDependencies: Record<string, string> }>(
    'package.json',
  );
  it('have licences that allow what we do', () => expect(licenceProblems(lock.packages)).toEqual([]));
  it('are not compiled where they come ready made (node scripts/markGypfile.ts)', () =>
    expect(unmarkedPackages(lock)).toEqual([]));
  it('are pinned', () => expect(pinProblems({ ...own.dependencies, ...own.devDependencies })).toEqual([]));
});

describe('the top level', () => {
  it('has nothing that does not belong', () => {
    const ignored = new Set(ignoredNames());
    expect(topLevelProblems(readdirSync(ROOT).filter((name) => !ignored.has(name)))).toEqual([]);
  });
});

describe('the catalogues', () => {
  const chinese = globSync('{shared,electron,renderer}/**/{zh/*,zh}.ts', { cwd: ROOT });
  it('are found', () => expect(chinese.length).toBeGreaterThan(10));
  it.each(chinese)('%s has its English twin, key by key', async (zh) => {
    const en = zh.replace(/\bzh(\.ts|[/\\])/, 'en$1');
    expect(existsSync(join(ROOT, en))).toBe(true);
    const [one, other] = await Promise.all([zh, en].map((path) => load(path)));
    // The catalogue of zh.ts is called zh; inside, the keys must be the same.
    expect(differingKeys(Object.values(one!), Object.values(other!))).toEqual([]);
  });
  // The window takes an empty text for a missing one and shows the key itself.
  it.each(chinese.filter((path) => path.startsWith('renderer/')))(
    '%s and its twin leave no text empty',
    async (zh) => {
      const en = zh.replace(/\bzh(\.ts|[/\\])/, 'en$1');
      const found = await Promise.all([zh, en].map(async (path) => emptyTexts(await load(path))));
      expect(found).toEqual([[], []]);
    },
  );
});

function load(path: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(join(ROOT, path)).href) as Promise<Record<string, unknown>>;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as T;
}

/** What .gitignore names at the top: made here, kept nowhere. */
function ignoredNames(): string[] {
  if (existsSync(join(ROOT, '.git'))) {
    const names = readdirSync(ROOT);
    try {
      return execFileSync('git', ['check-ignore', ...names], { cwd: ROOT, encoding: 'utf8' })
        .trim()
        .split('\n');
    } catch {
      return [];
    }
  }
  return readFileSync(join(ROOT, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''));
}
