import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { BundleEntry } from '../../../electron/sync/bundle/bundleEntry.ts';
import type { BundleAbout } from '../../../electron/sync/bundle/bundleFormat.ts';
import type { BundleReader } from '../../../electron/sync/bundle/openBundle.ts';
import { sealKeyOf, sealKeyPair } from '../../../electron/sync/bundle/sealKeys.ts';
import type { BundleKeys } from '../../../electron/sync/bundle/writeBundle.ts';

/** Always the same key for the same word. */
export function signingKey(word: string): KeyObject {
  const seed = createHash('sha256').update(word).digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

export const HUB = { role: 'hub', id: 'hub-1' } as const;
export const DEVICE = { role: 'device', id: 'device-1' } as const;

const known = new Map(
  [HUB, DEVICE, { role: 'device', id: 'device-2' }].map(({ id }) => [id, signingKey(id)]),
);

export function readerOf(who: { role: 'hub' | 'device'; id: string }, key = who.id): BundleReader {
  return {
    ...who,
    hub: 'school-hub',
    seal: sealKeyOf(signingKey(key)),
    keyOf: ({ id }) => {
      const found = known.get(id);
      return found ? createPublicKey(found) : null;
    },
  };
}

export function keysFor(from: string, to: string, bundle = 1): BundleKeys {
  return {
    signing: signingKey(from),
    recipient: sealKeyOf(signingKey(to)).publicKey,
    ephemeral: sealKeyPair(createHash('sha256').update(`once ${bundle}`).digest()),
  };
}

export function aboutUp(changes: Partial<BundleAbout> = {}): BundleAbout {
  return {
    bundle: 'ab'.repeat(16),
    ...{ number: 3, after: 2, kind: 'up', hub: 'school-hub', epoch: 'e1', from: DEVICE, to: HUB },
    ...{ schema: 28, at: 1_750_000_000_000, mids: [11, 14], range: null },
    ...changes,
  };
}

export function aboutDown(changes: Partial<BundleAbout> = {}): BundleAbout {
  const range = { from: { token: 't.40', seq: 40 }, to: { token: 't.60', seq: 60 } };
  return aboutUp({ kind: 'down', from: HUB, to: DEVICE, mids: null, range, ...changes });
}

export function blob(bytes: Buffer): BundleEntry {
  return { kind: 'blob', sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}

export async function all(entries: AsyncIterable<BundleEntry>): Promise<BundleEntry[]> {
  const found: BundleEntry[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}
