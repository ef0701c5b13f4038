import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildShell } from '../../scripts/buildShell.ts';
import { requireReleaseKey } from '../../scripts/release/requireReleaseKey.ts';
import { type ShippedPackage, shippedPackages } from '../../scripts/release/shippedPackages.ts';
import { noticesText } from '../../scripts/release/writeNotices.ts';
import { makeSbom, type Sbom } from '../../scripts/release/writeSbom.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const ROOT = join(import.meta.dirname, '../..');
let packages: ShippedPackage[];
let sbom: Sbom;
beforeAll(() => {
  packages = shippedPackages();
  sbom = makeSbom();
});

test('every package that goes out states its licence and has its text', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const names = new Set(packages.map(({ name }) => name));
  for (const [name, wanted] of Object.entries(dependencies)) {
    const alias = /^npm:(.+)@/.exec(wanted)?.[1];
    expect(names).toContain(alias ?? name);
  }
  const text = noticesText(packages);
  for (const { name, version, licence, texts } of packages) {
    expect(text).toContain(`${name} ${version}: ${licence}`);
    for (const one of texts) {
      expect(one.length, name).toBeGreaterThan(100);
      expect(text).toContain(one);
    }
  }
});

test('no package comes under terms that the program could not be handed on with', () => {
  const known =
    /^\(?(MIT(\/X11)?|MIT-0|ISC|0BSD|BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|Zlib|OFL-1\.1|CC0-1\.0|GPL-3\.0-or-later|LGPL-3\.0-or-later|Python-2\.0)( (AND|OR) |\)?$)/;
  for (const { name, licence } of packages) {
    let rest = licence;
    while (rest !== '') {
      const found = known.exec(rest);
      expect(found, `${name}: ${licence}`).not.toBeNull();
      rest = rest.slice(found![0].length);
    }
    // The GPL alone would bind the whole program; a choice that names it is made for the other.
    if (/(^|[^L])GPL/.test(licence)) expect(licence, name).toMatch(/ OR /);
  }
});

test('the bill of materials is CycloneDX, names all of these with their hashes, and is the same each time', () => {
  expect(sbom.serialNumber).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(makeSbom()).toEqual(sbom);
  expect(sbom.components.length).toBe(packages.length);
  const refs = new Set(sbom.components.map((one) => one['bom-ref']));
  expect(refs.size).toBe(sbom.components.length);
  for (const { name, purl, hashes, licenses } of sbom.components) {
    expect(purl, name).toMatch(/^pkg:npm\/(%40[a-z0-9._-]+\/)?[A-Za-z0-9._-]+@\d+\.\d+\.\d+[A-Za-z0-9.-]*$/);
    expect(hashes[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
    expect(licenses.length, name).toBe(1);
  }
});

test('npm’s own bill of materials names nothing that is not in it', () => {
  const npm = spawnSync(
    'npm',
    ['sbom', '--omit', 'dev', '--package-lock-only', '--sbom-format', 'cyclonedx'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const { components } = JSON.parse(npm.stdout) as { components: { purl: string }[] };
  const ours = new Set(sbom.components.map(({ purl }) => purl));
  expect(components.length).toBeGreaterThan(200);
  // An alias is named here as what it stands for.
  expect(components.map(({ purl }) => purl.replace(/\?.*$/, '')).filter((purl) => !ours.has(purl))).toEqual(
    [],
  );
});

test('two builds of the program’s bundles are the same byte for byte', { timeout: 120_000 }, async () => {
  const [first, second] = [join(temporaryFolder(), 'electron'), join(temporaryFolder(), 'elsewhere')];
  const coreProcess = join(ROOT, 'electron/app/coreProcess.ts');
  await buildShell({ outDir: first, coreProcess });
  await buildShell({ outDir: second, coreProcess });
  const made = hashesOf(first);
  expect(Object.keys(made).length).toBeGreaterThan(5);
  expect(hashesOf(second)).toEqual(made);
  // Nothing of the machine that built them.
  for (const file of Object.keys(made))
    expect(readFileSync(join(first, file), 'utf8').includes(ROOT), file).toBe(false);
});

/** Without the maps, which are not shipped. */
function hashesOf(folder: string): Record<string, string> {
  const files = globSync('**/*', { cwd: folder }).filter((file) => /\.(js|cjs|css|html)$/.test(file));
  return Object.fromEntries(
    files.sort().map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    ]),
  );
}

test('the page built in two different folders is the same byte for byte', { timeout: 240_000 }, async () => {
  const projects = [temporaryFolder(), join(temporaryFolder(), 'elsewhere', '另一处')];
  const built = [];
  for (const project of projects) {
    mkdirSync(project, { recursive: true });
    for (const part of ['renderer', 'shared', 'package.json', 'tsconfig.json'])
      cpSync(join(ROOT, part), join(project, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'dir');
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    const options = ['build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn'];
    execFileSync(process.execPath, [vite, ...options], {
      cwd: project,
      env: { ...process.env, NODE_ENV: 'production' },
    });
    built.push(hashesOf(join(project, 'dist/renderer')));
  }
  expect(Object.keys(built[0]!).length).toBeGreaterThan(5);
  expect(built[1]).toEqual(built[0]);
  expect(Object.keys(built[0]!).filter((file) => file.endsWith('.map'))).toEqual([]);
});

test('no release is made that programs could not follow', () => {
  const [own, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const known = [own.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')];
  expect(() => requireReleaseKey([], null)).toThrow(/update-keys\.json is empty/);
  expect(() => requireReleaseKey([], own.privateKey)).toThrow(/makeReleaseKey\.ts/);
  expect(() => requireReleaseKey(known, other.privateKey)).toThrow(/none of resources\/update-keys\.json/);
  expect(() => requireReleaseKey(known, null)).not.toThrow();
  expect(() => requireReleaseKey(known, own.privateKey)).not.toThrow();
});

test('no private key lies in the project', () => {
  expect(existsSync(join(ROOT, 'resources/update-keys.json'))).toBe(true);
  for (const file of globSync('{resources,scripts,electron,docs}/**/*.{pem,key,json}', { cwd: ROOT })) {
    expect(readFileSync(join(ROOT, file), 'utf8'), file).not.toContain('PRIVATE KEY');
  }
});
