import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Downloads } from './Downloads.ts';
import { giveUpFile } from './giveUpFile.ts';

/**
 * A file for a person to take away, written piece by piece: offered once it is whole, and gone when writing it fails or
 * is cancelled. Answers with the id of the download. Errors: those of `write`, which ends the stream.
 */
export async function writeDownload(
  downloads: Downloads,
  [name, format]: Parameters<Downloads['begin']>,
  write: (sink: Writable) => Promise<unknown>,
): Promise<string> {
  const file = downloads.begin(name, format);
  const sink = file.sink();
  try {
    await Promise.all([finished(sink), write(sink)]);
  } catch (error) {
    await giveUpFile(sink);
    file.abandon();
    throw error;
  }
  return file.done();
}
