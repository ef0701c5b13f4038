import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ShippedPackage, shippedPackages } from './shippedPackages.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Goes beside the program as `notices`. */
export const NOTICES_DIR = join(ROOT, 'dist/notices');
const RULE = '='.repeat(100);

/** Writes every licence that the program must hand on, each text once, with the packages that it stands for. */
export function writeNotices(): void {
  rmSync(NOTICES_DIR, { recursive: true, force: true });
  mkdirSync(NOTICES_DIR, { recursive: true });
  cpSync(join(ROOT, 'resources/notices/face-networks.txt'), join(NOTICES_DIR, 'face-networks.txt'));
  writeFileSync(join(NOTICES_DIR, 'third-party.txt'), noticesText(shippedPackages()));
}

/** The packages in one list, then the texts. */
export function noticesText(packages: readonly ShippedPackage[]): string {
  const byText = new Map<string, string[]>();
  for (const { name, version, author, texts } of packages) {
    for (const text of texts) {
      const named = `${name} ${version}${author === '' ? '' : `, ${author}`}`;
      byText.set(text, [...(byText.get(text) ?? []), named]);
    }
  }
  const list = packages.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  const texts = [...byText].map(([text, of]) => [RULE, ...of, '', text, ''].join('\n'));
  return `${['Xueji Desk is made with the following packages.', '', ...list, '', ...texts].join('\n')}\n`;
}

/** The names of the packages that a notices file lists, with their versions. */
export function listedPackages(file: string): string[] {
  const list = readFileSync(file, 'utf8').split(RULE)[0]!;
  return [...list.matchAll(/^(\S+ \S+): /gm)].map(([, named]) => named!);
}
