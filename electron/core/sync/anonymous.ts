import { createHmac, randomBytes } from 'node:crypto';

/** Ids of rows, devices, hubs and files as they stand in logs: UUIDs, hashes, and ids of 21 characters. */
const IDS =
  /\b(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,}|(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{21})\b/g;

/**
 * Names for ids, by which they can be told apart and nothing else: the salt is known to nobody, and gone with this function.
 */
export function anonymously(): { id(text: string): string; idsIn(text: string): string } {
  const salt = randomBytes(32);
  const id = (text: string) => `#${createHmac('sha256', salt).update(text).digest('hex').slice(0, 10)}`;
  return { id, idsIn: (text) => text.replace(IDS, (found) => id(found)) };
}
