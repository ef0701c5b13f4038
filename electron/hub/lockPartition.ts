import type { HubTx } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';

export type Partition = Omit<HubTables['partition'], 'id'>;

/**
 * The first statement of everything that writes: whoever holds the row numbers the log, so that numbers are committed in
 * their order and without a gap, and no two pushes wait for each other in a circle (sync.md §2).
 */
export async function lockPartition(tx: HubTx): Promise<Partition> {
  const row = await tx
    .updateTable('partition')
    .set((expression) => ({ id: expression.ref('id') }))
    .returning(['hub', 'instance', 'epoch', 'head_seq', 'head_chain', 'durable_seq', 'secret'])
    .executeTakeFirstOrThrow();
  return { ...row, head_seq: Number(row.head_seq), durable_seq: Number(row.durable_seq) };
}
