import type { ContractRouterClient } from '@orpc/contract';
import type { AnyRouter } from '@orpc/server';
import type { Contract } from '../../shared/contract/index.ts';
import type { KeyStatus } from '../../shared/contract/keys.ts';
import type { Principal } from '../../shared/domain/roles.ts';
import type { FilePlace } from '../archive/filePlace.ts';
import type { DataKey } from '../security/dataKey.ts';
import type { CallContext } from './Session.ts';
import type { HubDoor } from './sync/HubDoor.ts';
import type { MakeHubHost } from './sync/HubHost.ts';

/**
 * The core as a host sees it. It knows nothing of Electron, HTTP or React; a host gives it a body. What it does by
 * itself (CoreSession) is its first session, for hosts that have one window or none.
 */
export interface Core extends CoreSession {
  /** The implemented contract: pass it to an oRPC handler (fetch, message port) with a session's `context`. */
  router: AnyRouter;
  /**
   * One window's or browser's time with the core. Nobody is signed in; in a store without people whoever it is acts as
   * the office. `as`: the host has made sure by itself who it is.
   */
  openSession(options?: { as?: Principal | null }): CoreSession;
  /** The same, whole, only for photos of the student who is on the counter's window now; null for every other. */
  readShownPhoto(hash: string): Promise<{ mime: string; bytes: Uint8Array } | null>;
  counter: CounterDoor;
  /** Finishes or cancels what runs, writes what must be kept, releases the data folder. Safe to call twice. */
  close(): Promise<void>;
}

/** What the core answers to one asker, within what they may do and see. */
export interface CoreSession {
  /** What calls of the router come with. */
  context: CallContext;
  /** The router called in this process, without a wire: the command line uses this. */
  client: ContractRouterClient<Contract>;
  /**
   * Takes in a file that a window sends (dropped or picked); the bytes go to the data folder's `incoming/`,
   * sealed, and are removed when the import session that uses them ends. Files of one `set` (a folder of photos)
   * belong together. Returns the name by which `imports.open` knows it.
   */
  receiveFile(
    meta: { name: string; set: string | null },
    body: AsyncIterable<Uint8Array>,
  ): Promise<{ file: string }>;
  /** For hosts that have real paths (command line): no copy is made, the file is never removed. Errors: NOT_SIGNED_IN. */
  offerPath(path: string): Promise<{ file: string }>;
  /** null also for photos of students whom the asker may not see. */
  readPhoto(hash: string, size: 'full' | 'thumbnail'): Promise<{ mime: string; bytes: Uint8Array } | null>;
  /** A file made by a report or an export for this asker, to be read by piecesOf; each can be fetched until the core closes. */
  readDownload(download: string): Promise<Download | null>;
}

/** A file that was made, to be read by piecesOf. */
export interface Download {
  name: string;
  mime: string;
  place: FilePlace;
  /** As they are taken away. */
  bytes: number;
}

/** What a host needs to give students at the counter a window of their own. */
export interface CounterDoor {
  /** The contract of shared/contract/counterWindow, answered to a context of `{ pass }`. */
  router: AnyRouter;
  /** The pass of a window for its token (`counter.open`), once; null: the token is not good. */
  redeem(token: string): string | null;
  /** Whether a pass is still that of the window that is open. */
  isOpen(pass: string): boolean;
}

export interface CoreOptions {
  /** Absolute path; made if it is not there. One process at a time may have it open for writing. */
  dataDir: string;
  /** The store's key, from its key ring; null only for a plain store of an earlier version. */
  key: DataKey | null;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Who acts where nobody signs in: written into the change log. */
  actor: string;
  /** Whether the host has a key store of the operating system; absent: it has none. */
  keyStore?: KeyStatus['keyStore'];
  /** Where the demo leaves the source files that it imports; absent: they are removed again. */
  keepDemoFiles?: string;
  /** Whether mails that are queued are sent as long as the core is open; otherwise only while `mail.run` is asked for. */
  sendsMail?: boolean;
  /** Whether backups are made without being asked for: by the plan while the core is open, and before large changes. */
  backsUp?: 'by-plan' | 'before-changes';
  /** The way to a hub; absent: this host has none, and a store that has a hub waits. */
  hubDoor?: HubDoor;
  /** How a hub is run on this computer; absent: this host can run none. */
  hubHost?: MakeHubHost;
  /** Whether it is kept with its hub, and a hub that it hosts is served, as long as the core is open: of hosts that stay. */
  syncs?: boolean;
  /** Called when the core is to be closed and opened anew, because a restore waits. Hosts without a window have none. */
  onReopen?: () => void;
  /** Called once, when a page of the store turns out to be unreadable: the host closes the core before more is written. */
  onDamaged?: () => void;
  /** Whether the current campaign is counted as soon as the core is open, for whoever looks first: of hosts that stay. */
  warms?: boolean;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}
export interface Ids {
  /** A new UUIDv7. */
  next(): string;
}
/** Never given personal data: codes, counts, seconds and paths inside the data folder only. */
export interface Log {
  info(event: string, data?: Record<string, string | number | boolean | null>): void;
  error(event: string, error: unknown, data?: Record<string, string | number | boolean | null>): void;
}
