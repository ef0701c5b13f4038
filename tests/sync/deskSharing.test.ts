import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diskFiles } from '../../electron/sync/bundle/diskFiles.ts';
import { waitingMids } from '../../electron/sync/bundle/upEntries.ts';
import { SharedScene } from './SharedScene.ts';

/** A desk that exchanges through a folder of its own accord: in rounds that do not reach the hub. On a real disk. */
async function begun() {
  const scene = await SharedScene.make();
  const { office, root } = scene;
  const { signal } = new AbortController();
  const unreached = () => office.sharing.unreached(signal);
  const lying = () =>
    existsSync(join(root, 'in', 'office')) ? readdirSync(join(root, 'in', 'office')).sort() : [];
  await office.sharing.set(root);
  return { scene, office, root, unreached, lying };
}

it('takes turns where the hub was not reached, and takes away what lies there once it is reached again', async () => {
  const { scene, office, unreached, lying } = await begun();
  scene.edit(office, '1');
  await unreached();
  expect(office.sharing.state.last).toMatchObject({ taken: 0, written: 1, refused: [], trouble: null });
  expect(lying()).toHaveLength(1);
  await office.sharing.reached();
  // The hub does not have it yet.
  expect(lying()).toHaveLength(1);
  for (const ask of ['pull', 'push', 'pull'] as const)
    while ((await office.sim.client(scene.hub.calls())[ask]()).kind === 'more');
  expect(waitingMids(office.sim.db)).toBeNull();
  // It was looked at, and will be again behind the next turn there.
  await unreached();
  await office.sharing.reached();
  expect(lying()).toEqual([]);
});

it('two turns that are asked for at the same time are taken one after the other, and nothing is written twice', async () => {
  const { scene, office, root, unreached, lying } = await begun();
  scene.edit(office, '1');
  const asked = [unreached(), office.sharing.turn(root, {}), unreached(), office.sharing.turn(root, {})];
  const [, one, , another] = await Promise.all(asked);
  expect([one, another]).toMatchObject([{ written: null }, { written: null }]);
  expect(office.sharing.state.last?.trouble).toBeNull();
  expect(office.logged).toEqual([]);
  expect(lying()).toHaveLength(1);
  const { taken } = await scene.hubTurn(diskFiles);
  expect(taken).toMatchObject([{ mutations: 2 }]);
});

it('keeps what went wrong to be told, tries again, and windows are told what is otherwise and no more', async () => {
  const { scene, office, root, unreached, lying } = await begun();
  await unreached();
  const told = office.told;
  await unreached();
  await unreached();
  expect(office.told).toBe(told + 1);
  scene.edit(office, '1');
  renameSync(root, `${root}.gone`);
  await unreached();
  expect(office.sharing.state.last).toMatchObject({
    ...{ taken: 0, written: 0, trouble: { code: 'FILE_NOT_FOUND' } },
  });
  expect([office.told, existsSync(root)]).toEqual([told + 2, false]);
  renameSync(`${root}.gone`, root);
  renameSync(join(root, 'in'), join(root, 'elsewhere'));
  writeFileSync(join(root, 'in'), '');
  await unreached();
  expect(office.sharing.state.last).toMatchObject({ trouble: { code: 'FILE_NOT_WRITABLE' } });
  expect(office.logged).toEqual(['share-failed']);
  renameSync(join(root, 'in'), join(root, 'file'));
  await unreached();
  expect(office.sharing.state.last).toMatchObject({ written: 1, trouble: null });
  expect(lying()).toHaveLength(1);
});

it('a turn that goes on while somebody turns it off, or names another folder, does not turn it on again', async () => {
  const { office, unreached } = await begun();
  const going = unreached();
  await office.sharing.set(null);
  await going;
  expect(office.sharing.state).toEqual({ folder: null, last: null });
});

it('takes none without a hub, none while it waits to be let in, and none where nobody named a folder', async () => {
  const { scene, office, unreached, lying } = await begun();
  scene.edit(office, '1');
  office.sim.db.write("DELETE FROM sync_state WHERE key = 'device'").run();
  await unreached();
  expect(office.sharing.state.last).toBeNull();
  await office.sharing.set(null);
  await unreached();
  await office.sharing.reached();
  expect(lying()).toEqual([]);
});
