/** What main and the core's process say to each other. Both are built together; a shape that is not here is a fault. */

export type ToCoreProcess =
  /** The first message, once: open the store. */
  | { kind: 'open'; dataDir: string; key: Uint8Array; actor: string }
  /** With one port: a window's, to be answered with the contract. */
  | { kind: 'window-port' }
  /** With one port: the counter window's, to be answered with its contract as long as its token's pass is good. */
  | { kind: 'counter-port'; token: string }
  /** With one port: main's own, for FileRequest. */
  | { kind: 'files-port' }
  /** Finish, release the data folder, answer `closed` and end. */
  | { kind: 'close' };

export type FromCoreProcess =
  | { kind: 'ready' }
  /** The store could not be opened for a reason that a restart does not cure. */
  | { kind: 'refused'; code: string; params: Record<string, string | number> }
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
      download: { name: string; mime: string; path: string; bytes: number } | null;
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
