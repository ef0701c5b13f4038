import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { describe, expect, it } from 'vitest';
import { LATEST, thisPlatform } from '../../electron/update/release.ts';
import { findRelease, takeUpdate } from '../../electron/update/updates.ts';
import { makeRelease } from '../../scripts/release/makeRelease.ts';
import { listedPackages } from '../../scripts/release/writeNotices.ts';
import { programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { ELECTRON_VERSION, standInElectron } from '../harness/standInElectron.ts';

const ROOT = join(import.meta.dirname, '../..');
const COMMAND_BOOTSTRAP = join(import.meta.dirname, 'electronDouble/commandBootstrap.ts');
/** Some minutes of packing: asked for by name (CONTRIBUTING). */
const isAsked = process.env.XUEJI_INSTALLERS === '1' && process.platform === 'linux';
const hasTools = isAsked && programRuns('dpkg-deb', ['--version']);

describe.skipIf(!hasTools)('a whole release for Linux, with a key of the day (XUEJI_INSTALLERS=1)', () => {
  const folder = folderForAll();
  const out = join(folder, 'release');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const keys = [publicKey.export({ format: 'der', type: 'spki' }).toString('base64')];

  it('is made, signed, taken as an update, installed, and its command line works', {
    timeout: 900_000,
  }, async () => {
    const keyFile = join(folder, 'release.pem');
    writeFileSync(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }));
    process.env.CUSTOM_FPM_PATH = join(ROOT, 'scripts/release/fpmByDpkg.ts');
    await makeRelease({
      ...{ target: 'linux', folder: out, keyFile, notes: ['试'], publicKeys: keys, isTrial: false },
      installers: ['deb'],
      options: [`-c.electronDist=${runningElectron()}`, '-c.deb.compression=gz'],
    });
    expect(readdirSync(out).sort()).toEqual(
      ['latest.json', 'sbom.cdx.json', 'third-party.txt', 'xueji-desk_0.1.0_amd64.deb'].sort(),
    );
    const update = { dataDir: join(folder, 'data'), running: '0.0.9', keys };
    expect(await findRelease(out, update)).toMatchObject({ standing: 'newer', latest: '0.1.0' });
    const progress = { onProgress: () => undefined, signal: new AbortController().signal };
    expect((await takeUpdate(out, update, progress)).ready.version).toBe('0.1.0');
    expect(JSON.parse(readFileSync(join(out, LATEST), 'utf8')).signed).toContain(thisPlatform());

    const deb = join(out, 'xueji-desk_0.1.0_amd64.deb');
    const said = execFileSync('dpkg-deb', ['--info', deb], { encoding: 'utf8' });
    expect(said).toMatch(/Package: xueji-desk\n.*Version: 0\.1\.0\n.*Architecture: amd64/);
    expect(said).toMatch(/Depends: .*libgtk-3-0/);
    const installed = join(folder, 'installed');
    execFileSync('dpkg', ['-x', deb, installed]);
    const program = join(installed, 'opt/XuejiDesk');
    expect(statSync(join(program, 'XuejiDesk')).mode & 0o111).not.toBe(0);
    expect(statSync(join(program, 'xueji')).mode & 0o111).not.toBe(0);
    expect(listedPackages(join(program, 'notices/third-party.txt')).length).toBeGreaterThan(100);
    const desktop = readdirSync(join(installed, 'usr/share/applications'));
    expect(readFileSync(join(installed, 'usr/share/applications', desktop[0]!), 'utf8')).toContain(
      '学籍核对台',
    );
    expect(readdirSync(join(installed, 'usr/share/icons/hicolor')).length).toBeGreaterThan(0);

    // Node can't look into the archive as Electron does, so it is laid beside; all else is as it was installed.
    const unpacked = join(folder, 'unpacked');
    extractAll(join(program, 'resources/app.asar'), unpacked);
    const env = {
      ...process.env,
      XUEJI_NODE: process.execPath,
      XUEJI_MAIN: join(unpacked, 'dist/electron/main.js'),
    };
    const data = ['--data', join(folder, 'store'), '--json'];
    const xueji = (...args: string[]) => {
      const { status, stdout } = spawnSync(join(program, 'xueji'), [...args, ...data], {
        env,
        encoding: 'utf8',
      });
      return { status, json: JSON.parse(stdout) as Record<string, unknown> };
    };
    const school = ['--school-code', '10000', '--school-name', '示例大学'];
    expect(xueji('init', ...school)).toMatchObject({ status: 0 });
    expect(xueji('students')).toMatchObject({ status: 0, json: { total: 0 } });
    expect(xueji('improt')).toMatchObject({ status: 2 });
    expect(existsSync(join(folder, 'store/store.sqlite'))).toBe(true);
  });

  /** In place of Electron a script that starts this program's main by Node; its fuses stand behind what a shell reads. */
  function runningElectron(): string {
    const stand = standInElectron('linux');
    const binary = join(stand, 'electron');
    const fuses = readFileSync(binary).subarray(4);
    const script = `#!/bin/sh\nexec "$XUEJI_NODE" "${COMMAND_BOOTSTRAP}" "$XUEJI_MAIN" "$@"\n`;
    writeFileSync(binary, Buffer.concat([Buffer.from(script), fuses]));
    chmodSync(binary, 0o755);
    writeFileSync(join(stand, 'version'), ELECTRON_VERSION);
    return stand;
  }
});
