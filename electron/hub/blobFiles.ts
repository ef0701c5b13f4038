import { Readable } from 'node:stream';
import { type BlobStore, openBlobStore } from '../photos/blobStore.ts';
import type { DataKey } from '../security/dataKey.ts';
import type { HubFiles } from '../sync/net/hubHandlers.ts';
import { Refusal } from '../sync/net/Refusal.ts';
import { BlobUploads } from './BlobUploads.ts';
import { askBlob, giveBlob, takeBlob } from './handleBlob.ts';
import type { HubDb, HubPorts } from './hubPorts.ts';
import { sweepHubBlobs } from './sweepHubBlobs.ts';

export interface BlobFilesParts {
  db: HubDb;
  blobs: BlobStore;
  uploads: BlobUploads;
  now: HubPorts['now'];
}

/** Bytes of files that have come in part: of some four of the largest. */
const MOST_WAITING = 256 * 1024 * 1024;

/** The files of a hub that is in a folder, sealed under its key beside its database. */
export function folderFiles(
  db: HubDb,
  { dataDir, key, now }: { dataDir: string; key: DataKey; now: HubPorts['now'] },
): HubFiles {
  return blobFiles({ db, now, ...folderBlobs(dataDir, key) });
}

/** Where they lie, and what has come of them in part. */
export function folderBlobs(dataDir: string, key: DataKey): Pick<BlobFilesParts, 'blobs' | 'uploads'> {
  return { blobs: openBlobStore(dataDir, key), uploads: new BlobUploads(MOST_WAITING) };
}

/** The hub’s blobs as the wire asks for them. Images are beside them (filesWithImages). */
export function blobFiles({ db, ...store }: BlobFilesParts): HubFiles {
  return {
    sweep: () => sweepHubBlobs(db, store.blobs, store.now()),
    removeBlob: (sha256) => store.blobs.remove(sha256),
    async blobState({ device }, sha256) {
      const state = await askBlob(db, store.uploads, { device, sha256 });
      if (state.kind === 'refused') throw new Refusal(WHY[state.why]);
      if (state.kind === 'want') return { size: null, received: state.offset };
      const { size } = await db
        .selectFrom('blob')
        .select('size')
        .where('sha256', '=', sha256)
        .executeTakeFirstOrThrow();
      return { size: Number(size), received: Number(size) };
    },
    async readBlob({ device }, sha256) {
      const bytes = await giveBlob(db, store.blobs, { device, sha256 });
      return bytes === null
        ? null
        : { size: bytes.length, read: (from, to) => Readable.from([bytes.subarray(from, to + 1)]) };
    },
    async takeBlob({ device }, { sha256, from, total }, pieces) {
      const read: Uint8Array[] = [];
      for await (const piece of pieces) read.push(piece);
      const bytes = Buffer.concat(read);
      const taken = await takeBlob(db, store, { device, sha256, from, total, bytes });
      if (taken.kind === 'refused') throw new Refusal(WHY[taken.why]);
      if (taken.kind === 'mismatch') throw new Refusal('hash');
      if (taken.kind === 'too-large') throw new Refusal('too-large');
      if (taken.kind === 'have') return { received: total };
      if (taken.offset !== from + bytes.length) throw new Refusal('range');
      return { received: taken.offset };
    },
    readSnapshot: async () => null,
  };
}

const WHY = { 'unknown-device': 'device-unknown', revoked: 'device-revoked', name: 'malformed' } as const;
