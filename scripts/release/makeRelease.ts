import { spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRenderer } from '../buildRenderer.ts';
import { buildShell } from '../buildShell.ts';
import { stageProgram, type Target } from '../stageProgram.ts';
import { requireReleaseKey } from './requireReleaseKey.ts';
import { signRelease } from './signRelease.ts';
import { writeNotices } from './writeNotices.ts';
import { writeSbom } from './writeSbom.ts';

const ROOT = join(import.meta.dirname, '../..');
/**
 * A .deb must name a site, and there is none: a name that never leads anywhere (RFC 2606). Not in the settings, since
 * Windows would show it as the place where help is had.
 */
const NO_SITE = '-c.extraMetadata.homepage=https://xueji-desk.invalid/';
const MADE = /\.(exe|AppImage|deb)$/;

export interface ReleaseRequest {
  target: Target;
  /** Gets all that is made; made where it is not there. */
  folder: string;
  /** PEM, outside the project; null: nothing is signed. */
  keyFile: string | null;
  notes: string[];
  /** The keys that the program takes updates by: `updateKeys()`. */
  publicKeys: readonly string[];
  /** Installers that are not handed out may know no key. */
  isTrial: boolean;
  /** Of what electron-builder makes for the platform; all where none is named. */
  installers: string[];
  /** More for electron-builder, as its command line has it. */
  options: string[];
}

/**
 * Builds, stages, packs and signs. Errors: those of `requireReleaseKey`, before anything is built; what a step says of
 * itself.
 */
export async function makeRelease(request: ReleaseRequest): Promise<void> {
  const { target, folder, keyFile, notes } = request;
  const privateKey = keyFile === null ? null : createPrivateKey(readFileSync(keyFile, 'utf8'));
  if (!request.isTrial) requireReleaseKey(request.publicKeys, privateKey);
  const { version, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
    devDependencies: Record<string, string>;
  };
  writeNotices();
  await Promise.all([buildRenderer(), buildShell()]);
  // Not within dist, all of which is laid into it.
  const stage = mkdtempSync(join(tmpdir(), `xueji-release-${target}-`));
  try {
    stageProgram(stage, target);
    pack(stage, request, devDependencies.electron!);
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(join(stage, 'release'))) {
      if (MADE.test(file)) copyFileSync(join(stage, 'release', file), join(folder, file));
    }
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  copyFileSync(join(ROOT, 'dist/notices/third-party.txt'), join(folder, 'third-party.txt'));
  writeSbom(join(folder, 'sbom.cdx.json'));
  if (privateKey !== null) signRelease({ folder, version, notes, privateKey });
}

function pack(stage: string, { target, installers, options }: ReleaseRequest, electron: string): void {
  const builder = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/electron-builder/cli.js'),
      target === 'win32' ? '--win' : '--linux',
      ...installers,
      '--x64',
      '--publish=never',
      `-c.electronVersion=${electron}`,
      ...(target === 'linux' ? [NO_SITE] : []),
      ...options,
    ],
    { cwd: stage, stdio: 'inherit' },
  );
  if (builder.status !== 0) throw new Error(`electron-builder ended with ${builder.status}`);
}
