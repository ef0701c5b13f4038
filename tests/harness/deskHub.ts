import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { systemNetPorts } from '../../electron/core/ports/systemNetPorts.ts';
import type { HubDoor } from '../../electron/core/sync/HubDoor.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { answerStanding } from '../../electron/hub/answerStanding.ts';
import { BlobUploads } from '../../electron/hub/BlobUploads.ts';
import { blobFiles } from '../../electron/hub/blobFiles.ts';
import { publicBundleKey } from '../../electron/hub/bundles/bundleKey.ts';
import { hubAsks } from '../../electron/hub/bundles/hubAsks.ts';
import type { BundleHub } from '../../electron/hub/bundles/importUp.ts';
import { exchangeSecrets } from '../../electron/hub/exchangeSecrets.ts';
import { HeadWatch } from '../../electron/hub/HeadWatch.ts';
import { handleAudit } from '../../electron/hub/handleAudit.ts';
import { writeNote } from '../../electron/hub/hubNotes.ts';
import type { Grant } from '../../electron/hub/hubPorts.ts';
import { noteReport } from '../../electron/hub/noteReport.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import type { FileCalls } from '../../electron/sync/client/SyncFiles.ts';
import { newDeviceKey } from '../../electron/sync/net/deviceKey.ts';
import { hubUnreachable } from '../../electron/sync/net/hubTrouble.ts';
import type { MessageName } from '../../electron/sync/protocol/messages.ts';
import { SimHub } from '../sync/rig/SimHub.ts';
import { asOnTheWire } from './asOnTheWire.ts';
import { STORE_KEY } from './storeKey.ts';

/** A real hub on a real SQLite in this process, and the way there, which can be cut. */
export interface DeskHub {
  hub: SimHub;
  /** The same hub, for bundles. */
  bundles: BundleHub;
  /** Of one desk. Codes are good for anybody; a device waits until it is let in. */
  door: HubDoor;
  letIn(name: string, grant: Grant): Promise<void>;
  /** Who has asked, in their order. */
  asked: string[];
  cut: boolean;
}

/** What this hub calls a desk of that name: like any hub in plain letters, which a bundle has on its head. */
export function deskId(name: string): string {
  return /^[ -~]+$/.test(name) ? name : Buffer.from(name, 'utf8').toString('hex');
}

/** `folder`: where files that desks send are kept. */
export async function deskHub(folder: string, now: () => number = Date.now): Promise<DeskHub> {
  const hub = await SimHub.make(seededRandom(1, 'desk hub'), now);
  const { privateKey: bundleKey } = generateKeyPairSync('ed25519');
  const active = new Set<string>();
  const keys = new Map<string, string>();
  const way = () => {
    if (made.cut) throw hubUnreachable('closed', { host: '192.168.1.20', port: 17_443 });
  };
  const through =
    <Request extends object, Answer>(name: MessageName, call: (request: Request) => Promise<Answer>) =>
    async (request: Request) => {
      way();
      asOnTheWire(name, { device: '', ...request });
      // As it is after having been text on the wire.
      return JSON.parse(
        JSON.stringify((await call(JSON.parse(JSON.stringify(request)) as Request)) ?? null),
      ) as Answer;
    };
  // Whoever hosts a hub backs it up; what is said of one that is not has tests of its own.
  const backup = { at: now(), seq: 0, what: 'file' };
  await hub.db.transaction().execute((tx) => writeNote(tx, 'backup', backup));
  const calls = hub.calls();
  const heads = new HeadWatch(hub.db, { now, delay: systemNetPorts.delay });
  const store = { blobs: openBlobStore(folder, STORE_KEY), uploads: new BlobUploads(50_000_000) };
  const kept = blobFiles({ db: hub.db, ...store, now });
  const filesOf = (device: string): FileCalls => {
    const caller = { device, address: '', spki: '', signal: new AbortController().signal };
    return {
      async sent(sha256) {
        way();
        const { size, received } = await kept.blobState(caller, sha256);
        return size === null ? received : null;
      },
      async put({ sha256, from, total, bytes }) {
        way();
        const { received } = await kept.takeBlob(caller, { sha256, from, total }, Readable.from([bytes]));
        return received === total ? null : received;
      },
      async get(sha256) {
        way();
        const readout = await kept.readBlob(caller, sha256);
        return readout && (await buffer(readout.read(0, readout.size - 1)));
      },
    };
  };
  const made: DeskHub = {
    ...{ hub, asked: [], cut: false },
    bundles: {
      ...{ db: hub.db, ports: hub.ports, asks: hubAsks(hub.db, hub.ports) },
      ...{ signing: bundleKey, store },
    },
    door: {
      async look() {
        way();
        return { fingerprint: '4821 0937 5560', pin: 'pin' };
      },
      async request({ name }) {
        way();
        made.asked.push(name);
        const { privateKey: key, publicKey } = newDeviceKey();
        const device = deskId(name);
        keys.set(device, publicKey);
        return { device, key, fingerprint: '4821 0937 5560', own: '7301 6642 0918' };
      },
      async isActive({ device }) {
        way();
        const key = keys.get(device);
        if (active.has(device) && key !== undefined)
          hub.raw.prepare('UPDATE device SET public_key = ? WHERE id = ?').run(key, device);
        return active.has(device);
      },
      find: async () => null,
      calls: ({ device }) => ({
        async hello() {
          way();
          return { instance: 'i' };
        },
        standing: through('standing', ({ saw }: { saw: string | null }) =>
          answerStanding(hub.db, { device, saw }),
        ),
        async wait(head, signal) {
          way();
          return heads.wait(head, signal);
        },
        skew: () => null,
        close: () => undefined,
        pull: through('pull', calls.pull),
        push: through('push', async (asked: Parameters<typeof calls.push>[0]) => {
          const answer = await calls.push(asked);
          heads.moved();
          return answer;
        }),
        image: through('image', calls.image),
        purged: through('purged', calls.purged),
        erasures: through('erasures', calls.erasures),
        async keys() {
          way();
          const { hub: name } = await hub.db.selectFrom('partition').select('hub').executeTakeFirstOrThrow();
          return { hub: name, key: publicBundleKey(bundleKey) };
        },
        audit: through('audit', (asked) => handleAudit(hub.db, { ...asked, device })),
        report: through('report', (said) => noteReport(hub.db, { now }, device, said)),
        secrets: through('secrets', (asked) => exchangeSecrets(hub.db, device, asked)),
        // All rows come in the answer: this hub makes no files.
        imagePieces: async () => null,
        files: filesOf(device),
      }),
    },
    async letIn(name, grant) {
      const device = deskId(name);
      await hub.enrol(device, grant);
      hub.raw.prepare('UPDATE device SET name = ? WHERE id = ?').run(name, device);
      active.add(device);
    },
  };
  return made;
}
