import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Log } from '../core.ts';
import { describeError } from './describeError.ts';

/** A log file that has grown to this size is put aside. */
const MAX_BYTES = 1024 * 1024;
/** How many that were put aside are kept. */
const KEPT_FILES = 4;

export interface FileLogOptions {
  dataDir: string;
  /** One file per process (`core`, `shell`, `web`, `cli`): two processes never write the same file. */
  name: string;
  clock: Clock;
}

/**
 * One JSON object per line in `<dataDir>/logs/<name>.log`, oldest first. Holds no personal data: callers give codes
 * and counts, and of an error only its kind and its place in the program are written, never its message.
 */
export function fileLog(options: FileLogOptions): Log {
  const folder = join(options.dataDir, 'logs');
  const path = join(folder, `${options.name}.log`);

  const write = (entry: Record<string, unknown>) => {
    const line = `${JSON.stringify({ at: new Date(options.clock.now()).toISOString(), ...entry })}\n`;
    try {
      mkdirSync(folder, { recursive: true });
      rotate(path);
      appendFileSync(path, line);
    } catch {
      // A full or read-only disk must not take the program down with it; the line goes where it still can.
      process.stderr.write(line);
    }
  };

  return {
    info: (event, data = {}) => write({ level: 'info', event, ...data }),
    error: (event, error, data = {}) =>
      write({ level: 'error', event, ...data, error: describeError(error) }),
  };
}

function rotate(path: string) {
  if (!existsSync(path) || statSync(path).size < MAX_BYTES) return;
  rmSync(`${path}.${KEPT_FILES}`, { force: true });
  for (let age = KEPT_FILES - 1; age >= 1; age--) {
    if (existsSync(`${path}.${age}`)) renameSync(`${path}.${age}`, `${path}.${age + 1}`);
  }
  renameSync(path, `${path}.1`);
}
