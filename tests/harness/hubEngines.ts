import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import type { HubPorts } from '../../electron/hub/hubPorts.ts';
import { openHub, type ServedHub } from '../../electron/hub/openHub.ts';
import { accountKeyFolder } from '../../electron/security/accountKeyFolder.ts';
import type { KeyMeans } from '../../electron/security/unlockStore.ts';
import { POSTGRES_MISSING, type Postgres, startPostgres } from './postgres.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export interface HubEngineUnderTest {
  name: HubPlace['engine'];
  /** Somewhere new for a hub. */
  place(): Promise<HubPlace>;
  /** A new hub, closed when the test is over. */
  hub(ports?: HubPorts): Promise<ServedHub>;
  /** Null on SQLite. */
  server(): Postgres | null;
}

/** Ports of a hub whose clock stands still unless it is set. */
export function hubPorts(): HubPorts & { at: number } {
  return {
    at: Date.UTC(2026, 10, 30),
    now() {
      return this.at;
    },
    random: () => randomBytes(16).toString('hex'),
  };
}

/** What opens the hubs of tests: this account, or a passphrase. */
export function hubMeans(passphrase: string | null = null): KeyMeans {
  const newId = () => randomUUID();
  return { accountDir: accountKeyFolder(), passphrase, system: null, newId };
}

/** Fails the test by what a hub says beside requests. */
export const noTrouble = (what: string, error: Error): never => {
  throw new Error(what, { cause: error });
};

/** The same tests on a real SQLite file and on a real PostgreSQL server. Without one they are skipped, and say why. */
export function onBothEngines(tests: (engine: HubEngineUnderTest) => void): void {
  describe('on SQLite', () => {
    const place = async (): Promise<HubPlace> => ({
      ...{ engine: 'sqlite', dataDir: join(temporaryFolder(), 'hub'), means: hubMeans() },
    });
    tests({ name: 'sqlite', place, hub: async (ports) => opened(await place(), ports), server: () => null });
  });
  onPostgres(tests);
}

/** Of PostgreSQL alone. `settings`: lines of postgresql.conf. */
export function onPostgres(
  tests: (engine: HubEngineUnderTest) => void,
  settings: readonly string[] = ['fsync = off'],
): void {
  const why = POSTGRES_MISSING === null ? '' : ` (${POSTGRES_MISSING})`;
  describe.skipIf(POSTGRES_MISSING !== null)(`on PostgreSQL${why}`, () => {
    let server: Postgres;
    beforeAll(async () => {
      server = await startPostgres(settings);
    });
    afterAll(() => server?.stop());
    const place = async (): Promise<HubPlace> => ({
      ...{ engine: 'postgres', url: await server.newDatabase(), means: hubMeans() },
    });
    tests({
      ...{ name: 'postgres', place, server: () => server },
      hub: async (ports) => opened(await place(), ports),
    });
  });
}

async function opened(place: HubPlace, ports: HubPorts = hubPorts()): Promise<ServedHub> {
  const hub = await openHub(place, ports, noTrouble);
  onTestFinished(() => hub.close());
  return hub;
}
