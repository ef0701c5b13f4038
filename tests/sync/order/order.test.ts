import { expect, it } from 'vitest';
import { seededRandom } from '../../../electron/demo/seededRandom.ts';
import { openHub } from '../../../electron/hub/openHub.ts';
import { readAtOnce } from '../../../electron/hub/readAtOnce.ts';
import { verifyLog } from '../../../electron/hub/verifyLog.ts';
import { hubPorts, onPostgres } from '../../harness/hubEngines.ts';
import { orderExperiment } from './orderExperiment.ts';
import { lockFirst, numberedEarly, type OrderScheme } from './orderSchemes.ts';

/** XUEJI_COMMITS=1000000: a long run, of some minutes for every 100,000. */
const COMMITS = Number(process.env.XUEJI_COMMITS ?? 2000);
const SEED = Number(process.env.XUEJI_SEED ?? 1);

onPostgres((engine) => {
  const experiment = async (scheme: OrderScheme, commits: number) => {
    const place = await engine.place();
    if (place.engine !== 'postgres') throw new TypeError('no server');
    // Connections are killed on purpose.
    const hub = await openHub(place, hubPorts(), () => undefined);
    const observed = await orderExperiment({
      ...{ url: place.url, scheme, commits, writers: 16, hotRows: 50, random: seededRandom(SEED) },
      // In a long run most do not think: what is waited for says nothing new.
      ...{ thinksOneIn: commits > 10_000 ? 20 : 4, killsEvery: Math.min(100, commits / 10) },
    });
    process.stdout.write(`${JSON.stringify(observed)}\n`);
    return { hub, observed };
  };

  it(`loses, turns round and skips nothing in ${COMMITS} commits of many writers, some killed`, {
    timeout: 60_000 + COMMITS * 20,
  }, async () => {
    const { hub, observed } = await experiment(lockFirst, COMMITS);
    const { committed, killed, rolledBack, entries, ...wrong } = observed;
    expect(wrong).toEqual({ missed: 0, gaps: 0, inversions: 0, wrongRows: 0 });
    expect(committed).toBeGreaterThanOrEqual(COMMITS);
    expect(entries).toBeGreaterThanOrEqual(3 * committed);
    expect(killed).toBeGreaterThanOrEqual(9);
    expect(rolledBack).toBeGreaterThan(COMMITS / 100);
    const { state, fault } = await readAtOnce(hub.db, (tx) => verifyLog(tx));
    expect(fault).toBeNull();
    expect(state.seq).toBe(entries);
    await hub.close();
  });

  it('finds what numbers from a sequence lose and turn round', async () => {
    const { hub, observed } = await experiment(numberedEarly, 1500);
    expect(observed.missed).toBeGreaterThan(0);
    expect(observed.inversions).toBeGreaterThan(0);
    expect(observed.gaps).toBeGreaterThan(0);
    await hub.close();
  });
});
