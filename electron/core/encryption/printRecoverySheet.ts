import type { RecoverySheet } from '../../reports/recovery/renderRecoverySheet.ts';
import type { StoreKeys } from '../../security/StoreKeys.ts';

/** Makes a new recovery key and prints it. The sheet is there before the key opens anything: one that could not be written must not void the last. */
export async function printRecoverySheet(
  sink: NodeJS.WritableStream,
  keys: StoreKeys,
  {
    whole = async () => undefined,
    ...about
  }: Pick<RecoverySheet, 'of' | 'at' | 'lang'> & {
    /** Puts the sheet where it is to be. */
    whole?: () => Promise<void>;
  },
): Promise<void> {
  const { renderRecoverySheet } = await import('../../reports/recovery/renderRecoverySheet.ts');
  const { store } = await keys.status();
  await renderRecoverySheet(sink, { ...about, store, recoveryKey: keys.prepareRecoveryKey() });
  await whole();
  await keys.acceptRecoveryKey(about.at);
}
