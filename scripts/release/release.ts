import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeRelease } from './makeRelease.ts';
import { updateKeys } from './requireReleaseKey.ts';

const USAGE =
  'release.ts --target win32|linux --out DIR [--key PRIVATE.pem] [--note TEXT]… [--installer nsis|portable|AppImage|deb]… [--trial]';

/**
 * Makes a release for one platform:
 *
 *   node scripts/release/release.ts --target win32|linux --out DIR [--key PRIVATE.pem] [--note TEXT]…
 *
 * DIR gets the installers, the bill of materials (sbom.cdx.json), third-party.txt and, with the private key, latest.json:
 * copied whole to a share, that is what programs update from. Needs Electron's binary and electron-builder's tools, which
 * come from the network. `--trial`: installers that are not handed out, also where no release key was made yet.
 */
const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    out: { type: 'string' },
    key: { type: 'string' },
    note: { type: 'string', multiple: true, default: [] },
    installer: { type: 'string', multiple: true, default: [] },
    trial: { type: 'boolean', default: false },
  },
});
const { target, out, key, note, installer, trial } = values;
if ((target !== 'win32' && target !== 'linux') || out === undefined) throw new Error(USAGE);
await makeRelease({
  target,
  folder: resolve(out),
  keyFile: key ?? null,
  notes: note,
  publicKeys: updateKeys(),
  isTrial: trial,
  installers: installer,
  options: [],
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
