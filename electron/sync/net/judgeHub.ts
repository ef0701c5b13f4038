import type { X509Certificate } from 'node:crypto';
import { spkiPin } from './hubCertificate.ts';

/** What a device knows its hub by: never an address. */
export interface HubPin {
  /** PEM of the first certificate of the hub, which signed itself: what TLS trusts. */
  root: string;
  /** SHA-256 of the SPKI of the key that the hub had when it was last seen. */
  spki: string;
}

/** Keys that a hub can have rolled over since a device last saw it. */
const MOST_ROLLS = 32;

/**
 * Whether a chain of certificates (leaf first) is the pinned hub’s: its key, or one that was signed by it, link by link.
 * What the hub had before the pinned key counts no more. Returns the pin of the leaf; null: somebody else.
 */
export function judgeHub(pin: HubPin, chain: readonly X509Certificate[]): HubPin | null {
  const leaf = chain[0];
  if (leaf === undefined) return null;
  for (const [at, certificate] of chain.slice(0, MOST_ROLLS).entries()) {
    const below = chain[at - 1];
    if (below !== undefined && !(below.checkIssued(certificate) && below.verify(certificate.publicKey)))
      return null;
    if (spkiPin(certificate.publicKey) === pin.spki) return { root: pin.root, spki: spkiPin(leaf.publicKey) };
  }
  return null;
}

/** The pin of a hub that nobody has pinned yet, from the chain that it showed; null: not one that a hub shows. */
export function firstPin(chain: readonly X509Certificate[]): HubPin | null {
  const [leaf, root] = [chain[0], chain.at(-1)];
  if (leaf === undefined || root === undefined || !root.verify(root.publicKey)) return null;
  const pin = { root: root.toString(), spki: spkiPin(leaf.publicKey) };
  const whole = judgeHub({ ...pin, spki: spkiPin(root.publicKey) }, chain);
  return whole === null ? null : pin;
}
