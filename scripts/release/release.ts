import { spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildRenderer } from '../buildRenderer.ts';
import { buildShell } from '../buildShell.ts';
import { stageProgram, type Target } from '../stageProgram.ts';
import { signRelease } from './signRelease.ts';
import { writeNotices } from './writeNotices.ts';
import { writeSbom } from './writeSbom.ts';

const ROOT = join(import.meta.dirname, '../..');
const MADE = /\.(exe|AppImage|deb)$/;

/**
 * Makes a release for one platform:
 *
 *   node scripts/release/release.ts --target win32|linux --out DIR [--key PRIVATE.pem] [--note TEXT]…
 *
 * DIR gets the installers, the bill of materials (sbom.cdx.json), third-party.txt and, with the private key, latest.json:
 * copied whole to a share, that is what programs update from. Needs Electron's binary and electron-builder's tools, which
 * come from the network.
 */
const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    out: { type: 'string' },
    key: { type: 'string' },
    note: { type: 'string', multiple: true, default: [] },
  },
});
const { target, out } = values;
if ((target !== 'win32' && target !== 'linux') || out === undefined) {
  throw new Error('release.ts --target win32|linux --out DIR [--key PRIVATE.pem] [--note TEXT]…');
}
await make(target, resolve(out));

async function make(target: Target, folder: string): Promise<void> {
  const { version, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
    devDependencies: Record<string, string>;
  };
  writeNotices();
  await Promise.all([buildRenderer(), buildShell()]);
  const stage = join(ROOT, 'dist', `stage-${target}`);
  rmSync(stage, { recursive: true, force: true });
  stageProgram(stage, target);
  const builder = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/electron-builder/cli.js'),
      target === 'win32' ? '--win' : '--linux',
      '--x64',
      '--publish=never',
      `-c.electronVersion=${devDependencies.electron}`,
    ],
    { cwd: stage, stdio: 'inherit' },
  );
  if (builder.status !== 0) throw new Error(`electron-builder ended with ${builder.status}`);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(join(stage, 'release'))) {
    if (MADE.test(file)) copyFileSync(join(stage, 'release', file), join(folder, file));
  }
  copyFileSync(join(ROOT, 'dist/notices/third-party.txt'), join(folder, 'third-party.txt'));
  writeSbom(join(folder, 'sbom.cdx.json'));
  if (values.key !== undefined) {
    const privateKey = createPrivateKey(readFileSync(values.key, 'utf8'));
    signRelease({ folder, version, notes: values.note, privateKey });
  }
  rmSync(stage, { recursive: true, force: true });
}
