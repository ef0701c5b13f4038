import { createHash, type KeyObject, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compareVersions,
  LATEST,
  type Release,
  type ReleaseFile,
  signedRelease,
} from '../../electron/update/release.ts';

/** What the installers of a platform are called; {} is the version. */
const INSTALLERS: Record<string, string> = {
  'win32-x64': 'XuejiDesk-Setup-{}.exe',
  'linux-x64': 'xueji-desk_{}_amd64.deb',
};

export interface NewRelease {
  /** Where the installers lie; `latest.json` is written beside them, last. */
  folder: string;
  version: string;
  notes: string[];
  privateKey: KeyObject;
}

/**
 * Writes the signed description of the installers in a folder, which may be the share itself. Versions that were there
 * before and whose installers still are stay listed, to go back to. Errors: no installer of this version.
 */
export function signRelease({ folder, version, notes, privateKey }: NewRelease): Release {
  const files = filesOf(folder, version);
  if (Object.keys(files).length === 0) throw new Error(`No installer of ${version} in ${folder}`);
  const earlier = versionsBefore(folder, version).map((one) => ({
    version: one,
    files: filesOf(folder, one),
  }));
  const made: Release = { product: 'xueji-desk', version, notes, files, earlier };
  const signed = JSON.stringify(made);
  const signature = sign(null, Buffer.from(signed, 'utf8'), privateKey).toString('base64');
  const path = join(folder, LATEST);
  // In one step: a program that looks meanwhile sees the old description or the new one.
  writeFileSync(`${path}.part`, `${JSON.stringify(signedRelease.parse({ signed, signature }), null, 2)}\n`);
  renameSync(`${path}.part`, path);
  return made;
}

function filesOf(folder: string, version: string): Record<string, ReleaseFile> {
  const found: Record<string, ReleaseFile> = {};
  for (const [platform, name] of Object.entries(INSTALLERS)) {
    const file = name.replace('{}', version);
    if (!existsSync(join(folder, file))) continue;
    const bytes = readFileSync(join(folder, file));
    found[platform] = { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  return found;
}

/** By the names of the installers, newest first. */
function versionsBefore(folder: string, version: string): string[] {
  const found = new Set<string>();
  for (const file of readdirSync(folder)) {
    const named = /^(?:XuejiDesk-Setup-|xueji-desk_)(\d+\.\d+\.\d+)[._]/.exec(file)?.[1];
    if (named !== undefined && compareVersions(named, version) < 0) found.add(named);
  }
  return [...found].sort((a, b) => compareVersions(b, a)).slice(0, 20);
}
