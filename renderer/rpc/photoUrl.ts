import { hostKind } from './hostKind.ts';

/** Where the photo with this content hash (sha256, 64 hex digits) can be shown from. */
export function photoUrl(hash: string, size: 'full' | 'thumbnail' = 'full'): string {
  const base = hostKind === 'desktop' ? `photo://xueji/${hash}` : `/photo/${hash}`;
  return size === 'thumbnail' ? `${base}?size=thumbnail` : base;
}
