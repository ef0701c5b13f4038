import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { type AuditActor, type AuditDetail, appendAudit, auditHead } from '../../audit/appendAudit.ts';
import { headText } from '../../audit/auditChain.ts';
import { connect, STORE_FILE } from '../../db/openDatabase.ts';
import { countStudents } from '../../db/tables/studentTable.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { programActor } from '../people/auditActor.ts';

export interface Replacing {
  by: AuditActor;
  /** Epoch ms. */
  at: number;
  detail: AuditDetail;
}

/** Of a store that can't be read nobody knows who its people are. */
export const NOBODY: AuditActor = programActor('');

/**
 * Writes into the store of `folder`, which is about to take the data folder's place, that it does: over what (the end of
 * the audit that was, and how many students), when, and by whom. The chain that it goes on with says so from then on.
 */
export function noteReplaced(
  dataDir: string,
  key: DataKey | null,
  folder: string,
  { by, at, detail }: Replacing,
): void {
  const over = standOf(dataDir, key);
  const db = connect(join(folder, STORE_FILE), key);
  try {
    appendAudit(db, by, at, { action: 'restore', detail: { ...detail, ...over } });
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.raw.close();
  }
}

/** What is replaced, where it can be read: that it can't be is what a restore is for. */
function standOf(dataDir: string, key: DataKey | null): AuditDetail {
  const store = join(dataDir, STORE_FILE);
  if (!existsSync(store)) return { over: null };
  try {
    const db = connect(store, key);
    try {
      return { over: headText(auditHead(db)), overStudents: countStudents(db) };
    } finally {
      db.raw.close();
    }
  } catch (error) {
    if (!(error instanceof AppError) && !isUnreadable(error)) throw error;
    return { over: 'unreadable' };
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && String(Reflect.get(error, 'code')).startsWith('SQLITE_');
}
