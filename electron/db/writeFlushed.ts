import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** Writes a small file that outlasts a power cut; readable by its owner alone. */
export function writeFlushed(path: string, text: string): void {
  const handle = openSync(path, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes what was written to a file outlast a power cut. */
export function flushFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
