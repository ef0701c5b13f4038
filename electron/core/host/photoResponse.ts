import type { HostFiles } from './hostFiles.ts';
import { plainResponse, refusal } from './plainResponse.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** The photo with a content hash. The same hash is the same bytes for ever, so the page may keep it. */
export async function photoResponse(
  files: Pick<HostFiles, 'readPhoto'>,
  hash: string,
  size: string | null,
): Promise<Response> {
  if (!SHA256.test(hash)) return refusal(404, 'NOT_FOUND');
  const photo = await files.readPhoto(hash, size === 'thumbnail' ? 'thumbnail' : 'full');
  return answerPhoto(photo, 'private, max-age=31536000, immutable');
}

/** A photo of the student who is on the counter's window now, and of nobody else. The browser keeps no copy. */
export async function shownPhotoResponse(
  files: Pick<HostFiles, 'readShownPhoto'>,
  hash: string,
): Promise<Response> {
  return answerPhoto(SHA256.test(hash) ? await files.readShownPhoto(hash) : null, 'no-store');
}

function answerPhoto(photo: { mime: string; bytes: Uint8Array } | null, caching: string): Response {
  if (!photo) return refusal(404, 'NOT_FOUND');
  // A type outside these could be run as a page.
  if (!/^image\/(jpeg|png|webp|bmp|gif)$/.test(photo.mime)) return refusal(404, 'NOT_FOUND');
  return plainResponse(200, new Uint8Array(photo.bytes), {
    'content-type': photo.mime,
    'cache-control': caching,
  });
}
