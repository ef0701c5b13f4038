/**
 * A desk as a person has it open all day, in a process of its own: a real core that joins a hub and follows it until it is
 * ended. Says each thing that somebody at the hub has to know, and `synced` once it is there, as lines of JSON.
 *
 *   node deskProcess.ts FOLDER ADDRESS CODE
 */
import { netDoor } from '../../../electron/core/sync/netDoor.ts';
import { openCore } from '../../harness/openCore.ts';

const [folder = '', address = '', code = ''] = process.argv.slice(2);
const say = (said: object) => process.stdout.write(`${JSON.stringify(said)}\n`);
const core = await openCore(folder, undefined, { hubDoor: netDoor, syncs: true });
const { pin } = await core.client.sync.look({ address });
const asked = await core.client.sync.join({ address, pin, code, name: '窗口一号机' });
say({ own: asked.hub!.own! });
for (;;) {
  const { phase } = await core.client.sync.now();
  if (phase === 'synced') break;
}
say({ synced: true });
await new Promise<void>((resolve) => process.once('SIGTERM', resolve));
await core.close();
