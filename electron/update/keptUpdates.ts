import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const taken = z.object({
  version: z.string(),
  file: z.string(),
  bytes: z.number(),
  sha256: z.string(),
});
/** An installer that lies in the data folder, whole. */
export type Taken = z.output<typeof taken>;

const updateState = z.object({
  /** Where newer versions are laid; empty: nowhere. Of this computer, so not in the store, which others share. */
  folder: z.string(),
  /** To be installed as soon as the program ends. */
  ready: taken.nullable(),
  /** The one that was started last: of the version that runs, unless it was not let finish. */
  installed: taken.nullable(),
  /** The installer of the version before, to go back to. */
  previous: taken.nullable(),
});
export type UpdateState = z.output<typeof updateState>;

/** Everything about updates lies here, installers and all. */
export const updatesDir = (dataDir: string): string => join(dataDir, 'updates');
const stateFile = (dataDir: string) => join(updatesDir(dataDir), 'state.json');

/**
 * What is known of updates here. A file that is not there or can't be understood is as none: nothing is lost with it but
 * a path that can be typed again, and no program must fail to start for it. `XUEJI_UPDATES` names the folder where the
 * office has chosen none.
 */
export function readUpdateState(dataDir: string, environment: NodeJS.ProcessEnv = process.env): UpdateState {
  const none = {
    folder: environment.XUEJI_UPDATES?.trim() ?? '',
    ready: null,
    installed: null,
    previous: null,
  };
  let text: string;
  try {
    text = readFileSync(stateFile(dataDir), 'utf8');
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return none;
    throw error;
  }
  const read = updateState.safeParse(jsonOf(text));
  if (!read.success) return none;
  return { ...read.data, folder: read.data.folder === '' ? none.folder : read.data.folder };
}

export function saveUpdateState(dataDir: string, state: UpdateState): void {
  mkdirSync(updatesDir(dataDir), { recursive: true });
  const path = stateFile(dataDir);
  writeFileSync(`${path}.part`, JSON.stringify(state));
  renameSync(`${path}.part`, path);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
