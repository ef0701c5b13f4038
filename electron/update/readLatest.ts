import { createPublicKey, verify } from 'node:crypto';
import { open } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { LATEST, type Release, release, signedRelease } from './release.ts';

/** A release's description is a few lines; more is none. */
const MOST_BYTES = 512 * 1024;

/**
 * What the folder says is the latest release, once one of the keys (SPKI, DER, base64) has signed it. Errors, all
 * UPDATE_REFUSED: `no-key` (this program knows none), `folder` (no whole path), `missing` (no latest.json, or the share is
 * not there), `form`, `signature`.
 */
export async function readLatest(folder: string, keys: readonly string[]): Promise<Release> {
  if (keys.length === 0) throw refused('no-key');
  if (!isAbsolute(folder)) throw refused('folder');
  const said = await readSmall(join(folder, LATEST), folder);
  const parsed = signedRelease.safeParse(parseJson(said));
  if (!parsed.success) throw refused('form');
  const { signed, signature } = parsed.data;
  const bytes = Buffer.from(signed, 'utf8');
  const mark = Buffer.from(signature, 'base64');
  if (!keys.some((key) => isSignedBy(key, bytes, mark))) throw refused('signature');
  const described = release.safeParse(parseJson(signed));
  if (!described.success) throw refused('form');
  return described.data;
}

function isSignedBy(key: string, bytes: Buffer, mark: Buffer): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  return verify(null, bytes, publicKey, mark);
}

async function readSmall(path: string, folder: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > MOST_BYTES) throw refused('form');
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('UPDATE_REFUSED', { case: 'missing', folder }, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told as a description of another form.
    return null;
  }
}

function refused(why: string): AppError {
  return new AppError('UPDATE_REFUSED', { case: why });
}
