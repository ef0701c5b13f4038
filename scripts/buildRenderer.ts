import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..');
/** What the page is made of: when none of it changed, it is not built again. */
const INPUTS = [
  'renderer/**/*',
  'shared/**/*.ts',
  'vite.config.ts',
  'package-lock.json',
  'scripts/buildRenderer.ts',
];

/** Absolute path of the built page. */
export const RENDERER_DIR = join(ROOT, 'dist', 'renderer');
const STAMP = join(ROOT, 'dist', 'renderer.inputs');

/** Builds the page into dist/renderer, unless what is there was built from the same inputs. True: it was built. */
export async function buildRenderer(): Promise<boolean> {
  const inputs = hashOfInputs();
  const built = existsSync(join(RENDERER_DIR, 'index.html'));
  if (built && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputs) return false;
  // Removed first: a build that is broken off must not look like the one before it.
  rmSync(STAMP, { force: true });
  // Built aside and moved in whole: two starts at the same time must not mix their files.
  const aside = join(ROOT, 'dist', `renderer-${process.pid}`);
  // Started from a test run, the build would take over its NODE_ENV and pack what is for development.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await build({
      configFile: join(ROOT, 'renderer', 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: aside },
    });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
  rmSync(RENDERER_DIR, { recursive: true, force: true });
  renameSync(aside, RENDERER_DIR);
  writeFileSync(STAMP, inputs);
  return true;
}

function hashOfInputs(): string {
  const hash = createHash('sha256');
  const files = globSync(INPUTS, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    hash.update(file.slice(ROOT.length));
    hash.update('\0');
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}
