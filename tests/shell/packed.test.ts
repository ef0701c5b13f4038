import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from 'vitest';
import type { FromCoreProcess, ToCoreProcess } from '../../electron/app/coreMessages.ts';
import { buildRenderer } from '../../scripts/buildRenderer.ts';
import { buildShell } from '../../scripts/buildShell.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { UtilityProcessDouble } from './electronDouble/utilityProcessDouble.ts';

const ROOT = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
/** Where Electron's binary keeps its fuses: this mark, the version of the wire, its length, a digit per fuse. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const COMMAND_BOOTSTRAP = join(import.meta.dirname, 'electronDouble/commandBootstrap.ts');
const FUSES_AS_BUILT = '101100101';

/** A folder that looks like Electron's: what is packed does not depend on what the binary does. */
function standInElectron(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'resources'));
  const { version } = JSON.parse(readFileSync(require.resolve('electron/package.json'), 'utf8'));
  writeFileSync(join(folder, 'version'), version);
  const wire = Buffer.concat([Buffer.from(FUSE_MARK), Buffer.from([1, FUSES_AS_BUILT.length])]);
  const binary = Buffer.concat([Buffer.from('\x7fELF'), wire, Buffer.from(FUSES_AS_BUILT), Buffer.alloc(64)]);
  writeFileSync(join(folder, 'electron'), binary);
  chmodSync(join(folder, 'electron'), 0o755);
  return folder;
}

function pack(output: string): Promise<number | null> {
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js');
  const settings = [`-c.electronDist=${standInElectron()}`, `-c.directories.output=${output}`];
  const child = spawn(process.execPath, [builder, '--linux', 'dir', '--x64', ...settings], {
    cwd: ROOT,
    stdio: 'ignore',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

test.skipIf(process.platform !== 'linux')(
  'what is packed holds all that the core needs to open a store, and no more',
  async () => {
    const output = temporaryFolder();
    await Promise.all([buildRenderer(), buildShell()]);
    expect(await pack(output)).toBe(0);

    const resources = join(output, 'linux-unpacked', 'resources');
    const files = listPackage(join(resources, 'app.asar'), { isPack: false });
    expect(files.filter((file) => file.includes('better-sqlite3/prebuilds/'))).toEqual([
      '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
    expect(
      files
        .filter((file) => /(human|face-api)\/.*\.(bin|json|js)$|@tensorflow\/.*\.(js|wasm)$/.test(file))
        .sort(),
    ).toEqual([
      '/node_modules/@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.node.js',
      '/node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.node.js',
      '/node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
      '/node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
      '/node_modules/@tensorflow/tfjs-converter/dist/tf-converter.node.js',
      '/node_modules/@tensorflow/tfjs-core/dist/tf-core.node.js',
      '/node_modules/@vladmandic/face-api/model/face_recognition_model-weights_manifest.json',
      '/node_modules/@vladmandic/face-api/model/face_recognition_model.bin',
      '/node_modules/@vladmandic/face-api/package.json',
      '/node_modules/@vladmandic/human/models/blazeface.bin',
      '/node_modules/@vladmandic/human/models/blazeface.json',
      '/node_modules/@vladmandic/human/models/facemesh.bin',
      '/node_modules/@vladmandic/human/models/facemesh.json',
      '/node_modules/@vladmandic/human/package.json',
    ]);
    expect(files).toContain('/dist/renderer/index.html');
    expect(files).toContain('/dist/electron/preload.cjs');
    expect(
      files.filter((file) =>
        /\.map$|^\/(electron|renderer|shared|tests)\/|^\/node_modules\/(antd|react-dom|typescript|vite|electron)\//.test(
          file,
        ),
      ),
    ).toEqual([]);

    const fuses = await getCurrentFuseWire(join(output, 'linux-unpacked', 'XuejiDesk'));
    const on = '1'.charCodeAt(0);
    expect({
      runAsNode: fuses[FuseV1Options.RunAsNode] === on,
      cookieEncryption: fuses[FuseV1Options.EnableCookieEncryption] === on,
      nodeOptions: fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable] === on,
      nodeInspect: fuses[FuseV1Options.EnableNodeCliInspectArguments] === on,
      asarIntegrity: fuses[FuseV1Options.EnableEmbeddedAsarIntegrityValidation] === on,
      onlyAsar: fuses[FuseV1Options.OnlyLoadAppFromAsar] === on,
      fileProtocol: fuses[FuseV1Options.GrantFileProtocolExtraPrivileges] === on,
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeInspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      fileProtocol: false,
    });

    // Outside the project, so that nothing of its node_modules can help.
    const unpacked = temporaryFolder();
    extractAll(join(resources, 'app.asar'), unpacked);
    const core = new UtilityProcessDouble(join(unpacked, 'dist/electron/coreProcess.js'), []);
    const said: string[] = [];
    const exited = new Promise<number>((resolve) => core.once('exit', resolve));
    core.on('message', (message: FromCoreProcess) => {
      said.push(message.kind);
      if (message.kind === 'ready') core.postMessage({ kind: 'close' } satisfies ToCoreProcess);
    });
    core.postMessage({ kind: 'open', dataDir: temporaryFolder(), actor: 'test' } satisfies ToCoreProcess);
    expect(await exited).toBe(0);
    expect(said).toEqual(['ready', 'closed']);

    expect(readFileSync(join(output, 'linux-unpacked', 'xueji'), 'utf8')).toContain('XuejiDesk');
    await expectCommands(join(unpacked, 'dist/electron/main.js'));
  },
  480_000,
);

/** `XuejiDesk COMMAND …` of the installed program: no window, the answer on stdout, the contract's exit code. */
async function expectCommands(main: string): Promise<void> {
  const folder = temporaryFolder();
  const roster = join(folder, 'roster.csv');
  writeFileSync(roster, '考生号,姓名,身份证号\n21440101110001,张伟,11010519491231002X\n');
  const data = ['--data', join(folder, 'store'), '--json'];

  const school = ['--school-code', '10000', '--school-name', '示例大学'];
  expect(await runCommand(main, ['init', ...school, ...data])).toMatchObject({ code: 0 });
  const imported = await runCommand(main, ['import', roster, '--as', 'roster', '--source', 'chsi', ...data]);
  expect(imported).toMatchObject({ code: 0, json: { batches: [{ counts: { created: 1 } }] } });
  const listed = await runCommand(main, ['students', ...data]);
  expect(listed).toMatchObject({ code: 0, json: { total: 1 } });
  // The face networks are loaded although there is no photo.
  const checked = await runCommand(main, ['photos', 'check', '--faces', ...data]);
  expect(checked).toMatchObject({ code: 0, json: { photos: 0, facesAvailable: true } });
  const mistyped = await runCommand(main, ['improt', roster, ...data]);
  expect(mistyped).toMatchObject({ code: 2, json: { error: { code: 'USAGE' } } });
}

async function runCommand(main: string, args: string[]): Promise<{ code: number | null; json: unknown }> {
  const child = spawn(process.execPath, [COMMAND_BOOTSTRAP, main, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let said = '';
  for await (const piece of child.stdout) said += piece;
  return { code: await ended, json: JSON.parse(said) };
}
