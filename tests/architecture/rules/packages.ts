/** Licences that let the program be given away with what it is built from and on. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  // sharp's image library: a file of its own that is loaded, not linked in.
  'LGPL-3.0-or-later',
  'MIT',
  // MIT without even the duty to name the author: nodemailer, smtp-server.
  'MIT-0',
  'MIT/X11',
  // Build tools only.
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/** Packages whose package.json forgets the licence that their licence file states. */
const STATED_ELSEWHERE: Record<string, string> = { buffers: 'MIT/X11', 'png-js': 'MIT' };

export interface LockedPackage {
  license?: string;
  version?: string;
}

/** Of "A OR B" one must be allowed, of "A AND B" both. */
export function licenceAllowed(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, '').trim();
  return bare
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((one) => ALLOWED.has(one.trim())));
}

export function licenceProblems(packages: Record<string, LockedPackage>): string[] {
  return Object.entries(packages).flatMap(([path, { license }]) => {
    if (path === '') return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = license ?? STATED_ELSEWHERE[name];
    if (licence === undefined) return [`${name}: states no licence`];
    return licenceAllowed(licence) ? [] : [`${name}: ${licence}`];
  });
}

/** Every package of ours at one exact version: a fresh install tomorrow is the one that was tested today. */
export function pinProblems(dependencies: Record<string, string>): string[] {
  return Object.entries(dependencies)
    .filter(([, range]) => !/^(npm:(@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
    .map(([name, range]) => `${name}: ${range}`);
}

/** What may lie at the top. */
const TOP_LEVEL = new Set(
  `.ci .git .gitattributes .gitignore .npmrc CHANGELOG.md CONTRIBUTING.md LICENSE README.md README.zh-CN.md biome.json
   docs electron electron-builder.yml package-lock.json package.json playwright.config.ts renderer resources scripts
   shared tests tsconfig.json vitest.config.ts`.split(/\s+/),
);

export function topLevelProblems(names: readonly string[]): string[] {
  return names.filter((name) => !TOP_LEVEL.has(name));
}
