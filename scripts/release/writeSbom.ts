import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ShippedPackage, shippedPackages } from './shippedPackages.ts';

const ROOT = join(import.meta.dirname, '../..');
const PRODUCT = 'xueji-desk';
/** One licence by its SPDX name; whatever is composed is an expression. */
const SINGLE = /^[A-Za-z0-9.-]+$/;
/** What some packages call theirs, and SPDX does not. */
const SPDX_NAMES: Record<string, string> = { 'MIT/X11': 'MIT', BSD: 'BSD-3-Clause' };

type Licence = { license: { id: string } } | { expression: string };

/** A bill of materials as CycloneDX 1.5 has it (https://cyclonedx.org/docs/1.5/json/), as far as it is used here. */
export interface Sbom {
  bomFormat: 'CycloneDX';
  specVersion: '1.5';
  serialNumber: string;
  version: 1;
  metadata: { component: { type: 'application'; 'bom-ref': string; name: string; version: string } };
  components: {
    type: 'library';
    'bom-ref': string;
    name: string;
    version: string;
    purl: string;
    licenses: Licence[];
    hashes: { alg: 'SHA-512'; content: string }[];
  }[];
}

/**
 * All that goes out with the program. `npm sbom` leaves out what an override brings, and takes the project's name from its
 * folder; so it is written from the same list as the licences. Without a time and with a number made from the contents:
 * one lock file gives one document.
 */
export function makeSbom(packages: readonly ShippedPackage[] = shippedPackages()): Sbom {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const components = packages.map(componentOf);
  const hash = createHash('sha256')
    .update(JSON.stringify([version, components]))
    .digest('hex');
  // A UUID of version 8: of the maker's own kind.
  const serial = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${serial}`,
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': PRODUCT, name: PRODUCT, version } },
    components,
  };
}

function componentOf({ name, version, licence, sha512 }: ShippedPackage): Sbom['components'][number] {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const spdx = SPDX_NAMES[licence] ?? licence;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [SINGLE.test(spdx) ? { license: { id: spdx } } : { expression: spdx }],
    hashes: [{ alg: 'SHA-512', content: sha512 }],
  };
}

export function writeSbom(path: string): void {
  writeFileSync(path, `${JSON.stringify(makeSbom(), null, 2)}\n`);
}
