import { type Position, readToken } from '../sync/protocol/syncToken.ts';
import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb, HubPorts, HubTx } from './hubPorts.ts';
import { isOfAnother, isPastEpoch, noteTwin, takeEpoch } from './instances.ts';
import { lockPartition, type Partition } from './lockPartition.ts';
import { writeInTurn } from './writeInTurn.ts';

/**
 * What is wrong with the position that a device says it has; null: it has a beginning of this log. `token`: this hub
 * never gave it; `two-hubs`: another copy of this hub did (sync.md §5.7), and the epoch is left alone; `epoch`: of before the hub was put back; `rewound`: this hub has lost what it once told (I14).
 */
export async function positionProblem(
  tx: HubTx,
  partition: Pick<Partition, 'epoch' | 'secret' | 'instance'>,
  token: string,
): Promise<'token' | 'two-hubs' | 'epoch' | 'rewound' | null> {
  const position = readToken(token, Buffer.from(partition.secret, 'hex'));
  if (position === null) return 'token';
  if (await isOfAnother(tx, partition, position, () => isOurs(tx, position))) return 'two-hubs';
  if (position.epoch === partition.epoch) return (await isOurs(tx, position)) ? null : 'rewound';
  // An epoch that this hub does not remember is one that it has lost: it was put back twice, and its epoch is of before.
  return (await isPastEpoch(tx, position.epoch)) ? 'epoch' : 'rewound';
}

/** Whether the log still has the link that the device saw. */
async function isOurs(tx: HubTx, { seq, chain }: Position): Promise<boolean> {
  if (seq === 0) return true;
  const entry = await tx.selectFrom('log').select('chain').where('seq', '=', seq).executeTakeFirst();
  return entry?.chain === chain;
}

/**
 * From now on whoever has seen the log that this hub lost is told so. Random, not counted: the same backup may be put
 * back twice. Once for one loss, however many devices find it; how far each of them had it is noted.
 */
export async function changeEpoch(db: HubDb, ports: HubPorts, token: string): Promise<void> {
  await writeInTurn(db, async (tx) => {
    const partition = await lockPartition(tx);
    const problem = await positionProblem(tx, partition, token);
    const position = readToken(token, Buffer.from(partition.secret, 'hex'));
    if (problem === 'epoch') await noteTold(tx, position!);
    if (problem !== 'rewound') return;
    const epochs = [partition.epoch, position!.epoch];
    await takeEpoch(tx, ports, epochs);
    const had = Number(partition.head_seq);
    await writeNote(tx, 'rewound', { at: ports.now(), had, upTo: position!.seq, epochs });
  });
}

/** Another device was told more of what was lost. */
async function noteTold(tx: HubTx, { epoch, seq }: Position): Promise<void> {
  const rewound = await readNote(tx, 'rewound');
  if (rewound?.epochs.includes(epoch) && seq > rewound.upTo)
    await writeNote(tx, 'rewound', { ...rewound, upTo: seq });
}

/** Notes which other hub gave a device its position. */
export async function noteOtherHub(
  db: HubDb,
  { device, token }: { device: string; token: string },
): Promise<void> {
  const { secret } = await db.selectFrom('partition').select('secret').executeTakeFirstOrThrow();
  const position = readToken(token, Buffer.from(secret, 'hex'));
  if (position?.instance !== undefined) await noteTwin(db, device, position.instance);
}
