import { buffer } from 'node:stream/consumers';
import { openByteSource } from '../../electron/archive/byteSource.ts';
import { openZip } from '../../electron/archive/openZip.ts';

/** Every file of a zip by its name. */
export async function entriesOfZip(path: string): Promise<Map<string, Buffer>> {
  const source = await openByteSource(path);
  try {
    const zip = await openZip(source);
    const entries = new Map<string, Buffer>();
    for (const entry of zip.entries) entries.set(entry.name, await buffer(zip.chunks(entry)));
    return entries;
  } finally {
    await source.close();
  }
}
