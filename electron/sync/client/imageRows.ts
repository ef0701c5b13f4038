import { closeSync, openSync, readSync } from 'node:fs';
import { ROWS_A_FRAME, readFrames, type SentRow } from '../protocol/imageFrames.ts';
import type { ImageRow } from '../protocol/pulled.ts';
import { ENTITY_RULES } from '../rules/entityRules.ts';

/** The rows of an image, whatever a row speaks of before it; they may be gone through more than once. */
export interface ImageSource {
  slices(): Iterable<readonly SentRow[]>;
  /** How many; for telling how far it is. */
  rows: number;
}

const ORDER = new Map(Object.keys(ENTITY_RULES).map((entity, at) => [entity, at]));

/** Rows that came in the answer. */
export function rowsAtHand(rows: readonly ImageRow[]): ImageSource {
  const sent = rows
    .map(({ entity, id, ver, fields }): SentRow => ({ entity, id, ver, fields: JSON.stringify(fields) }))
    .sort((one, other) => ORDER.get(one.entity)! - ORDER.get(other.entity)!);
  return {
    rows: sent.length,
    *slices() {
      for (let from = 0; from < sent.length; from += ROWS_A_FRAME)
        yield sent.slice(from, from + ROWS_A_FRAME);
    },
  };
}

/** Rows that were fetched into a file. Errors while they are read: DamagedImage, those of the file system. */
export function rowsOfFile(
  path: string,
  { key, bytes, rows }: { key: string; bytes: number; rows: number },
): ImageSource {
  return {
    rows,
    *slices() {
      const handle = openSync(path, 'r');
      const read = (from: number, length: number) => {
        const piece = Buffer.alloc(length);
        return piece.subarray(0, readSync(handle, piece, 0, length, from));
      };
      try {
        yield* readFrames(read, { key: Buffer.from(key, 'hex'), bytes });
      } finally {
        closeSync(handle);
      }
    },
  };
}
