import { createHash, timingSafeEqual } from 'node:crypto';

/** What a task's key begins with, so that one that lies about is known for what it is. */
const MARK = 'xjt_';
export const KEY_BYTES = 32;

/** A key as it is shown, once: mark, the task's id without dashes, and 32 random bytes. */
export function taskKeyText(task: string, secret: Uint8Array): string {
  return `${MARK}${task.replaceAll('-', '')}_${Buffer.from(secret).toString('base64url')}`;
}

/** Which task a key is of, and its secret; null: this is no key. */
export function parseTaskKey(text: string): { task: string; secret: Uint8Array } | null {
  const found = new RegExp(`^${MARK}([0-9a-f]{32})_([A-Za-z0-9_-]{43})$`).exec(text.trim());
  if (!found) return null;
  const secret = Buffer.from(found[2]!, 'base64url');
  if (secret.length !== KEY_BYTES) return null;
  return { task: found[1]!.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), secret };
}

/** What is kept of it. 32 random bytes can't be guessed, whatever it costs to try one. */
export function taskKeyHash(secret: Uint8Array): string {
  return `sha256$${createHash('sha256').update(secret).digest('hex')}`;
}

export function isTaskKey(secret: Uint8Array, hash: string): boolean {
  const [given, kept] = [Buffer.from(taskKeyHash(secret)), Buffer.from(hash)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
