import { type Rule, type SourceFile, type SourceTree, targetOf, type Violation } from '../sourceTree.ts';

/** Files that must give the same answer for the same arguments, always and everywhere. */
const PURE_NAME = /^(plan[A-Z]\w*|diff[A-Z]\w*|merge[A-Z]\w*|project[A-Z]?\w*|\w+State)\.tsx?$/;
const PURE_FOLDERS = [
  'shared/domain/',
  'electron/changes/mutations/',
  'electron/import/normalise/',
  'electron/import/validate/',
];

/** Reading bytes, the network, other processes, timers. `node:buffer`, `node:crypto`'s digests and text coding are none of it. */
const IO =
  /^(node:(fs|fs\/promises|net|http|https|http2|dns|tls|dgram|child_process|worker_threads|os|process|timers|timers\/promises|readline|stream|stream\/promises|zlib)|better-sqlite3|electron|sharp|exceljs|pdfkit|yauzl|yazl|open|env-paths|uuidv7)$/;
const CLOCK_OR_CHANCE =
  /^(Date\.now|new Date\(\)|Date\(\)|Math\.random|performance\.now|crypto\.randomUUID|crypto\.getRandomValues|randomUUID\(\)|randomBytes\(…\)|setTimeout\(…\)|setInterval\(…\)|setImmediate\(…\)|fetch\(…\)|process\..*|localStorage\..*|window\..*|document\..*)$/;

export function isPure(path: string): boolean {
  if (path.startsWith('tests/') || path.startsWith('scripts/')) return false;
  return PURE_NAME.test(path.split('/').at(-1)!) || PURE_FOLDERS.some((folder) => path.startsWith(folder));
}

/**
 * Pure files import no I/O, clock or randomness and use none; nor does anything that they import for its code.
 * A state of the window that React holds is React's own business: `use…` files are not pure.
 */
export const purity: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const file of tree.files.values()) {
    if (!isPure(file.path)) continue;
    for (const [reached, by] of reachable(tree, file)) {
      for (const problem of impurities(reached)) {
        const where = reached === file ? '' : ` in ${reached.path}, which ${by} imports`;
        violations.push({ file: file.path, problem: `${problem}${where}` });
      }
    }
  }
  return violations;
};

function impurities(file: SourceFile): string[] {
  const imported = file.imports.filter(({ kind, specifier }) => kind !== 'type' && IO.test(specifier));
  const used = file.uses.filter(({ text }) => CLOCK_OR_CHANCE.test(text));
  return [
    ...imported.map(({ specifier, line }) => `line ${line}: imports ${specifier}`),
    ...used.map(({ text, line }) => `line ${line}: uses ${text}`),
  ];
}

/** The file and all whose code it runs, each with the file that imports it. */
function reachable(tree: SourceTree, start: SourceFile): Map<SourceFile, string> {
  const found = new Map<SourceFile, string>([[start, start.path]]);
  for (const [file] of found) {
    for (const { specifier, kind } of file.imports) {
      if (kind === 'type') continue;
      const target = targetOf(tree, file.path, specifier);
      const reached = target ? tree.files.get(target)! : null;
      if (reached && !found.has(reached)) found.set(reached, file.path);
    }
  }
  return found;
}

/** The core is told the time and its ids: only its ports ask the machine. */
export const portsOnly: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const file of tree.files.values()) {
    if (
      !/^electron\//.test(file.path) ||
      /^electron\/(app|web|cli|hub|preload|core\/ports)\//.test(file.path)
    )
      continue;
    for (const { text, line } of file.uses) {
      if (/^(Date\.now|new Date\(\)|Math\.random)$/.test(text))
        violations.push({ file: file.path, problem: `line ${line}: ${text} in place of a port` });
    }
  }
  return violations;
};
