import type { SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import type { HubTx } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import { writeRows } from './rowSets.ts';

/** Keeps what came and what became of it; what waited for the rest of its commit has its answer now. */
export async function writeMutations(tx: HubTx, stored: readonly HubTables['mutation'][]): Promise<void> {
  await writeRows(tx, 'mutation', stored, {
    key: ['device', 'mid'],
    update: ['args', 'entries', 'outcome', 'seq'],
  });
}

/** Keeps a part of a commit until the last one is there. */
export async function writeStaged(tx: HubTx, device: string, mutation: SyncedMutation): Promise<void> {
  const part_of = mutation.part!.of;
  await tx
    .insertInto('staged')
    .values({ device, mid: mutation.mid, part_of, body: JSON.stringify(mutation) })
    .execute();
}

/** Takes all parts of a commit, the last one among them, out of what waits. `problem`: one is missing. */
export async function readStaged(
  tx: HubTx,
  device: string,
  last: SyncedMutation,
): Promise<{ parts: SyncedMutation[]; problem: boolean }> {
  const { of, at } = last.part!;
  const first = last.mid - at + 1;
  const rows = await tx
    .selectFrom('staged')
    .select('body')
    .where('device', '=', device)
    .where('part_of', '=', of)
    .where('mid', '>=', first)
    .orderBy('mid')
    .execute();
  await tx.deleteFrom('staged').where('device', '=', device).where('part_of', '=', of).execute();
  const parts = [...rows.map(({ body }) => JSON.parse(body) as SyncedMutation), last];
  return { parts, problem: parts.some((part, index) => part.part!.at !== index + 1) };
}
