import type { RecoverySheet } from '../../reports/recovery/renderRecoverySheet.ts';
import type { StoreKeys } from '../../security/StoreKeys.ts';

type About = Pick<RecoverySheet, 'of' | 'at' | 'lang'>;

/** Makes a new recovery key and prints it. The sheet is there before the key opens anything: one that could not be written must not void the last. */
export async function printRecoverySheet(
  sink: NodeJS.WritableStream,
  keys: StoreKeys,
  about: About,
): Promise<void> {
  await prepareRecoverySheet(sink, keys, about);
  await keys.acceptRecoveryKey(about.at);
}

/** Its first half: of a key that opens nothing yet (StoreKeys.acceptRecoveryKey). */
export async function prepareRecoverySheet(
  sink: NodeJS.WritableStream,
  keys: StoreKeys,
  about: About,
): Promise<void> {
  const { renderRecoverySheet } = await import('../../reports/recovery/renderRecoverySheet.ts');
  const { store } = await keys.status();
  await renderRecoverySheet(sink, { ...about, store, recoveryKey: keys.prepareRecoveryKey() });
}
