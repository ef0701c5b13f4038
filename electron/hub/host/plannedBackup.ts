import { AppError } from '../../../shared/domain/errors.ts';
import { readNote, writeNote } from '../hubNotes.ts';
import type { HubDb } from '../hubPorts.ts';
import { writeInTurn } from '../writeInTurn.ts';
import { hubBackupThread } from './hubBackupThread.ts';
import { hubPlan } from './hubPlan.ts';
import type { MadeHubBackup } from './makeHubBackup.ts';

const HOUR_MS = 3_600_000;

export interface BackingUp {
  dataDir: string;
  planDir: string;
  passphrase: string | null;
  now(): number;
  signal: AbortSignal;
  onProgress: Parameters<typeof hubBackupThread>[1]['onProgress'];
}

/** Backs up and notes how that went. Errors: those of makeHubBackup. */
export async function backUpAndNote(
  db: HubDb,
  reason: 'planned' | 'manual',
  { dataDir, planDir, passphrase, now, signal, onProgress }: BackingUp,
): Promise<MadeHubBackup> {
  const at = now();
  try {
    const request = { dataDir, planDir, passphrase, reason, at };
    const made = await hubBackupThread(request, { signal, onProgress });
    await noteFailure(db, null);
    return made;
  } catch (error) {
    if (error instanceof AppError && error.code !== 'CANCELLED') {
      await noteFailure(db, { at, code: error.code, params: error.params });
    }
    throw error;
  }
}

/** Backs up if the plan says that it is time, and something was written since. Whether it did. */
export async function backUpWhenDue(db: HubDb, backing: BackingUp): Promise<boolean> {
  const { plan } = hubPlan(backing.planDir);
  if (!plan.on) return false;
  const [last, failed] = [await readNote(db, 'backup'), await readNote(db, 'backupFailed')];
  const { head_seq: head } = await db.selectFrom('partition').select('head_seq').executeTakeFirstOrThrow();
  if (Number(head) === (last?.seq ?? 0)) return false;
  const due = last === null ? 0 : last.at + plan.everyHours * HOUR_MS;
  if (backing.now() < Math.max(due, failed ? failed.at + HOUR_MS : 0)) return false;
  await backUpAndNote(db, 'planned', backing);
  return true;
}

async function noteFailure(
  db: HubDb,
  failed: { at: number; code: string; params: Record<string, string | number> } | null,
): Promise<void> {
  await writeInTurn(db, (tx) => writeNote(tx, 'backupFailed', failed));
}
