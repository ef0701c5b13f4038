import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const STANDARD_TEXTS = join(ROOT, 'resources/notices/licences');
const LICENCE_FILE = /^(licen[sc]e|copying|notice)/i;

/** A package that goes out with the program. */
export interface ShippedPackage {
  name: string;
  version: string;
  /** As its package.json states it (an SPDX expression). */
  licence: string;
  author: string;
  /** What must be handed on: its own files, else the standard text of its licence. */
  texts: string[];
  /** Of the package as the registry has it, SHA-512, in hexadecimal. */
  sha512: string;
}

interface Locked {
  version: string;
  name?: string;
  dev?: boolean;
  /** Only by way of what builds and tests, or as what a package could use and this program does not bring. */
  devOptional?: boolean;
  integrity?: string;
  license?: string;
}
interface Manifest {
  name?: string;
  license?: string | { type: string };
  licenses?: { type: string }[];
  author?: string | { name: string };
}

/**
 * All packages that a release holds, by package-lock.json: those that only build or test are left out, those of every
 * platform are in. Errors: a package that states no licence, or one of which no text is at hand, by name.
 */
export function shippedPackages(): ShippedPackage[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const found = new Map<string, ShippedPackage>();
  for (const [path, locked] of Object.entries(lock.packages)) {
    if (path === '' || locked.dev || locked.devOptional) continue;
    const one = shipped(path, locked);
    found.set(`${one.name}@${one.version}`, one);
  }
  return [...found.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ name, version }: ShippedPackage) => `${name}@${version}`;

function shipped(path: string, locked: Locked): ShippedPackage {
  const folder = join(ROOT, path);
  const isHere = existsSync(join(folder, 'package.json'));
  const manifest: Manifest = isHere ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) : {};
  const name = locked.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const licence = statedLicence(manifest) ?? locked.license ?? ofText(folder, isHere);
  if (!licence) throw new Error(`${name}@${locked.version} states no licence`);
  const { author } = manifest;
  const own = isHere ? licenceFiles(folder) : [];
  const texts = own.length > 0 ? own : standardTexts(licence);
  if (texts.length === 0) throw new Error(`${name}@${locked.version}: no text for ${licence}`);
  const by = typeof author === 'string' ? author : (author?.name ?? '');
  const sha512 = Buffer.from((locked.integrity ?? '').replace(/^sha512-/, ''), 'base64').toString('hex');
  return { name, version: locked.version, licence, author: by, texts, sha512 };
}

function statedLicence({ license, licenses }: Manifest): string | null {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? null;
}

/** Of packages that only bring the text. */
function ofText(folder: string, isHere: boolean): string | null {
  const text = isHere ? (licenceFiles(folder)[0] ?? '') : '';
  if (/Permission is hereby granted, free of charge/.test(text)) return 'MIT';
  return /Redistribution and use in source and binary forms/.test(text) ? 'BSD-3-Clause' : null;
}

function licenceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

/** The LGPL is an addition to the GPL and needs its text beside it. */
function standardTexts(licence: string): string[] {
  const names = readdirSync(STANDARD_TEXTS)
    .map((file) => file.slice(0, -'.txt'.length))
    .filter((name) => licence.includes(name) || (name === 'MIT' && licence.includes('MIT/X11')));
  if (licence.includes('LGPL-3.0')) names.push('GPL-3.0-or-later');
  return [...new Set(names)]
    .sort()
    .map((name) => readFileSync(join(STANDARD_TEXTS, `${name}.txt`), 'utf8').trim());
}
