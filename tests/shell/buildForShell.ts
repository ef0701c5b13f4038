import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildShell } from '../../scripts/buildShell.ts';

/** Builds main and preload as for the product, with the small core and the bare page. Returns main's folder. */
export async function buildForShell(folder: string): Promise<string> {
  const outDir = join(folder, 'electron');
  await buildShell({ outDir, coreProcess: join(import.meta.dirname, 'transportCoreProcess.ts') });
  await build({
    entryPoints: [
      join(import.meta.dirname, 'page/page.ts'),
      join(import.meta.dirname, 'page/counterPage.ts'),
    ],
    outdir: join(folder, 'renderer/assets'),
    bundle: true,
    format: 'esm',
    target: 'chrome130',
    logLevel: 'warning',
  });
  for (const page of ['index.html', 'counter.html']) {
    copyFileSync(join(import.meta.dirname, 'page', page), join(folder, 'renderer', page));
  }
  return outDir;
}
