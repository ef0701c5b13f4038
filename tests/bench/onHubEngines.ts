import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { hubMeans } from '../harness/hubEngines.ts';
import { POSTGRES_MISSING, startPostgres } from '../harness/postgres.ts';

/** Runs a measurement on a new hub of each engine; says so where there is no PostgreSQL. */
export async function onHubEngines(
  run: (name: string, place: HubPlace) => Promise<void>,
  engines: readonly string[] = ['sqlite', 'postgres'],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'xueji-bench-'));
  try {
    if (engines.includes('sqlite'))
      await run('SQLite', { engine: 'sqlite', dataDir: join(folder, 'hub'), means: hubMeans() });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (!engines.includes('postgres')) return;
  if (POSTGRES_MISSING !== null) {
    process.stdout.write(`PostgreSQL: not measured, ${POSTGRES_MISSING}\n`);
    return;
  }
  const server = await startPostgres();
  try {
    await run('PostgreSQL', { engine: 'postgres', url: await server.newDatabase(), means: hubMeans() });
  } finally {
    await server.stop();
  }
}
