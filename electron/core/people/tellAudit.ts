import { join } from 'node:path';
import { type AuditActor, type AuditNote, appendAudit } from '../../audit/appendAudit.ts';
import { connect, STORE_FILE } from '../../db/openDatabase.ts';
import { takeWriterLock } from '../../db/writerLock.ts';
import type { DataKey } from '../../security/dataKey.ts';

/** Tells what was done to a store that no core has open. Errors: STORE_IN_USE. */
export function tellAudit(
  dataDir: string,
  key: DataKey | null,
  { by, at, ...note }: AuditNote & { by: AuditActor; at: number },
): void {
  const lock = takeWriterLock(dataDir);
  try {
    const db = connect(join(dataDir, STORE_FILE), key);
    try {
      appendAudit(db, by, at, note);
    } finally {
      db.raw.close();
    }
  } finally {
    lock.release();
  }
}
