import { CHAIN_BEGIN } from '../sync/protocol/logChain.ts';
import { leaveOutOrdinals } from './deviceOrdinal.ts';
import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb, HubPorts } from './hubPorts.ts';
import { instancesOf } from './instances.ts';
import { LogWriter } from './LogWriter.ts';
import { lockPartition } from './lockPartition.ts';

/**
 * What a hub does before it first answers: one that is new gets its name and a random epoch; one that woke up in another
 * place than it was last served in gets a new instance, which stands in its log from there on (sync.md §5.7). Several hub
 * processes may do it at once.
 */
export async function settleHub(db: HubDb, ports: HubPorts, home: string): Promise<'new' | 'same' | 'moved'> {
  return db.transaction().execute(async (tx) => {
    await tx
      .insertInto('partition')
      .values({
        ...{ id: 1, hub: ports.random(), instance: ports.random(), epoch: ports.random() },
        ...{ head_seq: 0, head_chain: CHAIN_BEGIN, durable_seq: 0 },
        secret: `${ports.random()}${ports.random()}`,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const partition = await lockPartition(tx);
    const before = await readNote(tx, 'home');
    const wasRestored = (await readNote(tx, 'restored')) === true;
    if (wasRestored) await writeNote(tx, 'restored', false);
    if (before === home) return 'same';
    await writeNote(tx, 'home', home);
    if (before === null) return 'new';
    const instance = ports.random();
    const log = new LogWriter(partition, ports.now());
    log.note({
      ...{ kind: 'instance', scope: '', entity: '', row: '', ver: 0, device: '', mid: 0 },
      patch: { instance, before: partition.instance },
    });
    await log.write(tx);
    await tx.updateTable('partition').set({ instance }).execute();
    const known = await instancesOf(tx);
    const earlier = { instance: partition.instance, lost: wasRestored };
    await writeNote(tx, 'instances', { ...known, before: [...known.before, earlier] });
    await leaveOutOrdinals(tx);
    return 'moved';
  });
}
