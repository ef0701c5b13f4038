import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { shareHold } from '../../electron/hub/bundles/shareHold.ts';
import { openBesideHub } from '../../electron/hub/openHub.ts';
import { hubMeans, noTrouble, onBothEngines } from '../harness/hubEngines.ts';
import { placeArguments } from '../harness/servedHub.ts';
import { type Refused, SyncOffice } from '../harness/syncOffice.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { startXueji } from '../harness/xueji.ts';

interface Turn extends Refused {
  taken: unknown[];
  written: unknown[];
}

/** The folder, into which a desk has put its work while it could not reach the hub. */
async function handedIn(office: SyncOffice): Promise<string> {
  await office.serve();
  await office.joined('one');
  await office.cut();
  const share = office.path('share');
  mkdirSync(share);
  await office.work('one', '13600000002');
  await office.desk('one', 'sync', 'now', '--share', share);
  return share;
}

/** Files of a shared folder have one writer on each side: a second process of the hub says so, and does nothing. */
onBothEngines((engine) => {
  it('refuses a turn beside one that goes on, with a sentence, and takes it once that has ended', async () => {
    const office = new SyncOffice(await engine.place());
    const share = await handedIn(office);
    const lying = () => (readdirSync(share, { recursive: true }) as string[]).sort();
    const before = lying();
    const hub = await openBesideHub(office.place, noTrouble);
    onTestFinished(() => hub.close());
    const hold = shareHold(hub);
    await hold.turn(async () => {
      const { code, json } = await office.hub<Turn>('share', share);
      expect([code, json.error.code]).toEqual([4, 'HUB_REFUSED']);
      expect(json.error.message).toContain('另一个程序');
      expect(json.error.hint).toContain('什么都没有做');
      expect(lying()).toEqual(before);
    });
    hold.release();
    expect(await office.hub<Turn>('share', share)).toMatchObject({
      ...{ code: 0, json: { taken: [{ isKnown: false }], written: [{ device: expect.any(String) }] } },
    });
  }, 120_000);
});

it('leaves it to a hub that is served with a folder, until that has ended, however it ended', async () => {
  const office = new SyncOffice({ engine: 'sqlite', dataDir: temporaryFolder(), means: hubMeans() });
  const share = await handedIn(office);
  const place = placeArguments(office.place);
  const served = startXueji([
    ...['--json', 'hub', 'serve', ...place],
    ...['--listen', '127.0.0.1:0', '--share', share],
  ]);
  const ended = new Promise((resolve) => served.once('exit', resolve));
  onTestFinished(async () => {
    served.kill('SIGKILL');
    await ended;
  });
  // Its first turn has ended.
  await expect.poll(() => existsSync(`${share}/out`), { timeout: 60_000 }).toBe(true);
  expect(await office.hub<Turn>('share', share)).toMatchObject({
    ...{ code: 4, json: { error: { code: 'HUB_REFUSED' } } },
  });
  served.kill('SIGKILL');
  await ended;
  expect((await office.hub<Turn>('share', share)).code).toBe(0);
}, 120_000);
