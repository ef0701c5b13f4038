import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import type { StartTrouble } from '../../shared/contract/start.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { Clock, Log } from '../core/core.ts';
import type { HostFiles } from '../core/host/hostFiles.ts';
import type { FaceName, FromCoreProcess, ToCoreProcess } from './coreMessages.ts';
import { planRestart } from './planRestart.ts';
import { remoteFiles } from './remoteFiles.ts';

export interface SuperviseOptions {
  fork(): UtilityProcess;
  createChannel(): MessageChannelMain;
  dataDir: string;
  /** The store's key; `passphrase` null: with what this computer has. Errors: those of unlockTyped. */
  unlock(passphrase: string | null, recoveryKey: string | null): Promise<Uint8Array>;
  actor: string;
  /** See CoreOptions. */
  keyStore: 'usable' | 'unusable';
  clock: Clock;
  log: Log;
  newIncident(): string;
  /** A face is there: windows can be given ports. `isNew`: of a new process; else it took another's place in the same. */
  onReady(face: FaceName, isNew: boolean): void;
  /** The start page asks for the data folder to be shown. */
  onShowFolder(): void;
  /** This computer begins to host a hub, or ends it: also with the core’s process. */
  onHosting(isOn: boolean): void;
  /** The core ended unexpectedly too often; no other process is started. */
  onGivenUp(): void;
}

export interface SupervisedCore extends HostFiles {
  /** A new port to the core for a window, or null while there is none: `onReady` follows. */
  openWindowPort(): MessagePortMain | null;
  /** The same for the counter's window, which that token opened: it answers the counter's contract only. */
  openCounterPort(token: string): MessagePortMain | null;
  /** Waits for the core to close, at most `limit` milliseconds, then ends its process in any case. */
  close(limit: number): Promise<void>;
}

type State =
  | { at: 'starting'; process: UtilityProcess; ready: PromiseWithResolvers<HostFiles> }
  | { at: 'ready'; process: UtilityProcess; files: HostFiles }
  | { at: 'closing'; process: UtilityProcess }
  | { at: 'ended' };

/** Keeps one process with a core alive. */
export function superviseCore(options: SuperviseOptions): SupervisedCore {
  let state: State = { at: 'ended' };
  let unexpectedEnds: readonly number[] = [];
  let key: Uint8Array | null = null;

  const end = () => {
    if (state.at === 'starting') state.ready.reject(new Error('the core did not start'));
    state = { at: 'ended' };
  };

  const start = (ready: PromiseWithResolvers<HostFiles>) => {
    const child = options.fork();
    state = { at: 'starting', process: child, ready };
    child.on('message', (message: FromCoreProcess) => {
      if (message.kind === 'unlock') return void unlock(child, message);
      if (message.kind === 'show-folder') return options.onShowFolder();
      if (message.kind === 'hosting') return options.onHosting(message.isOn);
      if (message.kind !== 'ready') return;
      options.log.info('core-ready', { face: message.face });
      const isNew = state.at === 'starting';
      if (state.at === 'starting') {
        const { port1, port2 } = options.createChannel();
        post(child, { kind: 'files-port' }, port1);
        const files = remoteFiles(port2);
        state = { at: 'ready', process: child, files };
        ready.resolve(files);
      }
      if (state.at === 'ready') options.onReady(message.face, isNew);
    });
    child.once('exit', (code) => {
      if (state.at === 'ended' || state.at === 'closing' || state.process !== child) return;
      const plan = planRestart(unexpectedEnds, options.clock.now());
      unexpectedEnds = plan.recent;
      options.log.info('core-ended', { code, restart: plan.restart });
      if (plan.restart) start(state.at === 'starting' ? state.ready : newReady());
      else {
        end();
        options.onHosting(false);
        options.onGivenUp();
      }
    });
    post(child, { kind: 'open', dataDir: options.dataDir, actor: options.actor, keyStore: options.keyStore });
  };

  /** Of a process that takes the place of one that ended nobody is asked for the passphrase again. */
  const unlock = async (
    child: UtilityProcess,
    { passphrase, recoveryKey }: { passphrase: string | null; recoveryKey: string | null },
  ) => {
    try {
      if (passphrase !== null || key === null) key = await options.unlock(passphrase, recoveryKey);
      post(child, { kind: 'key', key });
    } catch (error) {
      post(child, { kind: 'no-key', trouble: troubleOf(error) });
    }
  };

  const troubleOf = (error: unknown): StartTrouble => {
    if (error instanceof AppError) return { code: error.code, params: error.params };
    const incident = options.newIncident();
    options.log.error('store-not-unlocked', error, { incident });
    return { code: 'INTERNAL', params: { incident } };
  };

  const files = async (): Promise<HostFiles> => {
    if (state.at === 'ready') return state.files;
    if (state.at === 'starting') return state.ready.promise;
    throw new Error('there is no core');
  };

  const openPort = (message: ToCoreProcess): MessagePortMain | null => {
    if (state.at !== 'ready') return null;
    const { port1, port2 } = options.createChannel();
    post(state.process, message, port1);
    return port2;
  };

  start(newReady());
  return {
    openWindowPort: () => openPort({ kind: 'window-port' }),
    openCounterPort: (token) => openPort({ kind: 'counter-port', token }),
    readPhoto: async (hash, size) => (await files()).readPhoto(hash, size),
    readShownPhoto: async (hash) => (await files()).readShownPhoto(hash),
    readDownload: async (download) => (await files()).readDownload(download),
    receiveFile: async (meta, body) => (await files()).receiveFile(meta, body),
    close(limit) {
      if (state.at === 'ended' || state.at === 'closing') return Promise.resolve();
      const child = state.process;
      if (state.at === 'starting') state.ready.reject(new Error('the program is closing'));
      state = { at: 'closing', process: child };
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          options.log.info('core-close-too-slow', { limit });
          child.kill();
          resolve();
        }, limit);
        child.once('exit', () => {
          clearTimeout(timer);
          resolve();
        });
        post(child, { kind: 'close' });
      });
    },
  };
}

function newReady(): PromiseWithResolvers<HostFiles> {
  const ready = Promise.withResolvers<HostFiles>();
  // Whoever asked for a file is told; a core that nobody asked anything of yet has nobody to tell.
  ready.promise.catch(() => undefined);
  return ready;
}

function post(child: UtilityProcess, message: ToCoreProcess, port?: MessagePortMain): void {
  child.postMessage(message, port ? [port] : []);
}
