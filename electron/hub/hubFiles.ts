import { Readable } from 'node:stream';
import type { BlobStore } from '../photos/blobStore.ts';
import type { HubFiles } from '../sync/net/hubHandlers.ts';
import { Refusal } from '../sync/net/Refusal.ts';
import type { BlobUploads } from './BlobUploads.ts';
import { askBlob, giveBlob, takeBlob } from './handleBlob.ts';
import type { HubDb, HubPorts } from './hubPorts.ts';

/** The files of a hub, as the wire asks for them. There are no snapshots here. */
export function hubFiles(
  db: HubDb,
  { blobs, uploads, now }: { blobs: BlobStore; uploads: BlobUploads; now: HubPorts['now'] },
): HubFiles {
  return {
    async blobState({ device }, sha256) {
      const whole = await giveBlob(db, blobs, { device, sha256 });
      const state = await askBlob(db, uploads, { device, sha256 });
      return { size: whole?.length ?? null, received: state.kind === 'want' ? state.offset : 0 };
    },
    async readBlob({ device }, sha256) {
      const bytes = await giveBlob(db, blobs, { device, sha256 });
      if (bytes === null) return null;
      return { size: bytes.length, read: (from, to) => Readable.from([bytes.subarray(from, to + 1)]) };
    },
    async takeBlob({ device }, { sha256, from, total }, pieces) {
      const parts: Uint8Array[] = [];
      for await (const piece of pieces) parts.push(piece);
      const taken = await takeBlob(
        db,
        { blobs, uploads, now },
        { device, sha256, from, total, bytes: Buffer.concat(parts) },
      );
      if (taken.kind === 'mismatch') throw new Refusal('hash');
      if (taken.kind === 'have') return { received: total };
      // Where it was left off: the device asks, and goes on there.
      if (taken.kind === 'want') return { received: taken.offset };
      throw new Refusal('range');
    },
    // Images of everything are not made yet: a device begins with pages.
    readSnapshot: async () => null,
  };
}
