import type { BackupPlan, BackupState, KeptBackup } from '../../shared/contract/backups.ts';
import type { BackupReason } from '../../shared/domain/backupThinning.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { ReadDb } from '../db/database.ts';
import { logHead } from '../db/tables/logHead.ts';
import { countStudents } from '../db/tables/studentTable.ts';
import type { DataKey } from '../security/dataKey.ts';
import {
  type BackupPlanFile,
  backupFolder,
  backupRoot,
  checkPlanFolder,
  readPlanFile,
  writePlanFile,
} from './backup/backupPlanFile.ts';
import { backupThread } from './backup/backupThread.ts';
import { holdsSnapshot } from './backup/holdsSnapshot.ts';
import { listKeptBackups } from './backup/keptBackupFile.ts';
import type { MakeBackupRequest } from './backup/makeBackup.ts';
import { oldCopies, thinOldCopies } from './backup/oldCopies.ts';
import { thinBackups } from './backup/thinBackups.ts';
import type { Clock, Ids, Log } from './core.ts';
import { PROGRAM_VERSION } from './programVersion.ts';
import type { Running } from './workThread.ts';

interface Needs {
  dataDir: string;
  key: DataKey | null;
  db: ReadDb;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The windows are told that something is to be shown anew. */
  changed(): void;
}

/** All of China keeps Beijing's time. */
const BEIJING_MS = 8 * 3_600_000;
/** How often it is looked whether a backup is due. */
const LOOK_EVERY_MS = 5 * 60_000;
/** Whoever opens the program wants to see something first. */
const FIRST_LOOK_MS = 60_000;
/** After a backup that failed, the plan tries again after so long. */
const TRY_AGAIN_MS = 60 * 60_000;

/** Makes the rolling backups of an open store, one at a time, and knows how the last one went. */
export class BackupKeeper {
  readonly #needs: Needs;
  readonly #mode: 'by-plan' | 'before-changes' | null;
  #file: BackupPlanFile;
  #running: Promise<unknown> | null = null;
  readonly #ending = new AbortController();
  #timer: NodeJS.Timeout | null = null;

  /** `mode`: see CoreOptions; null: only what is asked for is made. */
  constructor(needs: Needs, mode: 'by-plan' | 'before-changes' | null) {
    this.#needs = needs;
    this.#mode = mode;
    this.#file = readPlanFile(needs.dataDir, () => needs.ids.next());
  }

  get state(): BackupState {
    const { plan, lastGood, failed } = this.#file;
    return {
      plan,
      folder: backupRoot(this.#needs.dataDir, this.#file),
      besideData: plan.folder === null,
      lastGood: lastGood && { at: lastGood.at, students: lastGood.students },
      failed,
      nextAt: this.#nextAt(),
      running: this.#running !== null,
      copies: copiesOf(this.#needs.dataDir),
    };
  }

  list(): Promise<KeptBackup[]> {
    return listKeptBackups(backupRoot(this.#needs.dataDir, this.#file));
  }

  savePlan(plan: BackupPlan): BackupState {
    checkPlanFolder(plan.folder);
    // What is known of the last backup is of the folder that it went to.
    const moved = plan.folder !== this.#file.plan.folder;
    this.#keep({ plan, ...(moved ? { lastGood: null, failed: null } : {}) });
    if (this.#timer !== null) this.#look();
    return this.state;
  }

  /** Makes one now. Errors: those of `makeBackup`, and STORE_IN_USE while another is being made. */
  make(reason: BackupReason, running: Running): Promise<KeptBackup> {
    if (this.#running !== null) return Promise.reject(new AppError('STORE_IN_USE', { what: 'backup' }));
    return this.#make(this.#request(reason), running);
  }

  /**
   * Before something that changes very much. Resolves as soon as the state of now is held, whatever is written from
   * then on; the copy itself goes on. None is made of an empty store, nor where the last one says the same, nor while
   * one is being made. One that fails is told as every other, and keeps nobody from working.
   */
  async before(reason: BackupReason): Promise<void> {
    const { db, log, dataDir } = this.#needs;
    if (this.#mode === null || !this.#file.plan.on || this.#running !== null || countStudents(db) === 0)
      return;
    if (this.#file.lastGood?.head === logHead(db)) return;
    const request = this.#request(reason);
    const made = this.#make(request, { signal: this.#ending.signal, onProgress: () => undefined });
    const ended = made.then(
      () => undefined,
      (error: unknown) => log.error('backup-failed', error),
    );
    await Promise.race([ended, holdsSnapshot(dataDir, request.name, ended)]);
  }

  /** Looks from now on whether one is due, as long as the core is open. */
  follow(): void {
    this.#lookIn(FIRST_LOOK_MS);
  }

  /** A window that closes does not wait minutes for a copy; a command that asked for one before its change does. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#mode === 'by-plan') this.#ending.abort();
    await this.#running;
  }

  #lookIn(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#look();
      this.#lookIn(LOOK_EVERY_MS);
    }, ms);
    this.#timer.unref();
  }

  #look(): void {
    const nextAt = this.#nextAt();
    const { clock, db, log } = this.#needs;
    if (nextAt === null || this.#running !== null || clock.now() < nextAt || countStudents(db) === 0) return;
    this.make('planned', { signal: this.#ending.signal, onProgress: () => undefined }).catch(
      (error: unknown) => log.error('backup-failed', error),
    );
  }

  #nextAt(): number | null {
    const { plan, lastGood, failed } = this.#file;
    if (!plan.on) return null;
    const due = lastGood === null ? this.#needs.clock.now() : lastGood.at + plan.everyHours * 3_600_000;
    return failed === null ? due : Math.max(due, failed.at + TRY_AGAIN_MS);
  }

  #request(reason: BackupReason): MakeBackupRequest {
    const { dataDir, key, clock, ids } = this.#needs;
    const at = clock.now();
    const stamp = new Date(at).toISOString().replaceAll(/[-:]|\.\d+Z/g, '');
    // Two in one second, after a clock was set back for instance, are two.
    const name = `${stamp}-${reason}-${ids.next().slice(-4)}`;
    const folder = backupFolder(dataDir, this.#file);
    return { dataDir, key, folder, name, reason, at, program: PROGRAM_VERSION };
  }

  #make(request: MakeBackupRequest, running: Running): Promise<KeptBackup> {
    const work = this.#workOn(request, running);
    this.#running = work
      .catch(() => undefined)
      .finally(() => {
        this.#running = null;
        this.#needs.changed();
      });
    this.#needs.changed();
    return work;
  }

  async #workOn(request: MakeBackupRequest, running: Running): Promise<KeptBackup> {
    const { log, clock } = this.#needs;
    try {
      const { head, ...made } = await backupThread(request, running);
      const { at, students } = made;
      this.#keep({ lastGood: { at, students, head }, failed: null });
      const gone = await thinBackups(request.folder, this.#file.plan, BEIJING_MS);
      const asked = { keep: this.#file.plan.before, now: clock.now(), goodAt: at };
      const copies = await thinOldCopies(this.#needs.dataDir, asked);
      for (const { name, bytes } of copies) log.info('old-copy-removed', { name, bytes });
      log.info('backup-made', {
        reason: request.reason,
        students,
        photos: made.photos,
        thinned: gone.length,
      });
      return made;
    } catch (error) {
      if (error instanceof AppError && error.code !== 'CANCELLED') {
        this.#keep({ failed: { at: clock.now(), code: error.code, params: error.params } });
      }
      throw error;
    }
  }

  #keep(part: Partial<BackupPlanFile>): void {
    this.#file = { ...this.#file, ...part };
    writePlanFile(this.#needs.dataDir, this.#file);
  }
}

function copiesOf(dataDir: string): BackupState['copies'] {
  const copies = oldCopies(dataDir);
  return { count: copies.length, bytes: copies.reduce((sum, { bytes }) => sum + bytes, 0) };
}
