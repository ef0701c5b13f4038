import { AppError } from '../../../shared/domain/errors.ts';
import { appendAudit } from '../../audit/appendAudit.ts';
import { folderRing } from '../../security/ringPlace.ts';
import { StoreKeys } from '../../security/StoreKeys.ts';
import { printRecoverySheet } from '../encryption/printRecoverySheet.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

const SHEET_NAME = '恢复密钥';

export function keysRouter({ keys }: Procedures, services: Services) {
  const { db, dataDir, key, accountKeys, clock, downloads, writes } = services;
  const ring = () => {
    if (key === null) throw new AppError('KEY_RING', { case: 'missing' });
    return new StoreKeys(folderRing(dataDir), accountKeys, key);
  };
  const status = async () => ({ ...(await ring().status()), keyStore: services.keyStore });
  /** What was done to the ring, told once it is done: the ring is a file of its own. */
  const told = (what: string) =>
    writes.take(async () => {
      appendAudit(db, services.auditActor, clock.now(), { action: 'key-changed', detail: { what } });
    });
  return {
    status: keys.status.handler(status),
    setPassphrase: keys.setPassphrase.handler(async ({ input: { current, next } }) => {
      await ring().setPassphrase(current, next);
      await told('passphrase-set');
      return status();
    }),
    removePassphrase: keys.removePassphrase.handler(async ({ input }) => {
      await ring().removePassphrase(input.current);
      await told('passphrase-removed');
      return status();
    }),
    makeRecoveryKey: keys.makeRecoveryKey.handler(async () => {
      const recoveryKey = await ring().makeRecoveryKey(clock.now());
      await told('recovery-made');
      return { recoveryKey };
    }),
    makeRecoverySheet: keys.makeRecoverySheet.handler(async ({ input }) => {
      const file = downloads.begin(SHEET_NAME, 'pdf');
      await printRecoverySheet(file.sink(), ring(), { of: 'store', at: clock.now(), lang: input.language });
      await told('recovery-made');
      return { download: file.done() };
    }),
  };
}
