import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PUBLIC_KEYS = join(import.meta.dirname, '../../resources/update-keys.json');

/** The public halves that go into the program, SPKI in base64: what it takes updates by. */
export function updateKeys(): string[] {
  return JSON.parse(readFileSync(PUBLIC_KEYS, 'utf8')) as string[];
}

/**
 * A program without a key takes no update, ever, and one whose key is another refuses the next release: both are found
 * out here, not at the schools. Errors: no key is known; `privateKey` is not the other half of a known one.
 */
export function requireReleaseKey(keys: readonly string[], privateKey: KeyObject | null): void {
  if (keys.length === 0) {
    throw new Error(
      'resources/update-keys.json is empty: the program built now would never take an update. Make the release key ' +
        'first (node scripts/release/makeReleaseKey.ts FILE-OUTSIDE-THE-PROJECT) and commit its public half, or say ' +
        '--trial for installers that are not handed out.',
    );
  }
  if (privateKey === null) return;
  const own = createPublicKey(privateKey as never)
    .export({ format: 'der', type: 'spki' })
    .toString('base64');
  if (!keys.includes(own)) {
    throw new Error(
      'The key that was given is none of resources/update-keys.json: no installed program would take this release.',
    );
  }
}
