import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildShell } from '../../scripts/buildShell.ts';

// Inside the project, so that the built files find its packages.
const FOLDER = join(import.meta.dirname, '../../dist/shell-test');

/** Builds main and preload as for the product, with the small core and the bare page. Returns main's folder. */
export async function buildForShell(name: string): Promise<string> {
  const folder = join(FOLDER, name);
  const outDir = join(folder, 'electron');
  await buildShell({ outDir, coreProcess: join(import.meta.dirname, 'transportCoreProcess.ts') });
  await build({
    entryPoints: [join(import.meta.dirname, 'page/page.ts')],
    outfile: join(folder, 'renderer/assets/page.js'),
    bundle: true,
    format: 'esm',
    target: 'chrome130',
    logLevel: 'warning',
  });
  copyFileSync(join(import.meta.dirname, 'page/index.html'), join(folder, 'renderer/index.html'));
  return outDir;
}
