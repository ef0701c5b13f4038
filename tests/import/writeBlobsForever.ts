import { randomBytes } from 'node:crypto';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { STORE_KEY } from '../harness/storeKey.ts';

/**
 * A process to be killed: stores small blobs and big ones and tells each hash once the store has said that it is
 * safe. The big ones take long enough to write, on a disk in memory too, to be caught half-way.
 */
const store = openBlobStore(process.argv[2] as string, STORE_KEY);
async function storeForever(bytes: number): Promise<never> {
  for (;;) {
    const { hash } = await store.put(randomBytes(bytes));
    process.stdout.write(`${hash}\n`);
  }
}
await Promise.all([storeForever(2_000_000), storeForever(2_000_000), storeForever(48_000_000)]);
