import type {
  ErasureOnWire,
  ErasureStanding,
  ErasuresAnswer,
  ErasuresAsked,
} from '../../sync/protocol/erasures.ts';
import { findDevice } from '../findDevice.ts';
import { grantOf, type HubDb, type HubPorts, type HubTx } from '../hubPorts.ts';
import { changeEpoch, positionProblem } from '../positionProblem.ts';
import { readAtOnce } from '../readAtOnce.ts';
import { slices } from '../slices.ts';
import { finishErasures } from './finishErasures.ts';
import { recordErasure, sealOf } from './recordErasure.ts';

/** Of so many the newest it is told which devices have done them. */
const STANDING_TOLD = 50;

/**
 * Desk and hub tell each other who was erased, and that nothing is left of them. What a desk brings is carried out before
 * it is answered; a hub that was put back to before gets it from any desk that still knows.
 */
export async function exchangeErasures(
  db: HubDb,
  ports: HubPorts,
  { device, token, known, brought }: { device: string } & ErasuresAsked,
  removeFile: (sha256: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<ErasuresAnswer> {
  const problem = await readAtOnce(db, async (tx) => {
    const { refused } = await findDevice(tx, device);
    if (refused) return refused;
    if (token === null) return null;
    const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
    const wrong = await positionProblem(tx, partition, token);
    return wrong === 'token' ? ({ kind: 'refused', why: 'token' } as const) : wrong;
  });
  if (problem !== null && typeof problem === 'object') return problem;
  // Before anything is written (I14).
  if (problem === 'rewound') await changeEpoch(db, ports, token!);
  const refused: string[] = [];
  for (const erasure of brought)
    if (!(await recordErasure(db, ports, device, erasure))) refused.push(erasure.id);
  await finishErasures(db, ports, removeFile);
  await noteReceipts(
    db,
    { device, at: ports.now() },
    known.filter(({ done }) => done).map(({ id }) => id),
  );
  return await readAtOnce(db, (tx) => answer(tx, { device, known, brought, refused }));
}

async function noteReceipts(
  db: HubDb,
  { device, at }: { device: string; at: number },
  done: readonly string[],
): Promise<void> {
  for (const ids of slices(done)) {
    const here = await db.selectFrom('erasure').select('id').where('id', 'in', ids).execute();
    if (here.length === 0) continue;
    await db
      .insertInto('erasure_receipt')
      .values(here.map(({ id }) => ({ erasure: id, device, at })))
      .onConflict((conflict) => conflict.columns(['erasure', 'device']).doNothing())
      .execute();
  }
}

async function answer(
  tx: HubTx,
  {
    device,
    known,
    brought,
    refused,
  }: { device: string; known: ErasuresAsked['known']; brought: readonly ErasureOnWire[]; refused: string[] },
): Promise<ErasuresAnswer> {
  const { secret, stored, hasOffice } = await erasuresFor(tx, device);
  const here = new Set(stored.map(({ id }) => id));
  const asked = new Set(known.map(({ id }) => id));
  const lacking = stored.find(({ id }) => !asked.has(id) && !brought.some((one) => one.id === id));
  const missing: ErasureOnWire[] = [];
  if (lacking) {
    const students = await keysOf(tx, lacking.id);
    const erasure = { id: lacking.id, at: Number(lacking.at), students };
    missing.push({ ...erasure, seal: sealOf(erasure, secret) });
  }
  const sealed = brought
    .filter(({ id }) => here.has(id))
    .map(({ id, students }) => ({ id, seal: sealOf({ id, students }, secret) }));
  return {
    ...{ kind: 'erasures', missing, sealed, refused },
    wanted: known.map(({ id }) => id).filter((id) => !here.has(id) && !refused.includes(id)),
    standing: hasOffice ? await standingOf(tx, stored) : [],
  };
}

export async function keysOf(tx: HubTx, erasure: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('erased_student')
    .select('student_key')
    .where('erasure', '=', erasure)
    .orderBy('student_key')
    .execute();
  return rows.map(({ student_key }) => student_key);
}

/** What a device is to be told by: all erasures, oldest first, and whether it is of the whole school. */
export async function erasuresFor(
  tx: HubTx,
  device: string,
): Promise<{ secret: string; stored: { id: string; at: number }[]; hasOffice: boolean }> {
  const { secret } = await tx.selectFrom('partition').select('secret').executeTakeFirstOrThrow();
  const { scope } = await tx
    .selectFrom('device')
    .select('scope')
    .where('id', '=', device)
    .executeTakeFirstOrThrow();
  const stored = await tx.selectFrom('erasure').select(['id', 'at']).orderBy('at').orderBy('id').execute();
  return { secret, stored, hasOffice: grantOf(scope) === '*' };
}

/** Of the newest erasures and of each device that was ever let in: whether nothing is left on it. */
export async function standingOf(tx: HubTx, stored: readonly { id: string }[]): Promise<ErasureStanding[]> {
  const erasures = stored.slice(-STANDING_TOLD).map(({ id }) => id);
  if (erasures.length === 0) return [];
  const devices = await tx
    .selectFrom('device')
    .select(['id', 'name', 'state'])
    .where('state', '<>', 'enrolling')
    .orderBy('name')
    .orderBy('id')
    .execute();
  const receipts = await tx
    .selectFrom('erasure_receipt')
    .selectAll()
    .where('erasure', 'in', erasures)
    .execute();
  const at = new Map(receipts.map((one) => [`${one.erasure} ${one.device}`, Number(one.at)]));
  return erasures.map((id) => ({
    id,
    devices: devices.map(({ id: device, name, state }) => ({
      ...{ name, isRevoked: state === 'revoked', doneAt: at.get(`${id} ${device}`) ?? null },
    })),
  }));
}
