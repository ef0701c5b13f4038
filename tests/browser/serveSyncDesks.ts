import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exportDown } from '../../electron/hub/bundles/exportDown.ts';
import { importUp } from '../../electron/hub/bundles/importUp.ts';
import { diskFiles } from '../../electron/sync/bundle/diskFiles.ts';
import { serveWeb } from '../../electron/web/serveWeb.ts';
import { buildRenderer, RENDERER_DIR } from '../../scripts/buildRenderer.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { askAll } from '../harness/contractProcedures.ts';
import { deskHub, deskId } from '../harness/deskHub.ts';
import { openCore, strictLog } from '../harness/openCore.ts';
import { openTestDatabase } from '../harness/openTestDatabase.ts';
import { runImport } from '../harness/runImport.ts';

/** A hub and two desks in a process of their own, told what to do line by line (SyncDesks): [id, what, …]. */
const folder = process.argv[2]!;
await buildRenderer();
/** How far the clocks of hub and desks are ahead of this computer's, ms. */
let ahead = 0;
const clock = { now: () => Date.now() + ahead };
const world = await deskHub(join(folder, 'hub'), clock.now);
const { calls } = world.door;
let isOld = false;
world.door.calls = (place) => {
  const made = calls(place);
  return {
    ...made,
    async hello() {
      if (isOld) throw new AppError('SYNC_REFUSED', { case: 'upgradeClient' });
      return made.hello();
    },
  };
};
const options = { hubDoor: world.door, syncs: true };
const cores = [
  await openCore(join(folder, 'one'), clock, options),
  await openCore(join(folder, 'other'), clock, options),
];
const hosts = await Promise.all(
  cores.map((core) => serveWeb({ face: core, port: 0, rendererDir: RENDERER_DIR, log: strictLog })),
);

type Doing = Record<string, (...given: never[]) => unknown>;
const doing: Doing = {
  urls: () => hosts.map(({ url }) => url),
  cut: (isCut: boolean) => {
    world.cut = isCut;
  },
  letIn: (name: string, college?: string) => world.letIn(name, college === undefined ? '*' : [college]),
  narrow: (name: string, college: string) => world.hub.grant(deskId(name), [college]),
  revoke: (name: string) => world.hub.grant(deskId(name), null),
  roster: (path: string, desk = 0) =>
    runImport(cores[desk]!, path, { kind: 'roster', source: 'chsi' }).then(() => null),
  /** Photos of students, named by their numbers: the batch. */
  photos: (paths: string[], desk: number) =>
    runImport(cores[desk]!, paths, { kind: 'photos' }).then(({ batch }) => batch.batch),
  days: (days: number) => {
    ahead += days * 86_400_000;
  },
  /** The program of the desks is too old for this hub, or is no more. */
  old: (old: boolean) => {
    isOld = old;
  },
  /** A disk that changes something by itself. */
  spoil: (desk: number, statement: string) => {
    const disk = openTestDatabase(join(folder, desk === 0 ? 'one' : 'other'));
    const { changes } = disk.prepare(statement).run();
    disk.close();
    return changes;
  },
  /** A bundle that a person brought to the hub, and one that they take away from there: its path. */
  bundleUp: (path: string) => importUp(world.bundles, diskFiles, [path]).then(({ mutations }) => mutations),
  bundleDown: (desk: string, name: string) =>
    exportDown(world.bundles, deskId(desk), { files: diskFiles, folder, name }, { whole: false }).then(
      ({ files }) => join(folder, files[0]!),
    ),
  ask: async (desk: number, path: string, input?: unknown) =>
    (await askAll(cores[desk]!, path.split('.'), input)).at(-1),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [id, what, ...given] = JSON.parse(line) as [number, string, ...never[]];
  const answer = (await doing[what]!(...given)) ?? null;
  process.stdout.write(`${JSON.stringify([id, answer])}\n`);
}
await Promise.all(hosts.map((host) => host.close()));
await Promise.all(cores.map((core) => core.close()));
