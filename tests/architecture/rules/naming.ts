import type { Rule, Violation } from '../sourceTree.ts';

const MEANINGLESS = /^(utils?|helpers?|commons?|misc|shared-?utils?|lib)$/i;
const BARRELS = new Set(['shared/contract/index.ts', 'electron/db/migrations/index.ts']);
/** Lines, about 400: a file that grows beyond this holds more than one thing. A test may tell many cases. */
const MAX_LINES = 420;
const MAX_TEST_LINES = 600;

/** No folder or file is called utils, helpers, common: a name says what is in it. */
export const meaningfulNames: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const { path } of tree.files.values()) {
    const parts = path.split('/');
    const stem = parts.at(-1)!.replace(/\.\w+$/, '');
    for (const part of [...parts.slice(0, -1), stem]) {
      if (MEANINGLESS.test(part)) violations.push({ file: path, problem: `“${part}” says nothing` });
    }
  }
  return violations;
};

/** No file only passes on what others export, and none is called index, but the two. */
export const noBarrels: Rule = (tree) =>
  [...tree.files.values()]
    .filter(({ path, isBarrel }) => (isBarrel || /(^|\/)index\.tsx?$/.test(path)) && !BARRELS.has(path))
    .map(({ path }) => ({ file: path, problem: 'a barrel' }));

/** Programs are started, not imported; declarations of a tool's settings are the tool's to name. */
const NAMED_BY_USE =
  /(^tests\/|^scripts\/|\/main\.tsx?$|Worker\.ts$|\/(core|hub)Process\.ts$|\.config\.ts$|\/preload\.ts$|\.d\.ts$|\/index\.ts$)/;

/** Files of several things that are called after what these are about. */
const TOPICS = new Set([
  'electron/core/router/answer.ts',
  'electron/demo/demoOrigins.ts',
  'electron/import/session/planView.ts',
  'electron/import/session/sheetParts.ts',
  'electron/import/validate/textLengths.ts',
  'renderer/screens/import/RunningSteps.tsx',
]);

/**
 * A file is called after what it exports: at least one export carries a word of the file's name, whatever the case
 * (`studentKeys.ts` has `studentsWithKey`), and a component has exactly its file's name. A number that orders files
 * (migrations) is no part of the name.
 */
export const namedByExport: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const { path, exports } of tree.files.values()) {
    if (NAMED_BY_USE.test(path) || TOPICS.has(path)) continue;
    const stem = path
      .split('/')
      .at(-1)!
      .replace(/\.tsx?$/, '')
      .replace(/^\d+-/, '');
    const isComponent = path.endsWith('.tsx') && /^[A-Z]/.test(stem);
    const words = wordsOf(stem);
    const fits = (name: string) =>
      plain(name) === plain(stem) || (!isComponent && words.some((word) => plain(name).includes(word)));
    if (exports.length === 0) violations.push({ file: path, problem: 'exports nothing' });
    else if (!exports.some(fits)) {
      const some = exports.slice(0, 4).join(', ');
      violations.push({ file: path, problem: `not named after what it exports (${some})` });
    }
  }
  return violations;
};

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Of `studentKeys`: student, key. Endings that only bend a word are left out. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .map((word) => plain(word).replace(/(ies|es|s|y|er|e)$/, ''))
    .filter((word) => word.length >= 3);
}

export const smallFiles: Rule = (tree) =>
  [...tree.files.values()]
    .map(({ path, text }) => ({ file: path, lines: text.split('\n').length - 1 }))
    .filter(({ file, lines }) => lines > (file.startsWith('tests/') ? MAX_TEST_LINES : MAX_LINES))
    .map(({ file, lines }) => ({ file, problem: `${lines} lines` }));
