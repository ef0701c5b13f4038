import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { ELECTRON_VERSION, standInElectron } from './standInElectron.ts';

const ROOT = join(import.meta.dirname, '../..');
/** No program that edits Windows' icons can be had offline; what they would change is not looked at here. */
const UNEDITED = '-c.win.signAndEditExecutable=false';

/** Packs what lies in `project` as electron-builder does for a release, but for Electron itself. */
export async function packProgram(
  project: string,
  platform: 'linux' | 'win32',
  output: string,
): Promise<void> {
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js');
  const child = spawn(
    process.execPath,
    [
      ...[builder, platform === 'linux' ? '--linux' : '--win', 'dir', '--x64'],
      `-c.electronDist=${standInElectron(platform)}`,
      `-c.electronVersion=${ELECTRON_VERSION}`,
      `-c.directories.output=${output}`,
      ...(platform === 'win32' ? [UNEDITED] : []),
    ],
    { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    said += piece;
  });
  for await (const piece of child.stdout) said += piece;
  const code = await ended;
  if (code !== 0) throw new Error(`electron-builder ended with ${code}:\n${said.slice(-3000)}`);
}

/** The fuses of a packed binary, read back from it. */
export async function readFuses(binary: string): Promise<Record<string, boolean>> {
  const fuses = await getCurrentFuseWire(binary);
  const on = '1'.charCodeAt(0);
  return {
    runAsNode: fuses[FuseV1Options.RunAsNode] === on,
    cookieEncryption: fuses[FuseV1Options.EnableCookieEncryption] === on,
    nodeOptions: fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable] === on,
    nodeInspect: fuses[FuseV1Options.EnableNodeCliInspectArguments] === on,
    asarIntegrity: fuses[FuseV1Options.EnableEmbeddedAsarIntegrityValidation] === on,
    onlyAsar: fuses[FuseV1Options.OnlyLoadAppFromAsar] === on,
    fileProtocol: fuses[FuseV1Options.GrantFileProtocolExtraPrivileges] === on,
  };
}

/** As electron-builder.yml says they are to be. */
export const WANTED_FUSES = {
  runAsNode: false,
  cookieEncryption: true,
  nodeOptions: false,
  nodeInspect: false,
  asarIntegrity: true,
  onlyAsar: true,
  fileProtocol: false,
};

/** What must not be in an archive: sources, maps, what is bundled already, what only builds. */
export function strayFiles(files: readonly string[]): string[] {
  return files.filter((file) =>
    /\.map$|\.tsx?$|^\/(electron|renderer|shared|tests|scripts|docs)\/|^\/node_modules\/(antd|react-dom|typescript|vite|electron)\//.test(
      file.replaceAll('\\', '/').replace(/\.d\.[cm]?ts$/, ''),
    ),
  );
}
