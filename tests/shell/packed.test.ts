import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { expect, test } from 'vitest';
import type { FromCoreProcess, ToCoreProcess } from '../../electron/app/coreMessages.ts';
import { buildRenderer } from '../../scripts/buildRenderer.ts';
import { buildShell } from '../../scripts/buildShell.ts';
import { listedPackages, writeNotices } from '../../scripts/release/writeNotices.ts';
import { makeSbom } from '../../scripts/release/writeSbom.ts';
import { packProgram, readFuses, strayFiles, WANTED_FUSES } from '../harness/packProgram.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { UtilityProcessDouble } from './electronDouble/utilityProcessDouble.ts';

const ROOT = join(import.meta.dirname, '../..');
const COMMAND_BOOTSTRAP = join(import.meta.dirname, 'electronDouble/commandBootstrap.ts');

test.skipIf(process.platform !== 'linux')(
  'what is packed holds all that the core needs to open a store, and no more',
  async () => {
    const output = temporaryFolder();
    writeNotices();
    await Promise.all([buildRenderer(), buildShell()]);
    await packProgram(ROOT, 'linux', output);

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
    expect(strayFiles(files)).toEqual([]);
    expect(await readFuses(join(output, 'linux-unpacked', 'XuejiDesk'))).toEqual(WANTED_FUSES);

    // Outside the project, so that nothing of its node_modules can help.
    const unpacked = temporaryFolder();
    extractAll(join(resources, 'app.asar'), unpacked);
    expectLicensed(unpacked, join(output, 'linux-unpacked', 'notices', 'third-party.txt'));
    const core = new UtilityProcessDouble(join(unpacked, 'dist/electron/coreProcess.js'), []);
    const said: string[] = [];
    const exited = new Promise<number>((resolve) => core.once('exit', resolve));
    core.on('message', (message: FromCoreProcess) => {
      said.push(message.kind);
      if (message.kind === 'unlock')
        core.postMessage({ kind: 'key', key: STORE_KEY } satisfies ToCoreProcess);
      if (message.kind === 'ready') core.postMessage({ kind: 'close' } satisfies ToCoreProcess);
    });
    const opening = {
      kind: 'open',
      dataDir: temporaryFolder(),
      actor: 'test',
      keyStore: 'unusable',
    } as const;
    core.postMessage(opening satisfies ToCoreProcess);
    expect(await exited).toBe(0);
    expect(said).toEqual(['unlock', 'ready', 'closed']);

    expect(readFileSync(join(output, 'linux-unpacked', 'xueji'), 'utf8')).toContain('XuejiDesk');
    await expectCommands(join(unpacked, 'dist/electron/main.js'));
  },
  480_000,
);

/** Every package that lies in the archive is told of: in the list of licences, with its text, and in the bill of materials. */
function expectLicensed(unpacked: string, noticesFile: string): void {
  const packed = globSync('node_modules/**/package.json', { cwd: unpacked })
    // Of a package itself, not of a folder in one that says how its modules are to be read.
    .filter((file) => /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file))
    .map(
      (file) => JSON.parse(readFileSync(join(unpacked, file), 'utf8')) as { name: string; version: string },
    );
  expect(packed.length).toBeGreaterThan(80);
  const told = new Set(listedPackages(noticesFile));
  const [, ...texts] = readFileSync(noticesFile, 'utf8').split('='.repeat(100));
  const licensed = texts.flatMap((text) => {
    const [names, ...licence] = text.trim().split('\n\n');
    return licence.join('').length > 200 ? names!.split('\n').map((line) => line.split(',')[0]!) : [];
  });
  const materials = new Set(makeSbom().components.map(({ name, version }) => `${name} ${version}`));
  for (const named of packed.map(({ name, version }) => `${name} ${version}`)) {
    expect(told, named).toContain(named);
    expect(licensed, named).toContain(named);
    expect(materials, named).toContain(named);
  }
}

/**
 * `XuejiDesk COMMAND …` of the installed program: no window, the answer on stdout, the contract's exit code. Each command
 * is one that needs files of its own: workers, fonts, rules, networks, the page.
 */
async function expectCommands(main: string): Promise<void> {
  const folder = temporaryFolder();
  const roster = join(folder, 'roster.csv');
  writeFileSync(roster, '考生号,姓名,身份证号\n21440101110001,张伟,11010519491231002X\n');
  const passphrase = join(folder, 'passphrase.txt');
  writeFileSync(passphrase, '一句 只有办公室知道的话 2026\n');
  const data = ['--data', join(folder, 'store'), '--json', '--passphrase-file', passphrase];

  const school = ['--school-code', '10000', '--school-name', '示例大学'];
  expect(await runCommand(main, ['init', ...school, ...data])).toMatchObject({ code: 0 });
  // The cipher is in the package, and used.
  expect(
    readFileSync(join(folder, 'store', 'store.sqlite'))
      .subarray(0, 6)
      .toString(),
  ).not.toBe('SQLite');
  expect((await runCommand(main, ['key', 'status', ...data])).json).toMatchObject({
    protection: 'passphrase',
  });
  const imported = await runCommand(main, ['import', roster, '--as', 'roster', '--source', 'chsi', ...data]);
  expect(imported).toMatchObject({ code: 0, json: { batches: [{ counts: { created: 1 } }] } });
  const listed = await runCommand(main, ['students', ...data]);
  expect(listed).toMatchObject({ code: 0, json: { total: 1 } });
  // The face networks are loaded although there is no photo.
  const checked = await runCommand(main, ['photos', 'check', '--faces', ...data]);
  expect(checked).toMatchObject({ code: 0, json: { photos: 0, facesAvailable: true } });
  const mistyped = await runCommand(main, ['improt', roster, ...data]);
  expect(mistyped).toMatchObject({ code: 2, json: { error: { code: 'USAGE' } } });

  // A school with photos: drawn, measured in threads, judged, printed with fonts and codes.
  const demo = ['--data', join(folder, 'demo'), '--json'];
  expect(await runCommand(main, ['demo', '--students', '40', ...demo])).toMatchObject({ code: 0 });
  const faces = await runCommand(main, ['photos', 'check', '--faces', ...demo]);
  expect(faces).toMatchObject({ json: { facesAvailable: true, facesFailed: 0 } });
  expect((faces.json as { looked: number }).looked).toBeGreaterThan(0);
  for (const [kind, file] of [
    ['record-check-sheet', 'sheet.pdf'],
    ['photo-check-sheet', 'photos.pdf'],
    ['statistics', 'statistics.xlsx'],
  ] as const) {
    expect(await runCommand(main, ['report', kind, '--out', join(folder, file), ...demo])).toMatchObject({
      code: 0,
    });
  }
  const pdf = readFileSync(join(folder, 'sheet.pdf'));
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.includes('FontFile')).toBe(true);
  const genuine = await runCommand(main, ['verify-report', join(folder, 'sheet.pdf'), ...demo]);
  expect(genuine).toMatchObject({ code: 0 });
  expect(await runCommand(main, ['check', ...demo])).toMatchObject({ code: 0 });
  await expectPage(main, demo);
}

/** The page as a browser gets it from the installed program: itself and every script and style that it names. */
async function expectPage(main: string, options: string[]): Promise<void> {
  const child = spawn(process.execPath, [COMMAND_BOOTSTRAP, main, 'serve', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  try {
    let said = '';
    for await (const piece of child.stdout) {
      said += piece;
      if (said.trimEnd().endsWith('}')) break;
    }
    const { url } = JSON.parse(said) as { url: string };
    const first = await fetch(url, { redirect: 'manual' });
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = first.status === 200 ? first : await fetch(new URL('/', url), { headers: { cookie } });
    const html = await page.text();
    const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(1);
    for (const path of named) {
      const part = await fetch(new URL(path, url), { headers: { cookie } });
      expect(part.status, path).toBe(200);
    }
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
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
