import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exportDown } from '../../electron/hub/bundles/exportDown.ts';
import { importUp } from '../../electron/hub/bundles/importUp.ts';
import { diskFiles } from '../../electron/sync/bundle/diskFiles.ts';
import { serveWeb } from '../../electron/web/serveWeb.ts';
import { buildRenderer, RENDERER_DIR } from '../../scripts/buildRenderer.ts';
import { askAll } from '../harness/contractProcedures.ts';
import { deskHub, deskId } from '../harness/deskHub.ts';
import { openCore, strictLog } from '../harness/openCore.ts';
import { runImport } from '../harness/runImport.ts';

/** A hub and two desks in a process of their own, told what to do line by line (SyncDesks): [id, what, …]. */
const folder = process.argv[2]!;
await buildRenderer();
const world = await deskHub(join(folder, 'hub'));
const options = { hubDoor: world.door, syncs: true };
const cores = [
  await openCore(join(folder, 'one'), undefined, options),
  await openCore(join(folder, 'other'), undefined, options),
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
  letIn: (name: string) => world.letIn(name, '*'),
  narrow: (name: string, college: string) => world.hub.grant(deskId(name), [college]),
  revoke: (name: string) => world.hub.grant(deskId(name), null),
  roster: (path: string) => runImport(cores[0]!, path, { kind: 'roster', source: 'chsi' }).then(() => null),
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
