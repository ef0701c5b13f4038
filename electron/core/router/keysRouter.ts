import { AppError } from '../../../shared/domain/errors.ts';
import { appendAudit } from '../../audit/appendAudit.ts';
import { StoreKeys } from '../../security/StoreKeys.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

const SHEET_NAME = '恢复密钥';

export function keysRouter({ keys }: Procedures, services: Services) {
  const { db, dataDir, key, accountKeys, clock, downloads, writes } = services;
  const ring = () => {
    if (key === null) throw new AppError('KEY_RING', { case: 'missing' });
    return new StoreKeys({ dataDir, accountDir: accountKeys }, key);
  };
  const status = () => ({ ...ring().status(), keyStore: services.keyStore });
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
      const recoveryKey = ring().makeRecoveryKey(clock.now());
      await told('recovery-made');
      return { recoveryKey };
    }),
    makeRecoverySheet: keys.makeRecoverySheet.handler(async ({ input }) => {
      const { renderRecoverySheet } = await import('../../reports/recovery/renderRecoverySheet.ts');
      const held = ring();
      const at = clock.now();
      const file = downloads.begin(SHEET_NAME, 'pdf');
      const { store } = held.status();
      // The sheet is there before the key opens anything: one that could not be written must not void the last.
      const recoveryKey = held.prepareRecoveryKey();
      await renderRecoverySheet(file.sink(), { recoveryKey, at, store, lang: input.language });
      held.acceptRecoveryKey(at);
      await told('recovery-made');
      return { download: file.done() };
    }),
  };
}
