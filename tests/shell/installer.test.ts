import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const RESOURCES = join(import.meta.dirname, '../../resources');
const settings = readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
const hasMakensis = spawnSync('makensis', ['-VERSION']).status === 0;

test.skipIf(!hasMakensis)('our part of the installer compiles, without a warning, in both languages', () => {
  const out = join(temporaryFolder(), 'XuejiDesk-Setup.exe');
  const { status, stdout, stderr } = spawnSync(
    'makensis',
    [
      '-V2',
      '-WX',
      `-DOUT=${out}`,
      `-DRESOURCES=${RESOURCES}`,
      join(import.meta.dirname, 'installerScript.nsi'),
    ],
    { encoding: 'utf8' },
  );
  expect(`${stdout}${stderr}`).not.toMatch(/error|warning/i);
  expect(status).toBe(0);
  expect(readFileSync(out).subarray(0, 2).toString('latin1')).toBe('MZ');
});

test('the settings of the installer: for one user, Chinese first, no file types, nothing rebuilt', () => {
  expect(settings).toMatch(/^npmRebuild: false$/m);
  expect(settings).toMatch(/perMachine: false/);
  expect(settings).toMatch(/installerLanguages: \[zh_CN, en_US\]/);
  expect(settings).toMatch(/deleteAppDataOnUninstall: false/);
  expect(settings).not.toMatch(/fileAssociations|protocols:/);
  const productName = /^productName: (.+)$/m.exec(settings)?.[1];
  expect(productName).toMatch(/^[A-Za-z]+$/);
  for (const [, name] of settings.matchAll(/artifactName: (.+)$/gm)) expect(name).toMatch(/^[\x20-\x7e]+$/);
  for (const language of ['zh_CN', 'en_US']) {
    // With its mark: NSIS takes a text without one for the code page of whoever builds.
    const text = readFileSync(join(RESOURCES, `license_${language}.txt`), 'utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(text).toContain('third-party.txt');
  }
  expect(existsSync(join(RESOURCES, 'installer/installer.nsh'))).toBe(true);
});
