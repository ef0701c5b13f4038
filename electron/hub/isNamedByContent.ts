import { createHash } from 'node:crypto';
import type { Fields } from '../sync/protocol/syncedMutation.ts';

/** Whether a row has the name that what it says gives it: nobody can change it, and nobody has to be believed. */
export function isNamedByContent(id: string, fields: Fields | null): boolean {
  return typeof fields?.body === 'string' && createHash('sha256').update(fields.body).digest('hex') === id;
}
