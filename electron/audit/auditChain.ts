import { createHash } from 'node:crypto';

/** An entry as it is bound into the chain: what the table holds, but its hash. */
export interface ChainedEntry {
  seq: number;
  /** Epoch ms. */
  at: number;
  person: string | null;
  name: string;
  role: string;
  session: string;
  action: string;
  outcome: string;
  students: string;
  detail: string;
}

/** What stands before the first entry. */
export const CHAIN_START: Uint8Array = new Uint8Array(32);

/**
 * SHA-256 over the hash of the entry before and this entry's fields in a fixed order, as JSON: whoever changes, removes
 * or moves an entry changes every hash after it.
 */
export function chainHash(before: Uint8Array, entry: ChainedEntry): Uint8Array {
  const { seq, at, person, name, role, session, action, outcome, students, detail } = entry;
  const canonical = JSON.stringify([seq, at, person, name, role, session, action, outcome, students, detail]);
  return createHash('sha256').update(before).update(canonical, 'utf8').digest();
}

/** The end of a chain: number and hash of its last entry. Written down elsewhere it tells later that nothing was cut off. */
export interface ChainHead {
  seq: number;
  /** Lower-case hex. */
  hash: string;
}

export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: Buffer.from(CHAIN_START).toString('hex') };

/** A head as people write it down: `120:9f86d081…`. */
export function headText({ seq, hash }: ChainHead): string {
  return `${seq}:${hash}`;
}

/** The head that such a text tells; null: it is none. The hash may be cut to its first 16 characters or more. */
export function parseHead(text: string): ChainHead | null {
  const found = /^(\d{1,15}):([0-9a-f]{16,64})$/.exec(text.trim().toLowerCase());
  return found ? { seq: Number(found[1]), hash: found[2]! } : null;
}
