import type { ShownBundle } from '../../../shared/contract/bundles.ts';
import type { HubGrant, HubState, KeptWork, TakenUpBundle } from '../../../shared/contract/hub.ts';
import type { ErrorCode } from '../../../shared/domain/errors.ts';
import type { SheetLanguage } from '../../reports/reportData.ts';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import type { Verifying } from '../../sync/bundle/verifyPart.ts';
import type { Running } from '../workThread.ts';

/** A hub that a process is to serve. */
export interface HubServing {
  /** The hub’s own folder. */
  dataDir: string;
  port: number;
  /** `::` for every address of this computer. */
  host: string;
  /** The folder whose plan says when backups are made and where they go: the desk’s. */
  planDir: string;
}

/** What a core and the process of its hub say to each other. */
export type ToHubProcess = ({ kind: 'serve' } & HubServing) | { kind: 'stop' } | { kind: 'share' };
export type FromHubProcess =
  | { kind: 'serving'; port: number; fingerprint: string }
  /** Its disk or database fails, or does no more (null). */
  | { kind: 'store'; fault: StoreFault | null }
  | { kind: 'failed'; code: ErrorCode; params: Record<string, string | number> }
  /** Something of what pages show is otherwise: a backup was made. */
  | { kind: 'changed' };

/** STORE_FAULTS. */
export type StoreFault = NonNullable<HubState['store']>['fault'];

/** A process of its own with a hub in it. */
export interface HubProcess {
  send(message: ToHubProcess): void;
  kill(): void;
}

/** Starts one; `ended` is called once, whatever ends it. */
export type StartHubProcess = (heard: {
  message(said: FromHubProcess): void;
  ended(code: number | null): void;
}) => HubProcess;

export interface HubHostNeeds {
  /** The desk’s folder. */
  dataDir: string;
  clock: { now(): number };
  /** Is told codes and counts. */
  log: {
    info(event: string, data?: Record<string, string | number | boolean | null>): void;
    error(event: string, error: unknown): void;
  };
  /** Ends earlier, without an error, when the signal aborts. */
  times: { wait(ms: number, signal: AbortSignal): Promise<void> };
  /** The windows are told that something is to be shown anew. */
  changed(): void;
}

/** What a side of sync says of one of its bundles that lies there. Errors: BUNDLE_REFUSED. */
export type LookAtOne = (
  files: BundleFiles,
  paths: readonly string[],
  running: Verifying,
) => Promise<Pick<ShownBundle, 'problem' | 'held'> & { name: string | null }>;

/** The hub’s end of bundles that people carry (handedBundles). */
export interface HubHostBundles {
  /** Takes nothing. Errors: BUNDLE_REFUSED. */
  look: LookAtOne;
  /** Errors: BUNDLE_REFUSED. */
  take(files: BundleFiles, paths: readonly string[], running: Verifying): Promise<TakenUpBundle>;
  /** Into a folder that is empty: names of the files. `name`: of the computer. Errors: HUB_DEVICE. */
  write(
    device: string,
    whole: boolean,
    folder: string,
    running: Verifying,
  ): Promise<{ number: number; isWhole: boolean; names: string[]; name: string }>;
  /** Null: exchanges through no folder any more. Answers whether it was another until then. Errors: FILE_NOT_FOUND (no such folder). */
  setShare(folder: string | null, by: string): Promise<boolean>;
}

/** What a device of the hub might hold until then, and may from now on; the same: nothing was changed. */
export interface ChangedGrant {
  /** What people call the computer. */
  name: string;
  before: '*' | readonly string[];
  after: '*' | readonly string[];
}

/** The hub of this computer, as the core needs it; the host of the core gives it one (CoreOptions.hubHost). */
export interface HubHost {
  /** `here`: the desk’s own device. */
  state(here: string | null): Promise<HubState>;
  /** Serves from now on, and again after it ended by itself. `ready` is called each time it answers. */
  start(port: number, ready: (at: { port: number; fingerprint: string }) => void): void;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
  /** What was refused and is kept, newest first, masked. */
  kept(page: { offset: number; limit: number }): Promise<{ items: KeptWork[]; total: number }>;
  newCode(by: string): Promise<{ code: string; endsAt: number }>;
  letIn(change: { device: string; seen: string; grant: HubGrant; by: string }): Promise<ChangedGrant>;
  setGrant(change: { device: string; grant: HubGrant; by: string }): Promise<ChangedGrant>;
  /** Answers with the days of before. */
  setLease(days: number, by: string): Promise<number>;
  revoke(change: { device: string; by: string }): Promise<ChangedGrant>;
  backup(running: Running): Promise<{ file: string; bytes: number; files: number; lost: number }>;
  keepOnly(by: string): Promise<void>;
  /** Prints a new recovery key of the hub. */
  printRecovery(sink: NodeJS.WritableStream, lang: SheetLanguage, by: string): Promise<void>;
  bundles: HubHostBundles;
}

export type MakeHubHost = (needs: HubHostNeeds) => HubHost;
