import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { temporaryFolder } from './temporaryFolder.ts';

const require = createRequire(import.meta.url);
/** Where Electron's binary keeps its fuses: this mark, the version of the wire, its length, a digit per fuse. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES_AS_BUILT = '101100101';
/** 1033 en-US, 1200 UTF-16. */
const VERSION_TEXT = { lang: 1033, codepage: 1200 };

/** The version of Electron that this project is built with. */
export const ELECTRON_VERSION: string = JSON.parse(
  readFileSync(require.resolve('electron/package.json'), 'utf8'),
).version;

/** A folder that looks like Electron's: what is packed does not depend on what the binary does. */
export function standInElectron(platform: 'linux' | 'win32'): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'resources'));
  writeFileSync(join(folder, 'version'), ELECTRON_VERSION);
  const fuses = Buffer.concat([
    Buffer.from(FUSE_MARK),
    Buffer.from([1, FUSES_AS_BUILT.length]),
    Buffer.from(FUSES_AS_BUILT),
    Buffer.alloc(64),
  ]);
  const [name, binary] =
    platform === 'linux' ? ['electron', Buffer.from('\x7fELF')] : ['electron.exe', smallProgram()];
  writeFileSync(join(folder, name), Buffer.concat([binary, fuses]));
  chmodSync(join(folder, name), 0o755);
  return folder;
}

/** A true program for Windows with a version in it, which the packer reads and writes. */
function smallProgram(): Buffer {
  const stub = require.resolve('electron-winstaller/vendor/StubExecutable.exe');
  const program = NtExecutable.from(readFileSync(stub), { ignoreCert: true });
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setFileVersion(1, 0, 0, 0, VERSION_TEXT.lang);
  version.setStringValues(VERSION_TEXT, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}
