import type { HubGrant, HubState } from '../../../shared/contract/hub.ts';
import type { ErrorCode } from '../../../shared/domain/errors.ts';
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
export type ToHubProcess = ({ kind: 'serve' } & HubServing) | { kind: 'stop' };
export type FromHubProcess =
  | { kind: 'serving'; port: number; fingerprint: string }
  | { kind: 'failed'; code: ErrorCode; params: Record<string, string | number> }
  /** Something of what pages show is otherwise: a backup was made. */
  | { kind: 'changed' };

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

/** The hub of this computer, as the core needs it; the host of the core gives it one (CoreOptions.hubHost). */
export interface HubHost {
  /** `here`: the desk’s own device. */
  state(here: string | null): Promise<HubState>;
  /** Serves from now on, and again after it ended by itself. `ready` is called each time it answers. */
  start(port: number, ready: (at: { port: number; fingerprint: string }) => void): void;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
  newCode(): Promise<{ code: string; endsAt: number }>;
  letIn(change: { device: string; seen: string; grant: HubGrant; by: string }): Promise<void>;
  setGrant(change: { device: string; grant: HubGrant; by: string }): Promise<void>;
  revoke(change: { device: string; by: string }): Promise<void>;
  backup(running: Running): Promise<{ file: string; bytes: number; files: number; lost: number }>;
  keepOnly(): Promise<void>;
}

export type MakeHubHost = (needs: HubHostNeeds) => HubHost;
