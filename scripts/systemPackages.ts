import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian packages that the tests use, each with how to see that it is there. */
const NEEDED: { name: string; isThere: () => boolean }[] = [
  { name: 'chromium', isThere: () => existsSync('/usr/bin/chromium') },
  { name: 'fonts-noto-cjk', isThere: () => existsSync('/usr/share/fonts/opentype/noto') },
  { name: 'fonts-hanazono', isThere: () => existsSync('/usr/share/fonts/truetype/hanazono') },
  { name: 'poppler-utils', isThere: () => existsSync('/usr/bin/pdftotext') },
  { name: 'python3-openpyxl', isThere: () => succeeds('/usr/bin/python3', ['-c', 'import openpyxl']) },
  { name: 'python3-pil', isThere: () => succeeds('/usr/bin/python3', ['-c', 'import PIL']) },
  { name: 'python3-uno', isThere: () => succeeds('/usr/bin/python3', ['-c', 'import uno']) },
  { name: 'libreoffice-calc', isThere: () => existsSync('/usr/lib/libreoffice/program/scalc') },
  { name: 'qpdf', isThere: () => existsSync('/usr/bin/qpdf') },
  { name: 'zbar-tools', isThere: () => existsSync('/usr/bin/zbarimg') },
  { name: 'nsis', isThere: () => existsSync('/usr/bin/makensis') },
  { name: 'postgresql', isThere: () => existsSync('/usr/lib/postgresql') },
  { name: 'zip', isThere: () => existsSync('/usr/bin/zip') },
];

export function missingPackages(): string[] {
  return NEEDED.filter(({ isThere }) => !isThere()).map(({ name }) => name);
}

/** Installs what is missing where that can be done without asking anybody. Returns what is missing still. */
export function installMissingPackages(tell: (line: string) => void): string[] {
  const missing = missingPackages();
  if (missing.length === 0) return [];
  const mayInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) return missing;
  tell(`installing ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args: string[]) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  if (!apt(['-qq', 'update'])) tell('apt-get update failed');
  // One by one where they can't be had together: one that is not to be found must not keep back the others.
  if (!apt(['-qq', 'install', '-y', '--no-install-recommends', ...missing])) {
    for (const name of missing) apt(['-qq', 'install', '-y', '--no-install-recommends', name]);
  }
  return missingPackages();
}

function succeeds(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
