import { type Rule, targetOf, type Violation } from '../sourceTree.ts';

/** What every part of the electron side stands on: the store's ground, keys, the log, the audit, archives. They know no feature. */
const GROUND = ['db', 'security', 'changes', 'archive', 'audit'];

/**
 * Which folders of electron/ a folder may import from, beside its own and the ground. A feature that is not
 * named here uses no other feature.
 */
const ELECTRON_USES: Record<string, readonly string[]> = {
  // The ground itself stands on less.
  security: [],
  db: ['security'],
  archive: ['security'],
  // What is written into the log is told to the audit in the same breath.
  audit: ['db'],
  changes: ['db', 'audit'],
  // How text is written for old programs.
  demo: ['archive'],
  // Photos are imported through the same sessions as rows.
  import: ['photos', 'characters'],
  // Whether two names are one in which a character is taken apart.
  reconcile: ['characters'],
  students: ['characters'],
  // What an image file really is.
  cases: ['photos'],
  // The core brings the features together.
  core: [
    'batches',
    'campaigns',
    'cases',
    'chase',
    'characters',
    'counter',
    'demo',
    'import',
    'mail',
    'people',
    'photos',
    'reconcile',
    'reports',
    'sheets',
    'students',
    'sync',
    'update',
    'verification',
  ],
  // Hosts give the core a body.
  // A newer version is installed when no core is open any more.
  // They also give a desk that hosts the school's hub the process for it.
  app: ['core', 'cli', 'hub', 'security', 'update'],
  web: ['core', 'hub', 'security'],
  cli: ['core', 'web', 'hub', 'sync', 'security', 'update'],
  // The hub keeps files as the product keeps photos.
  hub: ['core', 'photos', 'sync'],
  preload: [],
};
const HOSTS = new Set(['app', 'web', 'cli', 'hub', 'preload', 'core']);
const ON_NO_GROUND = new Set('security db archive audit changes app web cli preload demo'.split(' '));

/** Packages that shared/ may use: they run in a page, in node and in a worker alike. */
const SHARED_PACKAGES = new Set(['zod', '@orpc/contract', 'i18next', 'chinese-days']);
/** Packages that only run in node: nothing of them in a page. */
const NODE_PACKAGES = new Set(
  'better-sqlite3 exceljs pdfkit fontkit sharp yauzl yazl commander env-paths open pinyin-pro hanzi opencc-js uuidv7 nodemailer electron @orpc/server'.split(
    ' ',
  ),
);

/** Who may import whom (docs/spec/architecture.md). Types count as much as code. */
export const layers: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const file of tree.files.values()) {
    for (const { specifier, line } of file.imports) {
      const say = (problem: string) =>
        violations.push({ file: file.path, problem: `line ${line}: ${problem} (${specifier})` });
      if (!specifier.startsWith('.')) {
        const problem = packageProblem(file.path, packageOf(specifier));
        if (problem) say(problem);
        continue;
      }
      if (/\.(css|json|html)$/.test(specifier.split('?')[0]!)) continue;
      const target = targetOf(tree, file.path, specifier);
      if (target === null) say('leads nowhere');
      else {
        const problem = importProblem(file.path, target);
        if (problem) say(problem);
      }
    }
  }
  return violations;
};

function importProblem(from: string, to: string): string | null {
  const [top, folder = ''] = from.split('/');
  const [toTop, toFolder = ''] = to.split('/');
  if (top !== 'tests' && toTop === 'tests') return 'only tests import from tests';
  switch (top) {
    case 'shared':
      return toTop === 'shared' ? null : 'shared imports nothing of ours but shared';
    case 'renderer':
      return toTop === 'renderer' || toTop === 'shared' ? null : 'renderer imports only renderer and shared';
    case 'electron': {
      if (toTop === 'shared' || (toTop === 'electron' && folder === toFolder)) return null;
      if (toTop !== 'electron') return 'electron imports only electron and shared';
      const ground = ON_NO_GROUND.has(folder) ? [] : GROUND;
      const allowed = [...(ELECTRON_USES[folder] ?? []), ...ground];
      if (allowed.includes(toFolder)) return null;
      return HOSTS.has(toFolder)
        ? `electron/${folder} must not know its host electron/${toFolder}`
        : `electron/${folder} reaches into electron/${toFolder}`;
    }
    default:
      return null;
  }
}

function packageProblem(from: string, name: string): string | null {
  const [top, folder] = from.split('/');
  if (name === 'electron' && top !== 'tests' && !(top === 'electron' && /^(app|preload)$/.test(folder!)))
    return 'only electron/app and electron/preload import electron';
  if (top === 'shared' && !SHARED_PACKAGES.has(name)) return 'shared uses no such package';
  if (top === 'renderer' && from !== 'renderer/vite.config.ts') {
    if (name.startsWith('node:') || NODE_PACKAGES.has(name)) return 'a page has no such package';
  }
  if (from.startsWith('electron/preload/') && name !== 'electron')
    return 'a sandboxed preload has nothing but electron';
  return null;
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}
