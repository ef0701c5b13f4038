import type { Writable } from 'node:stream';

/** Closes a file that is written no further. Resolves when nobody holds it any more, so that it can be removed. */
export function giveUpFile(sink: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (sink.closed) {
      resolve();
      return;
    }
    sink.once('close', resolve);
    // Why it is given up is told by whoever does it.
    sink.on('error', () => undefined);
    sink.destroy();
  });
}
