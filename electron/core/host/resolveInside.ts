import { resolve, sep } from 'node:path';

/**
 * The file inside `root` that a URL's path names, or null when the path could mean anything outside it. Pure: says
 * nothing about whether the file exists.
 */
export function resolveInside(root: string, urlPath: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  // Refused whatever they would resolve to: a second decoding, Windows separators, drives, streams, control characters.
  if (/[%\\:\p{Cc}]/u.test(path)) return null;
  if (path.split('/').some((part) => part === '..' || part === '.')) return null;
  const folder = resolve(root);
  const file = resolve(folder, `./${path.replace(/^\/+/, '')}`);
  return file.startsWith(folder + sep) ? file : null;
}
