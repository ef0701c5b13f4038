import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemNetPorts } from '../../../electron/core/ports/systemNetPorts.ts';
import { hubIdentity } from '../../../electron/hub/enrolment/hubKeys.ts';
import type { HubPlace } from '../../../electron/hub/hubEngine.ts';
import type { Grant } from '../../../electron/hub/hubPorts.ts';
import { openHub, type ServedHub } from '../../../electron/hub/openHub.ts';
import { identityPin } from '../../../electron/hub/serveHub.ts';
import { type DeviceKey, newDeviceKey } from '../../../electron/sync/net/deviceKey.ts';
import type { HubPin } from '../../../electron/sync/net/judgeHub.ts';
import { noTrouble } from '../../harness/hubEngines.ts';

const MAIN = join(import.meta.dirname, '../../../electron/cli/main.ts');

export interface KnownDevice {
  device: string;
  key: DeviceKey;
  grant: Grant;
}

/** A hub process as an office runs it (`xueji hub serve`), with devices that were let in before. */
export interface HubProcess {
  port: number;
  pin: HubPin;
  devices: KnownDevice[];
  /** MiB that the process has in memory now, and the most it ever had. */
  memory(): { now: number; most: number };
  /** Seconds of a processor that it has used. */
  processor(): number;
  stop(): Promise<void>;
}

/** `fill`: what is in it before anybody comes. */
export async function startHub(
  place: HubPlace,
  grants: readonly Grant[],
  fill: (hub: ServedHub) => Promise<void>,
): Promise<HubProcess> {
  const hub = await openHub(place, systemNetPorts, noTrouble);
  const devices: KnownDevice[] = [];
  for (const grant of grants) {
    const [device, key] = [systemNetPorts.random(), newDeviceKey()];
    await hub.db
      .insertInto('device')
      .values({
        ...{ id: device, name: `${devices.length + 1} 号机`, state: 'active', last_mid: 0, grant_version: 1 },
        ...{ scope: JSON.stringify(grant), seen_seq: 0, seen_at: null, public_key: key.publicKey },
      })
      .execute();
    devices.push({ device, key, grant });
  }
  await fill(hub);
  const identity = await hubIdentity(hub, systemNetPorts);
  const pin = { root: identity.chain.at(-1)!, spki: identityPin(identity) };
  await hub.close();
  const at = place.engine === 'postgres' ? ['--pg', place.url] : ['--data', place.dataDir];
  const child = spawn(process.execPath, [MAIN, 'hub', 'serve', ...at, '--listen', '0', '--json'], {
    env: { ...process.env, XUEJI_KEYS: place.means.accountDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Also when the benchmark fails.
  process.once('exit', () => child.kill());
  const { port } = await readyAt(child);
  return {
    ...{ port, pin, devices },
    memory: () => memoryOf(child.pid!),
    processor: () => processorOf(child.pid!),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** What a process says on its first line, once it answers. */
export async function readyAt(child: ChildProcess): Promise<{ port: number }> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the server did not start');
  });
  const lines = createInterface({ input: child.stdout! });
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => undefined);
  return JSON.parse(line) as { port: number };
}

/** In hundredths of a second, in the 14th and 15th field; the name before them may have spaces. */
function processorOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** MiB that a process has in memory now, and the most it ever had. */
export function memoryOf(pid: number): { now: number; most: number } {
  const said = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(said)?.[1] ?? 0) / 1024;
  return { now: mib('VmRSS'), most: mib('VmHWM') };
}
