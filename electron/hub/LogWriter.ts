import type { Canonical } from '../sync/protocol/canonicalText.ts';
import { chainLink } from '../sync/protocol/logChain.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import type { HubTx } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import type { LogNewsItem } from './LogNews.ts';
import type { Partition } from './lockPartition.ts';
import { writeRows } from './rowSets.ts';
import { together } from './together.ts';

export interface LogNote {
  kind: HubTables['log']['kind'];
  scope: string;
  entity: string;
  row: string;
  ver: number;
  patch: Fields | { readonly [key: string]: Canonical };
  device: string;
  mid: number;
}

/** Numbers and links entries while the partition is locked, and writes them in one go. */
export class LogWriter {
  readonly #at: number;
  readonly #entries: HubTables['log'][] = [];
  #seq: number;
  #chain: string;
  #commit: number;
  readonly #from: number;
  readonly #scopes = new Set<string>();
  #mark: { seq: number; chain: string } | null = null;

  constructor(partition: Partition, at: number) {
    this.#at = at;
    this.#seq = partition.head_seq;
    this.#from = partition.head_seq + 1;
    this.#chain = partition.head_chain;
    this.#commit = partition.head_seq + 1;
  }

  get seq(): number {
    return this.#seq;
  }

  /** What was noted so far; null: nothing. Scopes of what was taken back stay among them. */
  news(device: string): LogNewsItem | null {
    const [from, to, scopes] = [this.#from, this.#seq, this.#scopes];
    return to < from ? null : { from, to, scopes, device };
  }

  /** What follows is applied together, or not at all. */
  begin(): void {
    this.#commit = this.#seq + 1;
  }

  /** From here on what is noted can be taken back. */
  mark(): void {
    this.#mark = { seq: this.#seq, chain: this.#chain };
  }

  backToMark(): void {
    this.#entries.length -= this.#seq - this.#mark!.seq;
    this.#seq = this.#mark!.seq;
    this.#chain = this.#mark!.chain;
  }

  /** Of an entry that is not written yet. */
  find(seq: number): HubTables['log'] | undefined {
    return this.#entries[seq - (this.#entries[0]?.seq ?? 0)];
  }

  note({ kind, scope, entity, row, ver, patch, device, mid }: LogNote): number {
    this.#seq += 1;
    // An answer is for its device alone, whatever its scope.
    if (kind !== 'ack') this.#scopes.add(scope);
    const entry = {
      seq: this.#seq,
      commit_seq: this.#commit,
      ...{ kind, scope, entity, row_id: row, ver, patch: JSON.stringify(patch), device, mid },
      at: this.#at,
    };
    this.#chain = chainLink(this.#chain, entry);
    this.#entries.push({ ...entry, chain: this.#chain });
    return this.#seq;
  }

  /** Writes what was noted, and the partition’s new head. */
  async write(tx: HubTx): Promise<void> {
    const head = { head_seq: this.#seq, head_chain: this.#chain };
    await together(
      writeRows(tx, 'log', this.#entries.splice(0)),
      tx.updateTable('partition').set(head).execute(),
    );
  }
}
