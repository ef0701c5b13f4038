import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { AppError } from '../../../shared/domain/errors.ts';
import { type Seal, sealOf } from '../../security/seal.ts';
import type { KeyedHub } from '../enrolment/hubKeys.ts';
import { readNote, writeNote } from '../hubNotes.ts';
import type { HubDb, HubTx } from '../hubPorts.ts';
import { lockPartition } from '../lockPartition.ts';

const ABOUT = 'hub_note/bundleKey';

/**
 * The key (Ed25519) that this hub signs its bundles with, and by which it opens those of devices (sealKeyOf). Another one
 * than on the network, because that one can be rolled, and a bundle may lie in a drawer. Made once, and kept with all that
 * the hub has. Errors: KEY_RING (damaged).
 */
export async function hubBundleKey({ db, unlocked }: KeyedHub): Promise<KeyObject> {
  const seal = sealOf(unlocked.key, 'files')!;
  return (await readKey(db, seal)) ?? (await db.transaction().execute((tx) => makeKey(tx, seal)));
}

/** What devices are told of it: SPKI, base64. */
export function publicBundleKey(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}

async function makeKey(tx: HubTx, seal: Seal): Promise<KeyObject> {
  // Two processes of one database that start together make one key.
  await lockPartition(tx);
  const made = await readKey(tx, seal);
  if (made !== null) return made;
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  await writeNote(tx, 'bundleKey', seal.close(Buffer.from(pem, 'utf8'), ABOUT).toString('base64'));
  return privateKey;
}

async function readKey(db: HubDb | HubTx, seal: Seal): Promise<KeyObject | null> {
  const stored = await readNote(db, 'bundleKey');
  if (stored === null) return null;
  const pem = seal.open(Buffer.from(stored, 'base64'), ABOUT);
  // Another ring than the one that the key was made under.
  if (pem === null) throw new AppError('KEY_RING', { case: 'damaged' });
  return createPrivateKey(pem);
}
