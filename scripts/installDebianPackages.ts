import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runCommand } from './runCommand.ts';

/** What the tests use beside npm's packages: programs that read what we write and write what we read. */
const NEEDED: Record<string, string> = {
  chromium: '/usr/bin/chromium',
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto',
  'fonts-hanazono': '/usr/share/fonts/truetype/hanazono',
  'poppler-utils': '/usr/bin/pdftoppm',
  'python3-openpyxl': '/usr/lib/python3/dist-packages/openpyxl',
  'libreoffice-calc': '/usr/bin/soffice',
  zip: '/usr/bin/zip',
};

/**
 * Installs the Debian packages that are missing where that is allowed (root, apt-get); elsewhere says what to
 * install. Tests that need one that is not there then report as skipped.
 */
export async function installDebianPackages(): Promise<void> {
  const missing = Object.entries(NEEDED)
    .filter(([, path]) => !existsSync(path))
    .map(([name]) => name);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const isRoot = process.getuid?.() === 0;
  const hasApt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!isRoot || !hasApt) {
    process.stdout.write(
      `Some tests need packages that are not installed here. To have them:\n  sudo ${command}\n`,
    );
    return;
  }
  process.stdout.write(`Installing ${missing.join(', ')}\n`);
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await runCommand('apt-get', ['update', '-qq'], environment);
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...missing];
  const installed = updated === 0 ? await runCommand('apt-get', args, environment) : updated;
  if (installed !== 0) process.stdout.write(`Could not be installed; by hand: ${command}\n`);
}
