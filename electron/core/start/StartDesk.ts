import { type AnyRouter, implement, ORPCError } from '@orpc/server';
import { type StartTrouble, start } from '../../../shared/contract/start.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { backupRoot, readPlanFile } from '../backup/backupPlanFile.ts';
import { listKeptBackups } from '../backup/keptBackupFile.ts';
import type { Clock, Ids, Log } from '../core.ts';
import { hasStore } from '../hasStore.ts';
import type { HostFiles } from '../host/hostFiles.ts';
import { PROGRAM_VERSION } from '../programVersion.ts';
import { toWireError } from '../router/answer.ts';

/** What the start page needs of whoever tries to open the store. */
export interface StartDoor {
  dataDir: string;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** What the store is encrypted with, as soon as it is known. */
  readonly key: DataKey | null;
  readonly trouble: StartTrouble;
  /** Null: it is open now, and another face answers. */
  tryOpen(passphrase: string | null): Promise<StartTrouble | null>;
  /** Null: this host has no file manager to show the folder in. */
  openFolder: (() => void) | null;
}

/** The face of a host whose store is not open: it answers the contract of shared/contract/start and serves no files. */
export class StartDesk {
  readonly router: AnyRouter;
  readonly files: HostFiles;

  constructor(door: StartDoor) {
    const { dataDir, ids } = door;
    const procedures = implement(start).use(async ({ next }) => {
      try {
        return await next();
      } catch (error) {
        throw error instanceof ORPCError ? error : toWireError(error, door);
      }
    });
    this.router = procedures.router({
      state: procedures.state.handler(async () => ({
        trouble: door.trouble,
        dataDir,
        version: PROGRAM_VERSION,
        hasStore: hasStore(dataDir),
        hasKey: door.key !== null,
        backups: await keptBackups(dataDir, ids),
        canOpenFolder: door.openFolder !== null,
      })),
      open: procedures.open.handler(async ({ input }) => ({
        trouble: await door.tryOpen(input.passphrase),
      })),
      openFolder: procedures.openFolder.handler(() => {
        if (door.openFolder === null) throw new AppError('NOT_FOUND');
        door.openFolder();
        return {};
      }),
    });
    const shut = () => Promise.reject(new AppError('STORE_MISSING'));
    this.files = {
      receiveFile: shut,
      readPhoto: async () => null,
      readShownPhoto: async () => null,
      readDownload: async () => null,
    };
  }
}

/** A plan or a folder that can't be read has no backups to offer: the page is shown all the same. */
async function keptBackups(dataDir: string, ids: Ids) {
  try {
    const plan = readPlanFile(dataDir, () => ids.next());
    return await listKeptBackups(backupRoot(dataDir, plan));
  } catch (error) {
    if (error instanceof AppError || isSystemError(error)) return [];
    throw error;
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof Reflect.get(error, 'syscall') === 'string';
}
