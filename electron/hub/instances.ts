import type { ActBy } from './hubAct.ts';
import { noteAct } from './hubActs.ts';
import { type Instances, readNote, writeNote } from './hubNotes.ts';
import type { HubDb, HubPorts, HubTx } from './hubPorts.ts';
import { lockPartition, type Partition } from './lockPartition.ts';
import { writeInTurn } from './writeInTurn.ts';

const NONE: Instances = { before: [], ended: [], epochs: [] };

export async function instancesOf(db: HubDb | HubTx): Promise<Instances> {
  return (await readNote(db, 'instances')) ?? NONE;
}

/**
 * Whether a position was given out by a hub that is not this one: by a copy of it elsewhere, or by itself before it was
 * copied, for what came afterwards. `isOurs`: whether this hub’s log has its link.
 */
export async function isOfAnother(
  tx: HubTx,
  partition: Pick<Partition, 'epoch' | 'instance'>,
  position: { instance?: string; epoch: string },
  isOurs: () => Promise<boolean>,
): Promise<boolean> {
  const { instance, epoch } = position;
  if (instance === undefined || instance === partition.instance) return false;
  const { before, ended, epochs } = await instancesOf(tx);
  const earlier = before.find((one) => one.instance === instance);
  if (earlier === undefined) return !ended.includes(instance);
  if (earlier.lost) return false;
  // What it gave out in an epoch that was never this hub's it gave out after it was copied.
  if (epoch !== partition.epoch) return !epochs.includes(epoch);
  return !(await isOurs());
}

/** Another copy of this hub lives, as a device has found. Known until a person has decided which of them stays. */
export async function noteTwin(db: HubDb, device: string, instance: string): Promise<void> {
  await writeInTurn(db, async (tx) => {
    const partition = await lockPartition(tx);
    const { ended } = await instancesOf(tx);
    if (instance === partition.instance || ended.includes(instance)) return;
    const { instances, devices } = (await readNote(tx, 'twin')) ?? { instances: [], devices: [] };
    if (instances.includes(instance) && devices.includes(device)) return;
    await writeNote(tx, 'twin', {
      instances: [...new Set([...instances, instance])],
      devices: [...new Set([...devices, device])],
    });
  });
}

/** Whether writes of a device are not taken until somebody has decided. */
export async function isBetweenHubs(db: HubDb | HubTx, device: string): Promise<boolean> {
  return (await readNote(db, 'twin'))?.devices.includes(device) ?? false;
}

/**
 * This hub stays and every other copy of it was stopped for good: a person says so. What desks did with another one they
 * do again here, as after a restore.
 */
export async function keepOnly(db: HubDb, act: ActBy): Promise<void> {
  await writeInTurn(db, async (tx) => {
    await lockPartition(tx);
    const { before, ended, epochs } = await instancesOf(tx);
    const others = (await readNote(tx, 'twin'))?.instances ?? [];
    await writeNote(tx, 'instances', {
      before: before.map(({ instance }) => ({ instance, lost: true })),
      ended: [...new Set([...ended, ...others])],
      epochs,
    });
    await writeNote(tx, 'twin', null);
    await noteAct(tx, { ...act, what: 'keep-only' });
  });
}

/** A new epoch; those before, and those that were lost, are remembered. To be called under the lock. */
export async function takeEpoch(tx: HubTx, ports: HubPorts, before: readonly string[]): Promise<void> {
  const known = await instancesOf(tx);
  await writeNote(tx, 'instances', { ...known, epochs: [...new Set([...known.epochs, ...before])] });
  await tx.updateTable('partition').set({ epoch: ports.random() }).execute();
}

export async function isPastEpoch(tx: HubTx, epoch: string): Promise<boolean> {
  return (await instancesOf(tx)).epochs.includes(epoch);
}
