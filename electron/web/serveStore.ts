import type { ProgressEvent } from '../../shared/contract/progress.ts';
import type { StartTrouble } from '../../shared/contract/start.ts';
import { AppError, type ErrorCode } from '../../shared/domain/errors.ts';
import type { Clock, CoreOptions, Ids, Log } from '../core/core.ts';
import { createCore } from '../core/createCore.ts';
import { findKey, finishEncryption } from '../core/encryption/readyStore.ts';
import { isStart, StoreDoor } from '../core/start/StoreDoor.ts';
import { netDoor } from '../core/sync/netDoor.ts';
import { forkHubProcess } from '../hub/host/forkHubProcess.ts';
import { hubHosting } from '../hub/host/HubHosting.ts';
import type { KeyMeans } from '../security/unlockStore.ts';
import { serveWeb, type WebHost } from './serveWeb.ts';

export interface ServeStoreOptions {
  /** Absolute. */
  dataDir: string;
  means: KeyMeans;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** See CoreOptions. */
  actor: CoreOptions['actor'];
  /** 0: any that is free. */
  port: number;
  /** Absolute path of the built page. */
  rendererDir: string;
  /** Ends it. */
  signal: AbortSignal;
  /** Of what is done before the store can be opened: an older one is encrypted first. */
  onProgress: (event: Omit<ProgressEvent, 'type'>) => void;
  /** As soon as the address answers; `trouble`: the store is not open, and the address shows why. */
  onReady(host: Pick<WebHost, 'url' | 'port'>, trouble: StartTrouble | null): Promise<void>;
}

const GIVEN_WRONG: ReadonlySet<string> = new Set<ErrorCode>(['KEY_WRONG', 'KEY_PASSPHRASE']);

/**
 * The web host over a data folder, until the signal: the desk, or, where the store can't be opened, the start page, from
 * which it can be tried again and recovered. Errors: KEY_WRONG and KEY_PASSPHRASE of a passphrase in
 * `means`, and those of listening on the port (EADDRINUSE, EACCES).
 */
export async function serveStore(options: ServeStoreOptions): Promise<void> {
  const { dataDir, means, clock, ids, log, actor, port, rendererDir, signal } = options;
  /** Another face may be there before the first one is served. */
  const serving = Promise.withResolvers<WebHost>();
  serving.promise.catch(() => undefined);
  let host: WebHost | null = null;
  const door = new StoreDoor({
    dataDir,
    clock,
    ids,
    log,
    actor,
    openFolder: null,
    unlock: (passphrase, recoveryKey) =>
      findKey(dataDir, passphrase === null ? means : { ...means, passphrase }, recoveryKey),
    async openCore(key, hooks) {
      const onProgress = (event: Parameters<typeof hooks.onProgress>[0]) => {
        options.onProgress(event);
        hooks.onProgress(event);
      };
      await finishEncryption(dataDir, key, { clock, signal, onProgress });
      return createCore({
        ...{ dataDir, key, clock, ids, log, actor, ...hooks },
        ...{ sendsMail: true, warms: true, syncs: true, hubDoor: netDoor, backsUp: 'by-plan' as const },
        hubHost: hubHosting(forkHubProcess),
      });
    },
    onFace: async (opening) => (await serving.promise).show(opening),
  });
  try {
    const face = await door.begin();
    // Whoever gave a passphrase with the command is answered there.
    if (isStart(face) && means.passphrase !== null && GIVEN_WRONG.has(door.trouble.code))
      throw new AppError(door.trouble.code as ErrorCode, door.trouble.params);
    host = await serveWeb({ face, port, rendererDir, log });
    serving.resolve(host);
    await options.onReady(host, isStart(face) ? door.trouble : null);
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
    });
  } catch (error) {
    serving.reject(error);
    throw error;
  } finally {
    // Nobody is answered any more when the core closes.
    await host?.close();
    await door.close();
  }
}
