import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader, listPackage } from '@electron/asar';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { expect, test } from 'vitest';
import { buildRenderer } from '../../scripts/buildRenderer.ts';
import { buildShell } from '../../scripts/buildShell.ts';
import { writeNotices } from '../../scripts/release/writeNotices.ts';
import { stageProgram } from '../../scripts/stageProgram.ts';
import { packProgram, readFuses, strayFiles, WANTED_FUSES } from '../harness/packProgram.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

/** Whether npm can bring the packages of another platform: only with its registry, or with what it has kept of it. */
const hasRegistry = spawnSync('npm', ['ping', '--silent'], { timeout: 20_000 }).status === 0;

test.skipIf(process.platform !== 'linux' || !hasRegistry)(
  'what is packed for Windows has the natives of Windows and no others, its fuses, and the hash of its archive',
  { timeout: 600_000 },
  async () => {
    writeNotices();
    await Promise.all([buildRenderer(), buildShell()]);
    const stage = join(temporaryFolder(), 'stage');
    stageProgram(stage, 'win32');
    const output = join(stage, 'release');
    await packProgram(stage, 'win32', output);

    const program = join(output, 'win-unpacked');
    const archive = join(program, 'resources', 'app.asar');
    const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
    expect(files.filter((file) => /\.(node|dll|dylib|exe)$|\.so(\.|$)/.test(file)).sort()).toEqual([
      '/node_modules/@img/sharp-win32-x64/lib/libvips-42.dll',
      '/node_modules/@img/sharp-win32-x64/lib/libvips-cpp-8.18.7.dll',
      '/node_modules/@img/sharp-win32-x64/lib/sharp-win32-x64-0.35.5.node',
      '/node_modules/better-sqlite3/prebuilds/win32-x64.node',
    ]);
    expect(strayFiles(files)).toEqual([]);
    // ASCII only: native parts, old unpackers and other code pages stumble over other names.
    const everything = [...files, ...readdirSync(program, { recursive: true, encoding: 'utf8' })];
    expect(everything.filter((name) => /[^\x20-\x7e]/.test(name))).toEqual([]);
    // The natives lie outside the archive, where Windows can load them.
    expect(existsSync(`${archive}.unpacked/node_modules/better-sqlite3/prebuilds/win32-x64.node`)).toBe(true);

    const binary = join(program, 'XuejiDesk.exe');
    expect(await readFuses(binary)).toEqual(WANTED_FUSES);
    // What Electron compares before it reads a byte of the archive.
    const hash = createHash('sha256').update(getRawHeader(archive).headerString).digest('hex');
    expect(integrityOf(binary)).toEqual([{ file: 'resources\\app.asar', alg: 'SHA256', value: hash }]);
    expect(readFileSync(join(program, 'xueji.cmd'), 'utf8')).toContain('XuejiDesk.exe');
    expect(existsSync(join(program, 'notices', 'third-party.txt'))).toBe(true);
  },
);

/** The list of archives and their hashes that is kept among the resources of the binary. */
function integrityOf(binary: string): unknown {
  const resources = NtExecutableResource.from(NtExecutable.from(readFileSync(binary), { ignoreCert: true }));
  const entry = resources.entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR');
  return JSON.parse(Buffer.from(entry!.bin).toString('utf8'));
}
