import type { HubDoor } from '../../electron/core/sync/HubDoor.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import type { Grant } from '../../electron/hub/hubPorts.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { SimHub } from '../sync/rig/SimHub.ts';

/** A real hub on a real SQLite in this process, and the way there, which can be cut. */
export interface DeskHub {
  hub: SimHub;
  /** Of one desk. Codes are good for anybody; a device waits until it is let in. */
  door: HubDoor;
  letIn(device: string, grant: Grant): Promise<void>;
  /** Who has asked, in their order. */
  asked: string[];
  cut: boolean;
}

export async function deskHub(now: () => number = Date.now): Promise<DeskHub> {
  const hub = await SimHub.make(seededRandom(1, 'desk hub'), now);
  const active = new Set<string>();
  const way = () => {
    if (made.cut) throw new AppError('HUB_REFUSED', { case: 'unreachable', reason: 'ECONNREFUSED' });
  };
  const through =
    <Request, Answer>(call: (request: Request) => Promise<Answer>) =>
    async (request: Request) => {
      way();
      // As it is after having been text on the wire.
      return JSON.parse(JSON.stringify(await call(JSON.parse(JSON.stringify(request)) as Request))) as Answer;
    };
  const calls = hub.calls();
  const made: DeskHub = {
    ...{ hub, asked: [], cut: false },
    door: {
      async look() {
        way();
        return { fingerprint: '4821 0937 5560', pin: 'pin' };
      },
      async request({ name }) {
        way();
        made.asked.push(name);
        return { device: name, key: 'key', fingerprint: '4821 0937 5560' };
      },
      async isActive({ device }) {
        way();
        return active.has(device);
      },
      calls: () => ({ pull: through(calls.pull), push: through(calls.push), image: through(calls.image) }),
    },
    async letIn(device, grant) {
      await hub.enrol(device, grant);
      active.add(device);
    },
  };
  return made;
}
