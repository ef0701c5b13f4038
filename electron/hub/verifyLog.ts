import { CHAIN_BEGIN, chainLink } from '../sync/protocol/logChain.ts';
import type { HubTx } from './hubPorts.ts';

export interface LogState {
  hub: string;
  epoch: string;
  seq: number;
  chain: string;
}

export type LogFault =
  /** An entry is missing, or there is one too many. */
  | { kind: 'gap'; seq: number }
  /** An entry is not the one that its link was made of. */
  | { kind: 'changed'; seq: number }
  /** The log does not end where the partition says. */
  | { kind: 'head'; seq: number };

const ENTRIES_AT_ONCE = 5000;

/**
 * Reads a hub's whole log in one transaction: numbered without a gap from 1, each link made of the one before and its
 * entry, the end where the partition says. An entry whose content compaction has blanked (`patch` '') keeps the link that
 * it had (sync.md §5.5). Says what it is the log of, or the first fault.
 */
export async function verifyLog(
  tx: HubTx,
  onEntries: (done: number, total: number) => void = () => undefined,
): Promise<{ state: LogState; fault: LogFault | null }> {
  const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
  const [head, chain] = [Number(partition.head_seq), partition.head_chain];
  const state = { hub: partition.hub, epoch: partition.epoch, seq: head, chain };
  let [seq, link] = [0, CHAIN_BEGIN];
  for (;;) {
    const entries = await tx
      .selectFrom('log')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(ENTRIES_AT_ONCE)
      .execute();
    for (const { chain: stored, ...said } of entries) {
      const entry = { ...said, ...numbersOf(said) };
      if (entry.seq !== seq + 1) return { state, fault: { kind: 'gap', seq: seq + 1 } };
      if (entry.patch !== '' && chainLink(link, entry) !== stored)
        return { state, fault: { kind: 'changed', seq: entry.seq } };
      [seq, link] = [entry.seq, stored];
    }
    onEntries(seq, head);
    if (entries.length < ENTRIES_AT_ONCE) break;
  }
  const isAtHead = seq === head && link === chain;
  return { state, fault: isAtHead ? null : { kind: 'head', seq } };
}

/** As they were when the link was made, whatever an engine gives a whole number as. */
function numbersOf<Entry extends { seq: number; commit_seq: number; ver: number; mid: number; at: number }>(
  entry: Entry,
) {
  return {
    ...{ seq: Number(entry.seq), commit_seq: Number(entry.commit_seq), ver: Number(entry.ver) },
    ...{ mid: Number(entry.mid), at: Number(entry.at) },
  };
}
