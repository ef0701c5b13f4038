import { closeSync, openSync, readSync } from 'node:fs';

const PLAIN = Buffer.from('SQLite format 3\0', 'latin1');

/** Whether a file is a plain SQLite database; null when there is none, or it is empty. */
export function isPlainDatabase(file: string): boolean | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null;
    throw error;
  }
  try {
    const head = Buffer.alloc(PLAIN.length);
    const length = readSync(handle, head, 0, head.length, 0);
    return length === 0 ? null : head.equals(PLAIN);
  } finally {
    closeSync(handle);
  }
}
