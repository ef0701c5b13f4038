import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** How long to wait for the first sign that the download is possible at all, in milliseconds. */
const REACH_LIMIT = 4_000;
/** How long the whole download may take. */
const INSTALL_LIMIT = 120_000;
const SOURCE = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/';

// Never imported: Electron's own index starts a download by itself when the binary is missing.
const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The path of the Electron binary, or null where there is none. */
export function electronBinary(): string | null {
  const named = join(folder, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const path = join(dist, name);
  return existsSync(path) ? path : null;
}

/**
 * The same, after one try with Electron's own installer, if that was not tried before. `npm ci` brings the package
 * without its binary. Quiet and limited in time: without a network the program starts all the same.
 */
export async function findElectron(tellWait: () => void): Promise<string | null> {
  const found = electronBinary();
  if (found) return found;
  const tried = join(folder, 'dist', 'download-tried');
  if (existsSync(tried) || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return null;
  if (!(await reachable(SOURCE))) return null;
  tellWait();
  await install();
  const installed = electronBinary();
  if (!installed) {
    mkdirSync(dirname(tried), { recursive: true });
    writeFileSync(tried, new Date().toISOString());
  }
  return installed;
}

async function reachable(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACH_LIMIT) });
    return true;
  } catch {
    return false;
  }
}

function install(): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: 'ignore',
      timeout: INSTALL_LIMIT,
    });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}
