import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openHub } from '../../electron/hub/openHub.ts';
import { askStranger } from '../../electron/sync/net/HubCaller.ts';
import { hubMeans, noTrouble } from '../harness/hubEngines.ts';
import { linkTo, pinOf, wireHub, wirePorts } from '../harness/syncWire.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const HELLO = { proto: [1, 1] as [number, number], schema: [1, 1] as [number, number], app: '0.1.0' };

/** A hub behind a line that changes one bit of whatever goes that way, as soon as it is bad. */
async function scene() {
  const ports = wirePorts();
  const place = { engine: 'sqlite' as const, dataDir: temporaryFolder(), means: hubMeans() };
  const opened = await openHub(place, ports, noTrouble);
  onTestFinished(() => opened.close());
  const hub = await wireHub(opened, ports);
  const line = { bad: null as 'there' | 'back' | null };
  const turned = (bytes: Buffer) => {
    const other = Buffer.from(bytes);
    other[other.length - 1]! ^= 1;
    return other;
  };
  const open = new Set<Socket>();
  const server = createServer((desk) => {
    const there = connect({ host: '127.0.0.1', port: hub.port });
    for (const [from, to, way] of [
      [desk, there, 'there'],
      [there, desk, 'back'],
    ] as const) {
      open.add(from);
      from.on('data', (bytes) => to.write(line.bad === way ? turned(bytes) : bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const link = linkTo(port, await pinOf(opened, ports), ports);
  return { line, hello: () => askStranger(link, 'hello', HELLO) };
}

for (const way of ['there', 'back'] as const)
  it(`says that the line is bad where bytes were changed on the way ${way}, and goes on when it is good again`, async () => {
    const { line, hello } = await scene();
    expect(await hello()).toMatchObject({ kind: 'welcome' });
    line.bad = way;
    await expect(hello()).rejects.toMatchObject({
      ...{ code: 'HUB_UNREACHABLE', params: { case: 'garbled' } },
    });
    // A bad line from the beginning is no stranger who answers there either.
    await expect(hello()).rejects.toMatchObject({
      ...{ code: 'HUB_UNREACHABLE', params: { case: 'garbled' } },
    });
    line.bad = null;
    expect(await hello()).toMatchObject({ kind: 'welcome' });
  });
