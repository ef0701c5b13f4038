import type { ErasureOnWire } from '../../sync/protocol/erasures.ts';
import { erasuresDigest } from '../../sync/protocol/erasures.ts';
import { readSigned, signedText } from '../../sync/protocol/signedText.ts';
import { writeNote } from '../hubNotes.ts';
import { grantOf, type HubDb, type HubPorts } from '../hubPorts.ts';
import { lockPartition } from '../lockPartition.ts';
import { slices } from '../slices.ts';

const LABEL = 'xueji-erasure/1';

/**
 * Writes down who was erased, before anything is taken out: from then on no push brings them back. False: the device is
 * not one of the whole school, and the hub has never taken it. A hub that was put back takes it from anybody, by its own seal.
 */
export async function recordErasure(
  db: HubDb,
  ports: HubPorts,
  device: string,
  erasure: ErasureOnWire,
): Promise<boolean> {
  return await db.transaction().execute(async (tx) => {
    const { secret } = await lockPartition(tx);
    const { id, at, students, seal } = erasure;
    const known = await tx.selectFrom('erasure').select('id').where('id', '=', id).executeTakeFirst();
    if (known) return true;
    const { scope } = await tx
      .selectFrom('device')
      .select('scope')
      .where('id', '=', device)
      .executeTakeFirstOrThrow();
    if (grantOf(scope) !== '*' && !isSealed(erasure, seal, secret)) return false;
    await tx.insertInto('erasure').values({ id, at, taken_at: ports.now(), device, done_at: null }).execute();
    for (const some of slices([...new Set(students)]))
      await tx
        .insertInto('erased_student')
        .values(some.map((student_key) => ({ erasure: id, student_key })))
        .execute();
    const all = await tx.selectFrom('erasure').select('id').execute();
    await writeNote(tx, 'erased', erasuresDigest(all.map((one) => one.id)));
    return true;
  });
}

/** The hub’s word that it took this erasure. */
export function sealOf({ id, students }: Pick<ErasureOnWire, 'id' | 'students'>, secret: string): string {
  return signedText(LABEL, [id, erasuresDigest(students)], Buffer.from(secret, 'hex'));
}

function isSealed(erasure: ErasureOnWire, seal: string | null, secret: string): boolean {
  if (seal === null) return false;
  const said = readSigned(LABEL, seal, Buffer.from(secret, 'hex'));
  return JSON.stringify(said) === JSON.stringify([erasure.id, erasuresDigest(erasure.students)]);
}
