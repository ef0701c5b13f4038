import type { ScopeRule } from '../../shared/contract/access.ts';
import type { KeyStatus } from '../../shared/contract/keys.ts';
import type { AuditActor } from '../audit/appendAudit.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { WriteDb } from '../db/database.ts';
import type { ImportManager } from '../import/ImportManager.ts';
import type { BlobStore } from '../photos/blobStore.ts';
import type { DataKey } from '../security/dataKey.ts';
import type { StudentIndex } from '../students/StudentIndex.ts';
import type { BackupKeeper } from './BackupKeeper.ts';
import type { Clock, Ids, Log } from './core.ts';
import type { DataVersion } from './DataVersion.ts';
import type { Downloads } from './Downloads.ts';
import type { HeardCall } from './HeardCall.ts';
import type { Incoming } from './Incoming.ts';
import type { OpenSession } from './Session.ts';
import type { Turns } from './Turns.ts';

/** What the routers work with. Made once by createCore. */
export interface Services {
  db: WriteDb;
  index: StudentIndex;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Who acts in the call that runs now; in what the program does by itself: CoreOptions.actor. To be read when it is needed. */
  readonly actor: string;
  /** The same as the audit names them. */
  readonly auditActor: AuditActor;
  /** Before a call is judged: a window that nobody has used for so long is locked. */
  heed(session: OpenSession): void;
  /** What tells of students is refused when the desk has been away from its hub for too long. Errors: SYNC_LEASE. */
  requireLease(call: { name: string; scope: ScopeRule }): void;
  /** Told of every call that the contract says is audited, before its answer leaves. */
  heard(call: HeardCall): Promise<void>;
  keepDemoFiles: string | null;
  /** This computer, in the log. */
  device: string;
  dataDir: string;
  /** What everything in the data folder is encrypted with; null in a plain store of an earlier version. */
  key: DataKey | null;
  /** See CoreOptions. */
  keyStore: KeyStatus['keyStore'];
  /** Where the key files of this account of the computer are. */
  accountKeys: string;
  downloads: Downloads;
  incoming: Incoming;
  /** Whatever writes takes its turn here. */
  writes: Turns;
  blobs: BlobStore;
  imports: ImportManager;
  backups: BackupKeeper;
  /** The data folder is to be opened anew: something waits to take the store's place. */
  reopen(): void;
  /** A page of the store can't be read: the host is told, once. */
  damaged(): void;
  dataVersion: DataVersion;
  /** Runs a mutation as this program's user, now, and tells the windows. */
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch?: string | null): void;
  /** Tells the windows that another thread has committed something. */
  committed(): void;
}
