import { AppError } from '../../../shared/domain/errors.ts';
import { hostMeans } from '../../core/encryption/hostMeans.ts';
import { fileLog } from '../../core/ports/fileLog.ts';
import { systemClock } from '../../core/ports/systemClock.ts';
import type { FromHubProcess, ToHubProcess } from '../../core/sync/HubHost.ts';
import type { HubDb } from '../hubPorts.ts';
import { isPortProblem, serveUntil } from '../serveUntil.ts';
import { backUpWhenDue } from './plannedBackup.ts';

/** What the process is to whoever started it. */
export interface HubParent {
  onMessage(listener: (message: ToHubProcess) => void): void;
  /** Whoever started it is gone: nobody is left to end it. */
  onGone(listener: () => void): void;
  send(message: FromHubProcess): void;
  exit(code: number): void;
}

/** The life of a hub's process: begun by the first message, ended by `stop` or by the end of whoever started it. */
export function runHubProcess(parent: HubParent): void {
  const ending = new AbortController();
  parent.onGone(() => ending.abort());
  parent.onMessage((message) => {
    if (message.kind === 'stop') return ending.abort();
    serve(message, parent, ending.signal).then(
      () => parent.exit(0),
      () => parent.exit(1),
    );
  });
}

async function serve(
  { dataDir, planDir, host, port }: Extract<ToHubProcess, { kind: 'serve' }>,
  parent: HubParent,
  signal: AbortSignal,
): Promise<void> {
  const log = fileLog({ dataDir, name: 'hub', clock: systemClock });
  const passphrase = process.env.XUEJI_PASSPHRASE || null;
  const backing = { dataDir, planDir, passphrase, now: systemClock.now, signal, onProgress: () => undefined };
  const place = { engine: 'sqlite' as const, dataDir, means: hostMeans(passphrase) };
  const look = async ({ db }: { db: HubDb }) => {
    try {
      if (await backUpWhenDue(db, backing)) parent.send({ kind: 'changed' });
    } catch (error) {
      parent.send({ kind: 'changed' });
      throw error;
    }
  };
  try {
    await serveUntil({ place, host, port, log, signal, look }, async (said) => {
      parent.send({ kind: 'serving', port: said.port, fingerprint: said.fingerprint });
    });
  } catch (error) {
    const { code, params } = isPortProblem(error)
      ? new AppError('HUB_REFUSED', { case: 'port', port })
      : error instanceof AppError
        ? error
        : new AppError('INTERNAL', { incident: String(process.pid) });
    if (code === 'INTERNAL') log.error('hub-process-failed', error, { incident: String(process.pid) });
    parent.send({ kind: 'failed', code, params });
    throw error;
  }
}
