import { createHash } from 'node:crypto';
import { type Canonical, canonicalText } from './canonicalText.ts';
import type { SyncedMutation } from './syncedMutation.ts';

/** Before the first entry of a hub’s log. */
export const CHAIN_BEGIN = '0'.repeat(64);

/** SHA-256 (lower-case hex) over the link of the entry before and this entry: whoever has the same link has the same log. */
export function chainLink(before: string, entry: Canonical): string {
  return createHash('sha256')
    .update(`${before}\n${canonicalText(entry)}`, 'utf8')
    .digest('hex');
}

/** What two mutations under one number are told apart by. */
export function bodyHash(body: SyncedMutation): string {
  return createHash('sha256')
    .update(canonicalText(body as unknown as Canonical), 'utf8')
    .digest('hex');
}
