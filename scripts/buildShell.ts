import { copyFileSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/** Absolute path of the built main, preload, core process, workers. */
export const SHELL_DIR = join(ROOT, 'dist', 'electron');

export interface ShellBuild {
  outDir: string;
  /** The entry of the core's process; tests give another. */
  coreProcess: string;
}

const PRODUCT: ShellBuild = { outDir: SHELL_DIR, coreProcess: join(ROOT, 'electron/app/coreProcess.ts') };

/**
 * Bundles the electron side. All files lie flat in one folder: a worker is started from its neighbour's address, and
 * that neighbour may be a shared chunk. Packages stay packages: some are native, some read files of their own.
 */
export async function buildShell(options: ShellBuild = PRODUCT): Promise<void> {
  rmSync(options.outDir, { recursive: true, force: true });
  mkdirSync(options.outDir, { recursive: true });
  // Beside the clock, of a computer that hosts a hub.
  copyFileSync(join(ROOT, 'resources/icons/icon.png'), join(options.outDir, 'icon.png'));
  const common = {
    absWorkingDir: ROOT,
    bundle: true,
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'warning',
  } as const;
  await Promise.all([
    build({
      ...common,
      entryPoints: {
        main: join(ROOT, 'electron/app/main.ts'),
        coreProcess: options.coreProcess,
        ...workers(),
      },
      outdir: options.outDir,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      packages: 'external',
      splitting: true,
      chunkNames: 'part-[hash]',
    }),
    // A sandboxed preload can require electron and nothing else, and must be CommonJS.
    build({
      ...common,
      entryPoints: [join(ROOT, 'electron/preload/preload.ts')],
      outfile: join(options.outDir, 'preload.cjs'),
      format: 'cjs',
      platform: 'browser',
      target: 'chrome130',
      external: ['electron'],
      sourcemap: false,
    }),
  ]);
}

/** Every `…Worker.ts` is the entry of a worker thread. */
function workers(): Record<string, string> {
  const files = globSync('electron/**/*Worker.ts', { cwd: ROOT });
  return Object.fromEntries(files.map((file) => [basename(file, '.ts'), join(ROOT, file)]));
}
