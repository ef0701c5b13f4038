import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain, ParentPort } from 'electron';
import { AppError, type ErrorCode } from '../../shared/domain/errors.ts';
import type { Core, CoreOptions, CoreSession } from '../core/core.ts';
import type { HostFiles } from '../core/host/hostFiles.ts';
import { fileLog } from '../core/ports/fileLog.ts';
import { systemClock } from '../core/ports/systemClock.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import type { CallContext } from '../core/Session.ts';
import { type CoreHooks, type Face, isStart, StoreDoor } from '../core/start/StoreDoor.ts';
import { netDoor } from '../core/sync/netDoor.ts';
import { hubHosting } from '../hub/host/HubHosting.ts';
import { startHubThread } from '../hub/host/startHubThread.ts';
import type { DataKey } from '../security/dataKey.ts';
import type { FromCoreProcess, ToCoreProcess } from './coreMessages.ts';
import { serveFiles } from './serveFiles.ts';

type Opening = Extract<ToCoreProcess, { kind: 'open' }>;

/** How long a log line and a last message get to leave the process, in milliseconds. */
const LAST_WORDS = 200;

/** The life of the core's process: opened by main's first message, closed by its last. */
export function runCoreProcess(
  parent: ParentPort,
  createCore: (options: CoreOptions, onProgress: CoreHooks['onProgress']) => Promise<Core>,
): void {
  let log: CoreOptions['log'] | null = null;
  let door: StoreDoor | null = null;
  /** Whoever asks while one face makes way for the next waits for this. */
  let shown: Promise<Face> | null = null;
  /** The one window's, also when its page is loaded again; of the core that is open now. */
  let own: { core: Core; session: CoreSession } | null = null;
  let unlocking: PromiseWithResolvers<DataKey> | null = null;
  /** By the token with which it was opened: the pass of the counter's window. */
  const passes = new Map<string, string>();
  const send = (message: FromCoreProcess) => parent.postMessage(message);

  const open = ({ dataDir, actor, keyStore }: Opening): Promise<Face> => {
    const own = fileLog({ dataDir, name: 'core', clock: systemClock });
    log = own;
    door = new StoreDoor({
      ...{ dataDir, clock: systemClock, ids: uuidIds, log: own, actor },
      openFolder: () => send({ kind: 'show-folder' }),
      unlock(passphrase, recoveryKey) {
        unlocking = Promise.withResolvers<DataKey>();
        send({ kind: 'unlock', passphrase, recoveryKey });
        return unlocking.promise;
      },
      openCore: (key, hooks) =>
        createCore(
          {
            ...{ dataDir, key, clock: systemClock, ids: uuidIds, log: own, actor, keyStore, ...hooks },
            ...{ sendsMail: true, warms: true, syncs: true, hubDoor: netDoor, backsUp: 'by-plan' as const },
            hubHost: hubHosting(startHubThread, (isOn) => send({ kind: 'hosting', isOn })),
          },
          hooks.onProgress,
        ),
      async onFace(opening) {
        shown = opening;
        tell(await opening);
      },
    });
    return door.begin();
  };

  const tell = (face: Face) => send({ kind: 'ready', face: isStart(face) ? 'start' : 'desk' });

  const sessionOf = (core: Core): CoreSession => {
    if (own?.core !== core) own = { core, session: core.openSession() };
    return own.session;
  };

  /** Of whatever face is there when they are asked for. */
  const files = async (): Promise<HostFiles> => {
    const face = await shown!;
    return isStart(face) ? face.files : { ...sessionOf(face), readShownPhoto: face.readShownPhoto };
  };

  const heed = async (message: ToCoreProcess, port: MessagePortMain | undefined): Promise<void> => {
    switch (message.kind) {
      case 'open':
        shown ??= open(message);
        tell(await shown);
        return;
      case 'key':
        unlocking?.resolve(message.key);
        return;
      case 'no-key': {
        const { code, params } = message.trouble;
        unlocking?.reject(new AppError(code as ErrorCode, params));
        return;
      }
    }
    const face = await shown;
    if (!face || !door || !log) throw new TypeError(`${message.kind} before open`);
    switch (message.kind) {
      case 'window-port':
        if (!port) throw new TypeError('no port came with window-port');
        if (isStart(face)) new RPCHandler(face.router).upgrade(port, { context: {} });
        else {
          const { context } = sessionOf(face);
          new RPCHandler<CallContext>(face.router).upgrade(port, { context });
        }
        port.start();
        return;
      case 'counter-port': {
        if (!port) throw new TypeError('no port came with counter-port');
        if (isStart(face)) return port.close();
        const { counter } = face;
        // A page that is loaded again asks anew with the token that opened its window.
        const pass = passes.get(message.token) ?? counter.redeem(message.token);
        if (pass === null || !counter.isOpen(pass)) return port.close();
        passes.clear();
        passes.set(message.token, pass);
        new RPCHandler<{ pass: string }>(counter.router).upgrade(port, { context: { pass } });
        port.start();
        return;
      }
      case 'files-port':
        if (!port) throw new TypeError('no port came with files-port');
        return serveFiles(
          port,
          {
            readPhoto: async (hash, size) => (await files()).readPhoto(hash, size),
            readShownPhoto: async (hash) => (await files()).readShownPhoto(hash),
            readDownload: async (download) => (await files()).readDownload(download),
            receiveFile: async (meta, body) => (await files()).receiveFile(meta, body),
          },
          log,
          uuidIds,
        );
      case 'close':
        await door.close();
        send({ kind: 'closed' });
        setTimeout(() => process.exit(0), LAST_WORDS);
    }
  };

  const end = (error: unknown) => {
    log?.error('core-process-failed', error, { incident: uuidIds.next() });
    // The store is left as its last transaction left it; main starts another process, which opens it anew.
    setTimeout(() => process.exit(1), LAST_WORDS);
  };

  process.on('uncaughtException', end);
  // One call that failed out of sight is no reason to end all the others; what it wrote was a transaction or nothing.
  process.on('unhandledRejection', (error) => {
    log?.error('call-failed-unseen', error, { incident: uuidIds.next() });
  });
  parent.on('message', (event) => {
    heed(event.data as ToCoreProcess, event.ports[0]).catch(end);
  });
}
