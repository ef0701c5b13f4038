import { describe, expect, it } from 'vitest';
import { noCycles } from './rules/cycles.ts';
import { layers } from './rules/layers.ts';
import { meaningfulNames, namedByExport, noBarrels, smallFiles } from './rules/naming.ts';
import { licenceProblems, pinProblems, topLevelProblems } from './rules/packages.ts';
import { portsOnly, purity } from './rules/purity.ts';
import { oneHomeForStyles } from './rules/styles.ts';
import { differingKeys, emptyTexts, wordsInCatalogues } from './rules/words.ts';
import { noConsole, oneWriter } from './rules/writers.ts';
import { madeUpTree, type Rule } from './sourceTree.ts';

/** The problems that a rule finds in a small tree; files that are only imported need not be given. */
function found(rule: Rule, texts: Record<string, string>): string[] {
  return rule(madeUpTree(texts)).map(({ file, problem }) => `${file}: ${problem}`);
}
const empty = 'export const nothing = 0;';

describe('layers', () => {
  const broken: [what: string, from: string, code: string, to: string | null][] = [
    ['shared imports the page', 'shared/a.ts', "import { x } from '../renderer/b.ts';", 'renderer/b.ts'],
    ['shared imports node', 'shared/a.ts', "import { join } from 'node:path';", null],
    ['shared imports a package of pages', 'shared/a.ts', "import React from 'react';", null],
    [
      'the page imports the core',
      'renderer/a.ts',
      "import { x } from '../electron/core/b.ts';",
      'electron/core/b.ts',
    ],
    [
      'a type counts too',
      'renderer/a.ts',
      "import type { X } from '../electron/core/b.ts';",
      'electron/core/b.ts',
    ],
    [
      'an inline type counts too',
      'renderer/a.ts',
      "type X = import('../electron/core/b.ts').X;",
      'electron/core/b.ts',
    ],
    [
      'a late import counts too',
      'renderer/a.ts',
      "const x = await import('../electron/core/b.ts');",
      'electron/core/b.ts',
    ],
    [
      'passing on counts too',
      'renderer/a.ts',
      "export { x } from '../electron/core/b.ts';",
      'electron/core/b.ts',
    ],
    ['the page imports node', 'renderer/a.ts', "import { readFile } from 'node:fs/promises';", null],
    ['the page imports the store', 'renderer/a.ts', "import Database from 'better-sqlite3';", null],
    [
      'a feature uses another',
      'electron/students/a.ts',
      "import { x } from '../reports/b.ts';",
      'electron/reports/b.ts',
    ],
    [
      'a feature knows the core',
      'electron/students/a.ts',
      "import { x } from '../core/b.ts';",
      'electron/core/b.ts',
    ],
    [
      'the core knows its host',
      'electron/core/a.ts',
      "import { x } from '../web/b.ts';",
      'electron/web/b.ts',
    ],
    [
      'the store knows a feature',
      'electron/db/a.ts',
      "import { x } from '../students/b.ts';",
      'electron/students/b.ts',
    ],
    ['a host passes the core by', 'electron/web/a.ts', "import { x } from '../db/b.ts';", 'electron/db/b.ts'],
    [
      'the program imports its tests',
      'electron/core/a.ts',
      "import { x } from '../../tests/b.ts';",
      'tests/b.ts',
    ],
    ['the core imports electron', 'electron/core/a.ts', "import { app } from 'electron';", null],
    ['a script imports electron', 'scripts/a.ts', "import { app } from 'electron';", null],
    ['the preload imports node', 'electron/preload/a.ts', "import { join } from 'node:path';", null],
    ['an import leads nowhere', 'electron/core/a.ts', "import { x } from './gone.ts';", null],
  ];
  it.each(broken)('refuses: %s', (_, from, code, to) => {
    expect(found(layers, { [from]: code, ...(to ? { [to]: empty } : {}) })).toHaveLength(1);
  });

  it('lets the rest pass', () => {
    const tree = {
      'shared/domain/a.ts': "import { z } from 'zod'; import type { B } from './b.ts';",
      'shared/domain/b.ts': empty,
      'renderer/a.tsx':
        "import React from 'react'; import './a.css'; import { b } from '../shared/domain/b.ts';",
      'electron/students/a.ts':
        "import { b } from '../db/b.ts'; import { readFile } from 'node:fs/promises';",
      'electron/import/a.ts': "import { b } from '../photos/b.ts'; import { c } from '../changes/c.ts';",
      'electron/app/a.ts': "import { app } from 'electron'; import { c } from '../core/c.ts';",
      'electron/preload/a.ts': "import { contextBridge } from 'electron';",
      'electron/cli/a.ts': "const { c } = await import('../core/c.ts'); import { d } from '../web/d.ts';",
      'electron/core/c.ts': "import { b } from '../photos/b.ts'; // from '../web/d.ts'",
      'electron/web/d.ts': 'const text = "import { x } from \'../db/b.ts\'";',
      'electron/db/b.ts': empty,
      'electron/changes/c.ts': empty,
      'electron/photos/b.ts': empty,
      'tests/a.ts': "import { b } from '../electron/db/b.ts';",
    };
    expect(found(layers, tree)).toEqual([]);
  });
});

describe('purity', () => {
  it.each([
    ['reads a file', "import { readFileSync } from 'node:fs'; export const planA = readFileSync;"],
    ['asks the clock', 'export const planA = () => Date.now();'],
    ['asks the clock by a date', 'export const planA = () => new Date();'],
    ['throws dice', 'export const planA = () => Math.random();'],
    ['waits', 'export const planA = () => setTimeout(() => 0, 1);'],
    ['asks the network', "export const planA = () => fetch('http://127.0.0.1');"],
    ['reads the environment', 'export const planA = () => process.env.HOME;'],
    ['imports what reads a file', "import { b } from './b.ts'; export const planA = b;"],
    ['imports it late', "export const planA = () => import('./b.ts');"],
  ])('refuses a plan that %s', (_, code) => {
    const b = "import { statSync } from 'node:fs'; export const b = statSync;";
    const tree = { 'electron/import/planA.ts': code, 'electron/import/b.ts': b };
    expect(found(purity, tree)).toHaveLength(1);
  });

  it.each([
    'planPages.ts',
    'diffRecords.ts',
    'importState.ts',
    'mergeViews.ts',
    'project.ts',
    'projectEvent.ts',
  ])('watches %s', (name) => {
    expect(found(purity, { [`electron/x/${name}`]: 'const a = Date.now();' })).toHaveLength(1);
  });

  it('watches the rules of the field and the mutations', () => {
    expect(found(purity, { 'shared/domain/mask.ts': 'const a = Math.random();' })).toHaveLength(1);
    expect(found(purity, { 'electron/changes/mutations/a.ts': 'const a = Math.random();' })).toHaveLength(1);
  });

  it('lets a given time, a type, a digest and other files pass', () => {
    const tree = {
      'electron/x/planA.ts':
        "import type { Stats } from 'node:fs'; import { hash } from 'node:crypto'; export const a = (now: number) => new Date(now);",
      'electron/x/planet.ts': 'const a = Date.now();',
      'electron/x/readState.ts': "export const text = 'Date.now()'; // Math.random()",
    };
    expect(found(purity, tree)).toEqual([]);
  });

  it('keeps the clock out of the core, but for its ports', () => {
    const code = 'const a = Date.now();';
    expect(found(portsOnly, { 'electron/students/a.ts': code })).toHaveLength(1);
    const allowed = {
      'electron/core/ports/systemClock.ts': code,
      'electron/app/a.ts': code,
      'renderer/a.ts': code,
    };
    expect(found(portsOnly, allowed)).toEqual([]);
  });
});

describe('names and sizes', () => {
  it.each(['shared/utils/a.ts', 'electron/core/helpers.ts', 'renderer/common/a.ts', 'shared/util.ts'])(
    'refuses %s',
    (path) => expect(found(meaningfulNames, { [path]: empty })).toHaveLength(1),
  );
  it('lets a name with meaning pass', () =>
    expect(found(meaningfulNames, { 'shared/domain/commonNames.ts': empty })).toEqual([]));

  it('refuses barrels', () => {
    expect(
      found(noBarrels, { 'electron/core/all.ts': "export * from './a.ts'; export { b } from './b.ts';" }),
    ).toHaveLength(1);
    expect(found(noBarrels, { 'electron/core/index.ts': empty })).toHaveLength(1);
    expect(found(noBarrels, { 'shared/contract/index.ts': empty, 'electron/core/a.ts': empty })).toEqual([]);
  });

  it('wants a file to be called after what it exports', () => {
    expect(found(namedByExport, { 'shared/domain/mask.ts': 'export const hideNumber = 0;' })).toHaveLength(1);
    expect(
      found(namedByExport, { 'renderer/ui/Banner.tsx': 'export function BannerBox() { return null; }' }),
    ).toHaveLength(1);
    expect(found(namedByExport, { 'electron/core/nothing.ts': 'const a = 1;' })).toHaveLength(1);
    const tree = {
      'shared/domain/studentFields.ts': 'export const STUDENT_FIELDS = [];',
      'electron/db/studentKeys.ts': 'export function studentsWithKey() {}',
      'electron/db/migrations/0001-first-tables.ts': 'export const firstTables = {};',
      'renderer/ui/Banner.tsx': 'export function Banner() { return null; }',
      'electron/import/importWorker.ts': 'const a = 1;',
    };
    expect(found(namedByExport, tree)).toEqual([]);
  });

  it('refuses long files', () => {
    expect(found(smallFiles, { 'shared/a.ts': 'let a;\n'.repeat(421) })).toHaveLength(1);
    expect(found(smallFiles, { 'shared/a.ts': 'let a;\n'.repeat(400) })).toEqual([]);
  });
});

describe('cycles', () => {
  it('refuses a circle, of types too', () => {
    const circle = {
      'shared/a.ts': "import type { B } from './b.ts';",
      'shared/b.ts': "import { c } from './c.ts';",
      'shared/c.ts': "import { a } from './a.ts';",
    };
    expect(found(noCycles, circle)).toEqual([
      'shared/a.ts: shared/a.ts → shared/b.ts → shared/c.ts → shared/a.ts',
    ]);
  });
  it('lets a rhombus pass', () => {
    const rhombus = {
      'shared/a.ts': "import './b.ts'; import './c.ts';",
      'shared/b.ts': "import './d.ts';",
      'shared/c.ts': "import './d.ts';",
      'shared/d.ts': empty,
    };
    expect(found(noCycles, rhombus)).toEqual([]);
  });
});

describe('writers', () => {
  it.each([
    "db.write('INSERT INTO student (id) VALUES (?)')",
    'db.write(`UPDATE student\n SET name = ?`)',
    "db.write('DELETE FROM event WHERE id = ?')",
    "db.raw.exec('INSERT OR REPLACE INTO setting VALUES (1, 2)')",
    "db.write('INSERT INTO change (mutation) VALUES (1)')",
  ])('refuses %s outside electron/changes', (code) => {
    expect(found(oneWriter, { 'electron/students/a.ts': code })).toHaveLength(1);
    expect(found(oneWriter, { 'electron/changes/project/a.ts': code })).toEqual([]);
  });
  it('lets reads and tables of its own pass', () => {
    const code = "db.read('SELECT updated FROM student'); db.write('INSERT INTO local VALUES (1)');";
    expect(found(oneWriter, { 'electron/students/a.ts': code })).toEqual([]);
  });

  it('keeps the console to the command line and the scripts', () => {
    const code = "console.log('x');";
    expect(found(noConsole, { 'electron/core/a.ts': code })).toHaveLength(1);
    expect(found(noConsole, { 'renderer/a.tsx': code })).toHaveLength(1);
    expect(found(noConsole, { 'electron/cli/a.ts': code, 'scripts/a.ts': code })).toEqual([]);
  });
});

describe('words', () => {
  it.each([
    'export const A = () => <b>学生</b>;',
    "export const A = () => <b title='学生' />;",
    `export const A = (n: number) => \`\${n}名学生\`;`,
  ])('refuses %s in the window', (code) => {
    expect(found(wordsInCatalogues, { 'renderer/ui/A.tsx': code })).toHaveLength(1);
  });
  it('lets comments and catalogues pass', () => {
    const tree = {
      'renderer/ui/A.tsx': '// 学生\nexport const A = () => <b />;',
      'renderer/text/zh/a.ts': "export const a = '学生';",
    };
    expect(found(wordsInCatalogues, tree)).toEqual([]);
  });
  it('finds keys that only one language has, but for plurals', () => {
    const zh = { a: 'x', b: { c: 'x', n_other: 'x' } };
    expect(differingKeys(zh, { a: 'y', b: { c: 'y', n_one: 'y', n_other: 'y' } })).toEqual([]);
    expect(differingKeys(zh, { a: 'y', b: { n_other: 'y' } })).toEqual(['only Chinese: b.c']);
    expect(differingKeys({ a: 'x' }, { a: 'y', d: 'y' })).toEqual(['only English: d']);
    expect(emptyTexts({ a: 'x', b: { c: '', d: [' '] } })).toEqual(['b.c', 'b.d.0']);
  });
});

describe('packages', () => {
  it('refuses licences that bind what we give away, and none at all', () => {
    const packages = {
      '': {},
      'node_modules/good': { license: 'MIT' },
      'node_modules/choice': { license: '(MIT OR GPL-3.0-or-later)' },
      'node_modules/both': { license: 'MIT AND GPL-3.0-or-later' },
      'node_modules/bound': { license: 'AGPL-3.0' },
      'node_modules/a/node_modules/silent': {},
    };
    expect(licenceProblems(packages)).toEqual([
      'both: MIT AND GPL-3.0-or-later',
      'bound: AGPL-3.0',
      'silent: states no licence',
    ]);
  });
  it('refuses ranges', () => {
    const versions = { a: '1.2.3', b: 'npm:b-multi@13.0.3', c: '^1.2.3', d: '*', e: '1.2', f: 'github:x/y' };
    expect(pinProblems(versions)).toEqual(['c: ^1.2.3', 'd: *', 'e: 1.2', 'f: github:x/y']);
  });
  it('refuses strange things at the top', () =>
    expect(topLevelProblems(['electron', 'src', 'README.md'])).toEqual(['src']));
});

describe('class names of style sheets', () => {
  const a = (text: string) => ({ 'renderer/screens/a/A.css': text });
  const b = (text: string) => ({ 'renderer/screens/b/B.css': text });
  const clash = ['renderer/screens/b/B.css: .sum is styled in renderer/screens/a/A.css too'];
  const stray = [
    'renderer/screens/b/B.css: .zero has its home in renderer/screens/a/A.css, of which nothing is used here',
  ];
  it.each([
    [
      'two screens style one name',
      { ...a('.sum { color: red }'), ...b('td, .sum:hover { color: blue }') },
      clash,
    ],
    ['in a media query too', { ...a('.sum {}'), ...b('@media (width < 1px) { .sum.wide {} }') }, clash],
    ['a part of something else', { ...a('.zero { color: red }'), ...b('.mine td.zero {}') }, stray],
    ['a kind of something else', { ...a('.zero { color: red }'), ...b('.mine.zero {}') }, stray],
    [
      'a component of the other screen, placed here',
      {
        ...a('.zero {}'),
        ...b('.mine .zero {}'),
        'renderer/screens/b/B.tsx': "import { Z } from '../a/Z.tsx';",
      },
      [],
    ],
    ['one home for all', { 'renderer/ui/Sum.css': '.sum {}', ...b('.mine .sum {}') }, []],
    ['two sheets of one screen', { ...a('.sum {}'), 'renderer/screens/a/More.css': '.sum {}' }, []],
    ['only under something of its own', { ...a('.one .zero {}'), ...b('.two .zero {}') }, []],
    ['only in a comment', { ...a('.sum {}'), ...b('/* as .sum { } */ .other {}') }, []],
  ] as const)('%s', (_, texts, problems) => {
    expect(found(oneHomeForStyles, texts as unknown as Record<string, string>)).toEqual(problems);
  });
});
