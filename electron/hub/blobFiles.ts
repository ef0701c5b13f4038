import { Readable } from 'node:stream';
import { openBlobStore } from '../photos/blobStore.ts';
import type { HubFiles } from '../sync/net/hubHandlers.ts';
import { Refusal } from '../sync/net/Refusal.ts';
import { BlobUploads } from './BlobUploads.ts';
import { baseBlobs, type HubBlobs } from './baseBlobs.ts';
import { askBlob, giveBlob, takeBlob } from './handleBlob.ts';
import type { HubDb, HubPorts } from './hubPorts.ts';
import type { OpenHub } from './openHub.ts';
import { sweepHubBlobs } from './sweepHubBlobs.ts';

export interface BlobFilesParts {
  db: HubDb;
  blobs: HubBlobs;
  uploads: BlobUploads;
  now: HubPorts['now'];
}

/** Bytes of files that have come in part: of some four of the largest. */
const MOST_WAITING = 256 * 1024 * 1024;

/** The files of an open hub, sealed under its key: in its folder beside its database, or in its database. */
export function filesOf(hub: OpenHub, now: HubPorts['now']): HubFiles {
  return blobFiles({ db: hub.db, now, blobs: blobsOf(hub), uploads: uploads() });
}

/** Where they lie. */
export function blobsOf(hub: OpenHub): HubBlobs {
  const { key } = hub.unlocked;
  return hub.engine === 'postgres' ? baseBlobs(hub.db, key) : openBlobStore(hub.dataDir, key);
}

/** What has come of them in part. */
export function uploads(): BlobUploads {
  return new BlobUploads(MOST_WAITING);
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
