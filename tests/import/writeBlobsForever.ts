import { randomBytes } from 'node:crypto';
import { openBlobStore } from '../../electron/photos/blobStore.ts';

/** A process to be killed: stores blobs of 2 MB and tells each hash once the store has said that it is safe. */
const store = openBlobStore(process.argv[2] as string);
async function storeForever(): Promise<never> {
  for (;;) {
    const { hash } = await store.put(randomBytes(2_000_000));
    process.stdout.write(`${hash}\n`);
  }
}
await Promise.all([storeForever(), storeForever(), storeForever()]);
