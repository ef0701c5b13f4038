#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * What electron-builder calls as `fpm` (CUSTOM_FPM_PATH), where there is no fpm to be had but Debian's own dpkg-deb: the
 * arguments that electron-builder 26 gives for a .deb, and no others. Errors: an argument that is not known.
 */
const VALUES = new Set([
  ...[
    '-s',
    '-t',
    '--architecture',
    '--after-install',
    '--after-remove',
    '--description',
    '--version',
    '--package',
  ],
  ...['--name', '--maintainer', '--vendor', '--url', '--category', '--deb-priority', '--license', '-d'],
  ...['--deb-recommends', '--deb-compression'],
]);
const SWITCHES = new Set(['--force', '--debug']);

const said = new Map<string, string[]>();
const sources: [from: string, to: string][] = [];
const args = process.argv.slice(2);
for (let at = 0; at < args.length; at++) {
  const arg = args[at]!;
  const [name, joined] = arg.startsWith('--') ? arg.split(/=(.*)/s) : [arg];
  if (VALUES.has(name!)) said.set(name!, [...(said.get(name!) ?? []), joined ?? args[++at] ?? '']);
  else if (!SWITCHES.has(arg)) {
    const parts = arg.split('=');
    if (arg.startsWith('-') || parts.length !== 2) throw new Error(`fpmByDpkg: ${arg} is not known`);
    sources.push([parts[0]!, parts[1]!]);
  }
}
const one = (name: string) => said.get(name)?.[0] ?? '';
if (one('-s') !== 'dir' || one('-t') !== 'deb') throw new Error('fpmByDpkg makes a .deb from folders');

const root = mkdtempSync(join(tmpdir(), 'xueji-deb-'));
try {
  for (const [from, to] of sources) {
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: statSync(from).isDirectory(), verbatimSymlinks: true });
  }
  const control = join(root, 'DEBIAN');
  mkdirSync(control);
  for (const [name, script] of [
    ['postinst', '--after-install'],
    ['postrm', '--after-remove'],
  ] as const) {
    writeFileSync(join(control, name), readFileSync(one(script)));
    chmodSync(join(control, name), 0o755);
  }
  const bytes = execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split('\t')[0]!;
  const [synopsis, ...rest] = one('--description').split('\n');
  const lines = [
    `Package: ${one('--name')}`,
    `Version: ${one('--version')}`,
    `Architecture: ${one('--architecture')}`,
    `Maintainer: ${one('--maintainer')}`,
    `Installed-Size: ${bytes}`,
    `Section: ${one('--category')}`,
    `Priority: ${one('--deb-priority')}`,
    `Depends: ${(said.get('-d') ?? []).join(', ')}`,
    `Recommends: ${(said.get('--deb-recommends') ?? []).join(', ')}`,
    `Homepage: ${one('--url')}`,
    `Description: ${synopsis}`,
    ...rest.map((line) => ` ${line.trim() || '.'}`),
  ];
  writeFileSync(join(control, 'control'), `${lines.filter((line) => !/: $/.test(line)).join('\n')}\n`);
  const compression = one('--deb-compression').replace(/^gz$/, 'gzip') || 'xz';
  const packed = ['--root-owner-group', `-Z${compression}`, '--build', root];
  execFileSync('dpkg-deb', [...packed, one('--package')], { stdio: 'inherit' });
} finally {
  rmSync(root, { recursive: true, force: true });
}
