import type { Entity } from '../../changes/change.ts';
import type { Fields, Outcome } from './syncedMutation.ts';

/** A row of the hub’s log: what became of it, or that it is none of this device’s any more. */
export type PulledChange =
  | { kind: 'up'; entity: Entity; id: string; ver: number; patch: Fields }
  | { kind: 'leave'; entity: Entity; id: string };

export interface Ack {
  outcome: Outcome;
  seq: number;
  /** Of the mutation as the hub has it: another than the device’s own is of a store that lives twice under one name. */
  sha256: string;
}

/** What one mutation of one device did to what this device may hold. */
export interface Deed {
  device: string;
  mid: number;
  name: string;
  /** JSON; empty unless the device sees all that the mutation did. */
  args: string;
  actor: string;
  /** By the clock of the device that did it, and by the hub’s; epoch ms. */
  at: number;
  atHub: number;
  batch: string | null;
  changes: PulledChange[];
  /** Of the device’s own: what became of it, for good. */
  ack: Ack | null;
}

export interface Delta {
  seq: number;
  deeds: Deed[];
  token: string;
  more: boolean;
  /** Where the hub’s log ends; a hub of an earlier version does not say. */
  head?: number;
  /** What a verified backup of the hub holds: until there a device may forget what it did. */
  durableSeq: number;
  /** The last number that came from this device. */
  lastMid: number;
  /** Of which erasures the hub knows (erasuresDigest): before anything is taken, both know the same. */
  erased?: string;
}

/** `schema`: it was told the log in another version of rows than the one that it speaks now. */
export type ResetReason = 'new' | 'epoch' | 'grant' | 'rewound' | 'horizon' | 'schema';

export type PullAnswer =
  | ({ kind: 'delta' } & Delta)
  /** What the device holds is not a beginning of this log, or not what it may hold: it begins anew with an image. */
  | { kind: 'reset'; why: ResetReason; erased?: string }
  | { kind: 'refused'; why: 'unknown-device' | 'revoked' | 'token' | 'two-hubs' };

export interface ImageRow {
  entity: Entity;
  id: string;
  fields: Fields;
  ver: number;
}

/** An image that is fetched by itself (`/snapshot/<id>`): see imageFrames. */
export interface ImageFile {
  id: string;
  /** Hex. What opens it is told here alone. */
  key: string;
  bytes: number;
  sha256: string;
  rows: number;
}

/** All that a device may hold, at one position. */
export interface Image {
  /** Never before the position that the device asked from, as far as that is one of this log. */
  seq: number;
  token: string;
  grantVersion: number;
  /** The grant is of the whole school: what is not among the rows is nowhere. */
  whole: boolean;
  /** The position that the device asked from is one of this log: a row that it has in the same version is the same. */
  follows: boolean;
  /** Few rows come at once, many in a file. */
  rows: ImageRow[];
  file: ImageFile | null;
  /** What became of the device’s mutations up to the position, from the first that it does not know of. */
  acks: ({ mid: number } & Ack)[];
  durableSeq: number;
  lastMid: number;
}

export type ImageAnswer =
  | ({ kind: 'image' } & Image)
  /** It takes longer than a question may: to be asked again. */
  | { kind: 'building' }
  | { kind: 'refused'; why: 'unknown-device' | 'revoked' };
