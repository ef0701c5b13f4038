import type { StartTrouble } from '../../shared/contract/start.ts';
import type { Download } from '../core/core.ts';

/** What main and the core's process say to each other. Both are built together; a shape that is not here is a fault. */

export type ToCoreProcess =
  /** The first message, once: open the store. */
  | { kind: 'open'; dataDir: string; actor: string; keyStore: 'usable' | 'unusable' }
  /** The answer to `unlock`. */
  | { kind: 'key'; key: Uint8Array }
  | { kind: 'no-key'; trouble: StartTrouble }
  /** With one port: a window's, to be answered with the contract of the face that is there. */
  | { kind: 'window-port' }
  /** With one port: the counter window's, to be answered with its contract as long as its token's pass is good. */
  | { kind: 'counter-port'; token: string }
  /** With one port: main's own, for FileRequest. */
  | { kind: 'files-port' }
  /** Finish, release the data folder, answer `closed` and end. */
  | { kind: 'close' };

/** What a window is to show: the desk, or the start page of a store that is not open. */
export type FaceName = 'desk' | 'start';

export type FromCoreProcess =
  /** Find the store's key: main alone can ask the operating system's key store. see unlockTyped for what was typed. */
  | { kind: 'unlock'; passphrase: string | null; recoveryKey: string | null }
  /** A face is there: the first, or another in its place. */
  | { kind: 'ready'; face: FaceName }
  /** Show the data folder in the system's file manager. */
  | { kind: 'show-folder' }
  /** This computer begins to host a hub, or ends it. */
  | { kind: 'hosting'; isOn: boolean }
  | { kind: 'closed' };

/** Main asks for bytes, on behalf of app:// and photo://; a photo `shown` is one for the counter's window. `id` is main's, never used twice on one port. */
export type FileRequest =
  | { kind: 'photo'; id: number; hash: string; size: 'full' | 'thumbnail' | 'shown' }
  | { kind: 'download'; id: number; download: string }
  /** A file comes in. The core asks for each piece of it with `more`. */
  | { kind: 'receive'; id: number; name: string; set: string | null }
  | { kind: 'piece'; id: number; bytes: Uint8Array }
  | { kind: 'end'; id: number }
  | { kind: 'broken'; id: number };

export type FileAnswer =
  | { kind: 'photo'; id: number; photo: { mime: string; bytes: Uint8Array } | null }
  | {
      kind: 'download';
      id: number;
      download: Download | null;
    }
  | { kind: 'more'; id: number }
  | { kind: 'received'; id: number; file: string }
  | { kind: 'refused'; id: number; code: string; params: Record<string, string | number> };

/** The part of Electron's MessagePortMain that is used: the same in main and in a utility process. */
export interface ProcessPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}
