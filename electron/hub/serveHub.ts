import { X509Certificate } from 'node:crypto';
import { fingerprint } from '../sync/net/fingerprint.ts';
import { HubServer, type HubServerOptions } from '../sync/net/HubServer.ts';
import { type HubIdentity, spkiPin } from '../sync/net/hubCertificate.ts';
import type { HubFiles } from '../sync/net/hubHandlers.ts';
import type { NetPorts } from '../sync/net/netPorts.ts';
import type { RefusalCode } from '../sync/protocol/messages.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../sync/rules/RowSchemas.ts';
import { hubBundleKey } from './bundles/bundleKey.ts';
import { DeltaCache } from './DeltaCache.ts';
import { dailyChores } from './dailyChores.ts';
import { DeviceDoor } from './enrolment/DeviceDoor.ts';
import { hubIdentity, type KeyedHub } from './enrolment/hubKeys.ts';
import { HeadWatch } from './HeadWatch.ts';
import { HubCounts } from './HubCounts.ts';
import { filesWithImages } from './images/filesWithImages.ts';
import type { HubImages } from './images/HubImages.ts';
import { makeHandlers } from './makeHandlers.ts';
import type { OtherProcesses } from './otherProcesses.ts';
import { SeenNotes } from './SeenNotes.ts';
import { StoreWatch } from './StoreWatch.ts';

export interface ServeHubOptions extends Pick<HubServerOptions, 'log' | 'limits' | 'timeouts'> {
  hub: KeyedHub;
  ports: NetPorts;
  /** The versions of what travels; absent: this program’s. */
  schemas?: RowSchemas;
  files: HubFiles | null;
  /** Images of grants with many rows; null or absent: none are made. Ended with the hub. */
  images?: HubImages | null;
  /** How other processes of the same database are told and heard; null or absent: there are none. */
  others?: ((heard: () => void) => OtherProcesses) | null;
  /** Is told when the hub can’t write or read any more, and when it can again (null). */
  onStore?: ((fault: RefusalCode | null) => void) | undefined;
  /** `::` for every address of this computer. */
  host: string;
  /** 0: any that is free. */
  port: number;
}

export interface RunningHub {
  port: number;
  /** 12 digits: what people compare when a device is enrolled. */
  fingerprint(): string;
  heads: HeadWatch;
  /** Shows the key that the database has now, which another process may have rolled or renewed; answers whether it did. */
  refreshKey(): Promise<boolean>;
  /** Notes what was done, and does what is due once a day; to be called now and then. `signal` ends it between two steps. */
  care(signal: AbortSignal): Promise<void>;
  /** Resolves when what was begun is done. */
  close(): Promise<void>;
}

/** Serves an open hub on the network. Errors: those of the system for a port that can't be had (EADDRINUSE, EACCES). */
export async function serveHub(options: ServeHubOptions): Promise<RunningHub> {
  const {
    hub,
    ports,
    schemas = ROW_SCHEMAS,
    host,
    port,
    images = null,
    others: _,
    onStore,
    ...rest
  } = options;
  const files = filesWithImages(options.files, images);
  let identity = await hubIdentity(hub, ports);
  const { db } = hub;
  const door = new DeviceDoor(db, ports, schemas);
  const heads: HeadWatch = new HeadWatch(db, ports, () => others?.tell());
  const others = options.others?.(() => heads.heard()) ?? null;
  const seen = new SeenNotes(db, ports);
  const counts = new HubCounts(ports);
  const store = new StoreWatch((fault) => onStore?.(fault));
  const made = makeHandlers({
    ...{ db, ports, door, heads, schemas, counts, images, removeFile: files?.removeBlob },
    bundleKey: () => hubBundleKey(hub),
    help: { deltas: new DeltaCache(), note: (...taken) => seen.note(...taken) },
  });
  const server = new HubServer({
    ...{ ...rest, identity, files, door, ports },
    ...{ handlers: store.watched(made), explain: store.explain },
  });
  return {
    port: await server.listen(port, host),
    fingerprint: () => fingerprint(identityPin(identity)),
    heads,
    async refreshKey() {
      const now = await hubIdentity(hub, ports);
      if (now.chain[0] === identity.chain[0]) return false;
      identity = now;
      server.showIdentity(now);
      return true;
    },
    care: async (signal) => {
      await counts.write(db);
      await dailyChores(db, ports, files, () => signal.throwIfAborted());
    },
    async close() {
      await server.close();
      await others?.close();
      await seen.write();
      await counts.write(db);
      await images?.close();
    },
  };
}

/** SHA-256 of the SPKI of the key in use. */
export function identityPin({ chain }: HubIdentity): string {
  return spkiPin(new X509Certificate(chain[0]!).publicKey);
}
