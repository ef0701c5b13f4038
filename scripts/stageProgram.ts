import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** What electron-builder packs from, beside the packages. */
const PARTS = [
  'dist',
  'resources',
  'package.json',
  'package-lock.json',
  '.npmrc',
  'scripts',
  'electron-builder.yml',
];

export type Target = 'win32' | 'linux';

/**
 * Lays the built program into `folder` with the packages of another platform, as package-lock.json names them (hashes
 * and all): npm leaves out the natives of a platform that it does not run on, and a program for Windows packed here
 * would have no image library. Errors: npm's own words.
 */
export function stageProgram(folder: string, target: Target): void {
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  const npm = spawnSync(
    'npm',
    [
      'ci',
      '--omit=dev',
      '--ignore-scripts',
      '--prefer-offline',
      `--os=${target}`,
      '--cpu=x64',
      '--libc=glibc',
    ],
    { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (npm.status !== 0) throw new Error(`npm ci for ${target} failed:\n${npm.stderr}`);
}
