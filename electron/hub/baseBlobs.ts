import { AppError } from '../../shared/domain/errors.ts';
import { type BlobStore, blobHash, isBlobHash } from '../photos/blobStore.ts';
import { type DataKey, deriveKey } from '../security/dataKey.ts';
import { sealWith } from '../security/seal.ts';
import type { HubDb } from './hubPorts.ts';

/** Where a hub keeps files: in its folder (openBlobStore), or in its database. */
export type HubBlobs = Pick<BlobStore, 'put' | 'read' | 'has' | 'remove' | 'sweep'>;

/** Bytes in one row: what the server reads and sends at once. */
const PIECE_BYTES = 1024 * 1024;

/**
 * The files of a hub on PostgreSQL, in its database, so that each process that serves it has them: sealed as those of a
 * folder are, in pieces that are there all or not at all. Two who put the same at one time: the first one’s pieces count,
 * because each begins with the first piece and waits there.
 */
export function baseBlobs(db: HubDb, key: DataKey): HubBlobs {
  const seal = sealWith(deriveKey(key, 'blobs'));
  const has = async (sha256: string) =>
    isBlobHash(sha256) &&
    (await db
      .selectFrom('blob_piece')
      .select('at')
      .where('sha256', '=', sha256)
      .where('at', '=', 0)
      .executeTakeFirst()) !== undefined;
  const remove = async (sha256: string) => {
    const { numDeletedRows } = await db
      .deleteFrom('blob_piece')
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0;
  };
  return {
    has,
    remove,
    async put(bytes) {
      const hash = blobHash(bytes);
      if (await has(hash)) return { hash, isNew: false };
      const stored = seal.close(bytes, hash);
      const isNew = await db.transaction().execute(async (tx) => {
        let written = 0n;
        for (let at = 0; at < stored.length; at += PIECE_BYTES) {
          const piece = { sha256: hash, at, bytes: stored.subarray(at, at + PIECE_BYTES) };
          const { numInsertedOrUpdatedRows = 0n } = await tx
            .insertInto('blob_piece')
            .values(piece)
            .onConflict((conflict) => conflict.columns(['sha256', 'at']).doNothing())
            .executeTakeFirstOrThrow();
          written += numInsertedOrUpdatedRows;
        }
        return written > 0n;
      });
      return { hash, isNew };
    },
    async read(hash) {
      if (!isBlobHash(hash)) return null;
      const pieces = await db
        .selectFrom('blob_piece')
        .select('bytes')
        .where('sha256', '=', hash)
        .orderBy('at')
        .execute();
      if (pieces.length === 0) return null;
      const bytes = seal.open(Buffer.concat(pieces.map((piece) => piece.bytes)), hash);
      if (bytes === null || blobHash(bytes) !== hash)
        throw new AppError('STORE_DAMAGED', { what: 'photo', hash });
      return bytes;
    },
    async sweep(referenced) {
      const stored = await db.selectFrom('blob_piece').select('sha256').where('at', '=', 0).execute();
      let removed = 0;
      for (const { sha256 } of stored) if (!referenced(sha256) && (await remove(sha256))) removed += 1;
      return { removed, unfinished: 0 };
    },
  };
}
