import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import type { WriteDb } from './database.ts';
import type { Migration } from './migration.ts';
import { migrations } from './migrations/index.ts';
import { requireWholeCopy } from './requireWholeCopy.ts';
import { flushFile } from './writeFlushed.ts';

/**
 * Brings the store to the newest schema, one transaction a step, after copying it aside and reading the copy. `PRAGMA user_version`
 * is written in the step's own transaction, so that a kill leaves a whole version behind, never half of one.
 */
export function migrate(
  db: WriteDb,
  {
    isNew,
    backupDir,
    steps = migrations,
  }: { isNew: boolean; backupDir: string; steps?: readonly Migration[] },
): void {
  const newest = steps.length;
  const current = db.raw.pragma('user_version', { simple: true }) as number;
  if (current > newest) throw new AppError('STORE_NEWER', { found: current, known: newest });
  if (current === newest) return;
  if (!isNew && current > 0) {
    mkdirSync(backupDir, { recursive: true });
    const backup = join(backupDir, `before-schema-${current + 1}-${newest}.sqlite`);
    const name = freeName(backup);
    const unfinished = `${name}.part`;
    rmSync(unfinished, { force: true });
    try {
      db.raw.prepare('VACUUM INTO ?').run(unfinished);
      requireWholeCopy(db, unfinished);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
    // One that a kill left half written must not look like a backup.
    flushFile(unfinished);
    renameSync(unfinished, name);
  }
  for (const step of steps.slice(current)) {
    db.transaction(() => {
      step.up(db);
      db.raw.pragma(`user_version = ${step.version}`);
    });
  }
}

function freeName(path: string): string {
  let name = path;
  for (let count = 2; existsSync(name); count++) name = path.replace(/\.sqlite$/, `-${count}.sqlite`);
  return name;
}
