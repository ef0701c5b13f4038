import { createWriteStream } from 'node:fs';
import { type RecoverySheet, renderRecoverySheet } from '../../reports/recovery/renderRecoverySheet.ts';

/** Writes the sheet where the person says, for them alone to read. Errors: those of the file system. */
export async function writeRecoverySheet(file: string, sheet: RecoverySheet): Promise<void> {
  await renderRecoverySheet(createWriteStream(file, { mode: 0o600 }), sheet);
}
