import type { Readable } from 'node:stream';
import type { Asks, MessageName } from '../protocol/messages.ts';

/** Who asks. */
export interface Caller {
  /** Null: a stranger. */
  device: string | null;
  /** Its grant, as the hub stores it. */
  scope?: string | undefined;
  /** The version of rows that it said it speaks when its session was opened. */
  schema?: number | undefined;
  /** IP address. For counting wrong codes only: it is not written down. */
  address: string;
  /** SHA-256 of the SPKI of the key that the hub shows at this time. */
  spki: string;
  /** Aborts when the asker is gone or the hub stops. */
  signal: AbortSignal;
}

/** A device whose session was proved. */
export type KnownCaller = Caller & { device: string };

/** `anyone`: also strangers; `enrolling`: devices that wait for their approval, too; `active`: approved ones. */
export type Handler<Body> =
  | { who: 'anyone'; answer(caller: Caller, body: Body): Promise<unknown> }
  | { who: 'enrolling' | 'active'; answer(caller: KnownCaller, body: Body): Promise<unknown> };

/** What a hub answers to each message. An answer is JSON; errors: Refusal, and whatever is a fault of the program. */
export type HubHandlers = { [Name in MessageName]?: Handler<Asks[Name]> };

export interface Standing {
  device: string;
  standing: 'enrolling' | 'active';
  scope: string;
  schema: number;
}

/** Whose a session is. */
export interface Door {
  /** Throws Refusal: session-wrong, session-ended, device-unknown, device-revoked. */
  callerOf(session: string): Promise<Standing>;
}

/** Something of known length that is read piece by piece. `to`: the last byte that is wanted. */
export interface Readout {
  size: number;
  read(from: number, to: number): Readable;
}

/** Bytes that do not travel in messages. Null: not there, or not for this device: nobody learns which. */
export interface HubFiles {
  /** `size`: of the whole, where this device may read it; `received`: bytes that this device has sent so far. */
  blobState(caller: KnownCaller, sha256: string): Promise<{ size: number | null; received: number }>;
  readBlob(caller: KnownCaller, sha256: string): Promise<Readout | null>;
  /** Takes bytes from `from` on. Throws Refusal: range (not where it was left off), hash (whole, and not what it is called). */
  takeBlob(
    caller: KnownCaller,
    blob: { sha256: string; from: number; total: number },
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<{ received: number }>;
  /** Takes a file off the disk that nobody names any more; not asked by any device. */
  removeBlob?(sha256: string): Promise<unknown>;
  /** Takes away what no row has named for long; not asked by any device. */
  sweep?(): Promise<{ removed: number; lost: number }>;
  readSnapshot(caller: KnownCaller, id: string): Promise<Readout | null>;
}
