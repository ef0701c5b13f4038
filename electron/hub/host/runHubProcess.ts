import { STORE_FAULTS } from '../../../shared/contract/hub.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { hostMeans } from '../../core/encryption/hostMeans.ts';
import { fileLog } from '../../core/ports/fileLog.ts';
import { systemClock } from '../../core/ports/systemClock.ts';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import type { FromHubProcess, ToHubProcess } from '../../core/sync/HubHost.ts';
import { ShareTurns } from '../bundles/ShareTurns.ts';
import { shareHold } from '../bundles/shareHold.ts';
import type { HubDb } from '../hubPorts.ts';
import type { ServedHub } from '../openHub.ts';
import { isPortProblem, serveUntil } from '../serveUntil.ts';
import { takeShareTurn } from './hubShare.ts';
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
  const sharing = new ShareTurns(systemNetPorts);
  parent.onGone(() => ending.abort());
  parent.onMessage((message) => {
    if (message.kind === 'stop') return ending.abort();
    if (message.kind === 'share') return sharing.now();
    serve(message, parent, { signal: ending.signal, sharing }).then(
      () => parent.exit(0),
      () => parent.exit(1),
    );
  });
}

async function serve(
  { dataDir, planDir, host, port }: Extract<ToHubProcess, { kind: 'serve' }>,
  parent: HubParent,
  { signal, sharing }: { signal: AbortSignal; sharing: ShareTurns },
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
  const beside = (hub: ServedHub, until: AbortSignal) => {
    const hold = shareHold(hub);
    const turn = async () => {
      if (await takeShareTurn(hub, hold, systemClock.now, until)) parent.send({ kind: 'changed' });
    };
    return sharing
      .run(turn, until, (error) => log.error('share-failed', error))
      .finally(() => hold.release());
  };
  const onStore = (code: string | null) => {
    const fault = STORE_FAULTS.find((one) => one === code) ?? null;
    parent.send({ kind: 'store', fault });
  };
  try {
    let answersAt = port;
    const tell = (fingerprint: string) => parent.send({ kind: 'serving', port: answersAt, fingerprint });
    const serving = { place, host, port, log, signal, look, onKey: tell, onStore, beside };
    await serveUntil(serving, async (said) => {
      answersAt = said.port;
      tell(said.fingerprint);
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
