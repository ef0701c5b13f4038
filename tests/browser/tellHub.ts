import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Changes something in a hub's database beside the hub that serves it: what only days, or a fault, would bring about. */
export async function tellHub(folder: string, statement: string): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'tellHubMain.ts'), folder, statement],
    {
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
}
