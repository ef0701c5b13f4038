import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PUBLIC_KEYS = join(ROOT, 'resources/update-keys.json');

/**
 * Makes the key that releases are signed with, once:
 *
 *   node scripts/release/makeReleaseKey.ts FILE
 *
 * FILE (outside the project: whoever has it can make updates that every installed program takes) gets the private half,
 * readable by its owner only; the public half is added to resources/update-keys.json and goes into every program that is
 * built from then on. Older keys stay there until no program that knows only them is in use.
 */
const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('makeReleaseKey.ts FILE');
const path = resolve(target);
if (!relative(ROOT, path).startsWith('..')) throw new Error('The private key must lie outside the project.');

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
const keys = JSON.parse(readFileSync(PUBLIC_KEYS, 'utf8')) as string[];
const added = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
writeFileSync(PUBLIC_KEYS, `${JSON.stringify([...keys, added], null, 2)}\n`);
process.stdout.write(`private key: ${path}\npublic key added to resources/update-keys.json: ${added}\n`);
