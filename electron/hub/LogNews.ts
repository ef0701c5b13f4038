import { type Grant, scopesOf } from './hubPorts.ts';

/** What one push put into the log. */
export interface LogNewsItem {
  /** Its first and its last entry. */
  from: number;
  to: number;
  /** Whose rows it changed. */
  scopes: ReadonlySet<string>;
  /** Who is told what became of it. */
  device: string;
}

/** Who waits. */
export interface LogReader {
  device: string;
  grant: Grant;
}

/**
 * Whom the log has something new for, as far as this process wrote it itself; what another process wrote may be for
 * everybody. It may say so too often, and never too seldom: of two hundred desks an edit concerns sixty, and the others
 * would ask in vain.
 */
export class LogNews {
  readonly #ofScope = new Map<string, number>();
  readonly #ofDevice = new Map<string, number>();
  /** Up to here it is known whom each entry is for. */
  #known = 0;
  /** Up to here entries may be for everybody. */
  #ofAll = 0;

  /** To be told before it is committed: whoever sees the new head is to find it here. */
  add({ from, to, scopes, device }: LogNewsItem): void {
    if (from !== this.#known + 1) this.#ofAll = from - 1;
    for (const scope of scopes) this.#ofScope.set(scope, to);
    this.#ofDevice.set(device, to);
    this.#known = to;
  }

  /** What was told was not committed, maybe: others may have these numbers. */
  doubt(): void {
    this.#known = 0;
  }

  /** The log ends there. */
  ends(head: number): void {
    if (head <= this.#known) return;
    this.#known = head;
    this.#ofAll = head;
  }

  /** Whether there is something behind a position. */
  isFor({ device, grant }: LogReader, after: number): boolean {
    if (this.#ofAll > after || (this.#ofDevice.get(device) ?? 0) > after) return true;
    const scopes = scopesOf(grant);
    if (scopes === null) return this.#known > after;
    return scopes.some((scope) => (this.#ofScope.get(scope) ?? 0) > after);
  }
}
