import { rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type AnyRouter, implement, ORPCError } from '@orpc/server';
import type { KeptBackup } from '../../../shared/contract/backups.ts';
import {
  type StartState,
  type StartTrouble,
  type StoreExplanation,
  start,
} from '../../../shared/contract/start.ts';
import { AppError, type ErrorCode } from '../../../shared/domain/errors.ts';
import { plainSize, type SealedFile } from '../../archive/sealedFile.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { backupRoot, readPlanFile } from '../backup/backupPlanFile.ts';
import { listKeptBackups } from '../backup/keptBackupFile.ts';
import type { Clock, Ids, Log } from '../core.ts';
import { hasStore } from '../hasStore.ts';
import type { HostFiles } from '../host/hostFiles.ts';
import { PROGRAM_VERSION } from '../programVersion.ts';
import { progressStream } from '../progressStream.ts';
import { stream, toWireError } from '../router/answer.ts';
import type { Running } from '../workThread.ts';
import { startThread } from './startThread.ts';
import { writeStartReport } from './writeStartReport.ts';

/** What the start page needs of whoever tries to open the store. */
export interface StartDoor {
  dataDir: string;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** See CoreOptions. */
  actor: string;
  /** What the store is encrypted with, as soon as it is known. */
  readonly key: DataKey | null;
  readonly trouble: StartTrouble;
  /** See startState. */
  readonly locked: StartState['locked'];
  readonly progress: StartState['progress'];
  /** Null: it is open now, and another face answers. */
  tryOpen(passphrase: string | null, recoveryKey: string | null): Promise<StartTrouble | null>;
  /** Null: this host has no file manager to show the folder in. */
  openFolder: (() => void) | null;
}

/** Only of these the whole store is replaced without anybody signing in: nobody could (decision 0036). */
const REPLACEABLE: ReadonlySet<string> = new Set<ErrorCode>([
  'STORE_DAMAGED',
  'STORE_DISK',
  'STORE_NEWER',
  'INTERNAL',
]);

/** The face of a host whose store is not open: it answers the contract of shared/contract/start. */
export class StartDesk {
  readonly router: AnyRouter;
  readonly files: HostFiles;
  readonly #door: StartDoor;
  #explanation: StoreExplanation | null = null;
  /** What was asked to be saved, by its id; its folder goes when this desk does. */
  readonly #reports = new Map<string, SealedFile>();

  constructor(door: StartDoor) {
    this.#door = door;
    const { dataDir } = door;
    const procedures = implement(start).use(async ({ next }) => {
      try {
        return await next();
      } catch (error) {
        throw error instanceof ORPCError ? error : toWireError(error, door);
      }
    });
    const told = <Result>(work: (running: Running) => Promise<Result>, signal: AbortSignal | undefined) =>
      stream(
        progressStream((onProgress, inner) => work({ onProgress, signal: inner }), signal),
        door,
      );
    this.router = procedures.router({
      state: procedures.state.handler(async () => ({
        trouble: door.trouble,
        locked: door.locked,
        progress: door.progress,
        dataDir,
        version: PROGRAM_VERSION,
        hasStore: hasStore(dataDir),
        canReplace: REPLACEABLE.has(door.trouble.code) && door.key !== null,
        hasKey: door.key !== null,
        backups: await this.#backups(),
        canOpenFolder: door.openFolder !== null,
      })),
      open: procedures.open.handler(async ({ input }) => ({
        trouble: await door.tryOpen(input.passphrase, input.recoveryKey),
      })),
      explain: procedures.explain.handler(({ signal }) =>
        told(async (running) => {
          this.#explanation = await startThread({ kind: 'explain', dataDir, key: door.key }, running);
          return this.#explanation;
        }, signal),
      ),
      salvage: procedures.salvage.handler(({ signal }) =>
        told((running) => {
          const { actor } = door;
          return startThread({ kind: 'salvage', dataDir, key: this.#keyToReplace(), actor }, running);
        }, signal),
      ),
      prepareRestore: procedures.prepareRestore.handler(({ input, signal }) =>
        told(async (running) => {
          const key = this.#keyToReplace();
          // A path of the list, and no other: a window names nothing else on this computer.
          const chosen = (await this.#backups()).find(({ path }) => path === input.path);
          if (!chosen) throw new AppError('NOT_FOUND', { what: 'backup' });
          return startThread({ kind: 'prepare', dataDir, key, path: chosen.path }, running);
        }, signal),
      ),
      restore: procedures.restore.handler(({ signal }) =>
        told(
          (running) => startThread({ kind: 'restore', dataDir, key: this.#keyToReplace() }, running),
          signal,
        ),
      ),
      report: procedures.report.handler(async () => {
        const { trouble, clock, ids } = door;
        const backups = await this.#backups();
        const told = { dataDir, trouble, clock, backups, explanation: this.#explanation };
        const place = await writeStartReport(told);
        const download = ids.next();
        this.#reports.set(download, place);
        return { download };
      }),
      openFolder: procedures.openFolder.handler(() => {
        if (door.openFolder === null) throw new AppError('NOT_FOUND');
        door.openFolder();
        return {};
      }),
    });
    this.files = {
      receiveFile: () => Promise.reject(new AppError('STORE_MISSING')),
      readPhoto: async () => null,
      readShownPhoto: async () => null,
      readDownload: async (download) => {
        const place = this.#reports.get(download);
        if (place === undefined) return null;
        const bytes = plainSize(statSync(place.path).size)!;
        return { name: REPORT_NAME, mime: 'application/json; charset=utf-8', place, bytes };
      },
    };
  }

  /** Takes away what was written for a person to save. */
  close(): void {
    for (const { path } of this.#reports.values()) rmSync(dirname(path), { recursive: true, force: true });
    this.#reports.clear();
  }

  /** Errors: NOT_ALLOWED where the store is not damaged, or its key is not known. */
  #keyToReplace(): DataKey {
    const { trouble, key } = this.#door;
    if (!REPLACEABLE.has(trouble.code) || key === null) throw new AppError('NOT_ALLOWED');
    return key;
  }

  /** A plan or a folder that can't be read has no backups to offer: the page is shown all the same. */
  async #backups(): Promise<KeptBackup[]> {
    const { dataDir, ids } = this.#door;
    try {
      const plan = readPlanFile(dataDir, () => ids.next());
      return await listKeptBackups(backupRoot(dataDir, plan));
    } catch (error) {
      if (error instanceof AppError || isSystemError(error)) return [];
      throw error;
    }
  }
}

const REPORT_NAME = 'xueji-report.json';

function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof Reflect.get(error, 'syscall') === 'string';
}
