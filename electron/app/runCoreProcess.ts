import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain, ParentPort } from 'electron';
import { AppError } from '../../shared/domain/errors.ts';
import type { Core, CoreOptions, CoreSession } from '../core/core.ts';
import { fileLog } from '../core/ports/fileLog.ts';
import { systemClock } from '../core/ports/systemClock.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import type { CallContext } from '../core/Session.ts';
import type { FromCoreProcess, ToCoreProcess } from './coreMessages.ts';
import { serveFiles } from './serveFiles.ts';

type Opening = Extract<ToCoreProcess, { kind: 'open' }>;

/** How long a log line and a last message get to leave the process, in milliseconds. */
const LAST_WORDS = 200;

/** The life of the core's process: opened by main's first message, closed by its last. */
export function runCoreProcess(
  parent: ParentPort,
  createCore: (options: CoreOptions) => Promise<Core>,
): void {
  let opening: Promise<Core> | null = null;
  let log: CoreOptions['log'] | null = null;
  let ready = false;
  /** The one window's, also when its page is loaded again. */
  let own: CoreSession | null = null;
  /** By the token with which it was opened: the pass of the counter's window. */
  const passes = new Map<string, string>();
  const send = (message: FromCoreProcess) => parent.postMessage(message);

  const open = async ({ dataDir, key, actor }: Opening): Promise<Core> => {
    log = fileLog({ dataDir, name: 'core', clock: systemClock });
    const core = await createCore({
      ...{ dataDir, key, clock: systemClock, ids: uuidIds, log, actor },
      ...{ sendsMail: true, warms: true, backsUp: 'by-plan' as const },
      // A restore waits: main starts another process, which finds it.
      onReopen: () => void core.close().then(leave, end),
    });
    ready = true;
    send({ kind: 'ready' });
    return core;
  };

  const heed = async (message: ToCoreProcess, port: MessagePortMain | undefined): Promise<void> => {
    if (message.kind === 'open') {
      opening ??= open(message);
      await opening;
      return;
    }
    const core = await opening;
    if (!core || !log) throw new TypeError(`${message.kind} before open`);
    const session = () => (own ??= core.openSession());
    switch (message.kind) {
      case 'window-port':
        if (!port) throw new TypeError('no port came with window-port');
        new RPCHandler<CallContext>(core.router).upgrade(port, { context: session().context });
        port.start();
        return;
      case 'counter-port': {
        if (!port) throw new TypeError('no port came with counter-port');
        const { counter } = core;
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
        return serveFiles(port, { ...session(), readShownPhoto: core.readShownPhoto }, log, uuidIds);
      case 'close':
        await core.close();
        send({ kind: 'closed' });
        leave();
    }
  };

  const leave = () => {
    setTimeout(() => process.exit(0), LAST_WORDS);
  };

  const end = (error: unknown) => {
    if (!ready && error instanceof AppError) {
      send({ kind: 'refused', code: error.code, params: error.params });
    } else {
      log?.error('core-process-failed', error, { incident: uuidIds.next() });
    }
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
