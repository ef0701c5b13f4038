import { deskLetters } from '../../shared/domain/sheetNumber.ts';
import type { WorkTrace } from '../../shared/domain/workTrace.ts';
import type { Outcome, SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import { studentSaid } from './erasures/knownErasures.ts';
import type { HubDb, HubTx } from './hubPorts.ts';
import { readAtOnce } from './readAtOnce.ts';

/** One thing that was done at a desk, as the hub knows it. No personal data. */
export interface TracedWork {
  device: { id: string; name: string; letters: string };
  mid: number;
  /** Name of the mutation. */
  name: string;
  /** When, by that desk’s clock (epoch ms). */
  at: number;
  /** `waits`: for the rest of what belongs to it. */
  state: 'waits' | Outcome['kind'];
  why: Outcome['why'];
  /** Rows that it touched. */
  rows: number;
  /** Entry of the log in which its author was answered; null while it waits. */
  seq: number | null;
  /** What was refused of it is kept. */
  isKept: boolean;
}

/** `never`: it did not come here, or this hub was put back to before it came; `lastMid`: the last one that did. */
export type Traced =
  | { found: 'work'; work: TracedWork }
  | { found: 'never'; device: TracedWork['device']; lastMid: number }
  | { found: 'no-device' };

/** Work that was refused, and who did it; `changes`: what it said. */
export interface KeptWork extends TracedWork {
  actor: string;
  changes: readonly {
    entity: string;
    set: SyncedMutation['changes'][number]['set'];
    student: { id: string; name: string | null } | null;
  }[];
}

/** Of a large one so many changes are told. */
const TOLD = 20;

export function traceWork(db: HubDb, { letters, mid }: WorkTrace): Promise<Traced> {
  return readAtOnce(db, async (tx) => {
    const devices = await tx.selectFrom('device').select(['id', 'name', 'ordinal', 'last_mid']).execute();
    const device = devices.find(
      ({ ordinal }) => ordinal !== null && deskLetters(Number(ordinal)) === letters,
    );
    if (device === undefined) return { found: 'no-device' };
    const row = await workRows(tx)
      .where('m.device', '=', device.id)
      .where('m.mid', '=', mid)
      .executeTakeFirst();
    const known = { id: device.id, name: device.name, letters };
    return row === undefined
      ? { found: 'never', device: known, lastMid: Number(device.last_mid) }
      : { found: 'work', work: tracedWork(row) };
  });
}

/** What was refused and is kept, newest first. */
export function listKept(
  db: HubDb,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ items: KeptWork[]; total: number }> {
  return readAtOnce(db, async (tx) => {
    const { total } = await tx
      .selectFrom('quarantine')
      .select(({ fn }) => fn.countAll().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await workRows(tx)
      .where('q.body', 'is not', null)
      .orderBy('m.seq', 'desc')
      .orderBy('m.device')
      .orderBy('m.mid', 'desc')
      .offset(offset)
      .limit(limit)
      .execute();
    return { items: await Promise.all(rows.map((row) => keptWork(tx, row))), total: Number(total) };
  });
}

function workRows(tx: HubTx) {
  return tx
    .selectFrom('mutation as m')
    .innerJoin('device as d', 'd.id', 'm.device')
    .leftJoin('quarantine as q', (join) =>
      join.onRef('q.device', '=', 'm.device').onRef('q.mid', '=', 'm.mid'),
    )
    .select(['m.device', 'm.mid', 'm.name', 'm.actor', 'm.at', 'm.entries', 'm.outcome', 'm.seq'])
    .select(['d.name as device_name', 'd.ordinal', 'q.body', 'q.why']);
}

type WorkRow = Awaited<ReturnType<ReturnType<typeof workRows>['execute']>>[number];

function tracedWork(row: WorkRow): TracedWork {
  const outcome = row.outcome === null ? null : (JSON.parse(row.outcome) as Outcome);
  return {
    device: {
      id: row.device,
      name: row.device_name,
      letters: deskLetters(row.ordinal && Number(row.ordinal)),
    },
    ...{ mid: Number(row.mid), name: row.name, at: Number(row.at), rows: Number(row.entries) },
    ...{ state: outcome?.kind ?? 'waits', why: outcome?.why ?? null },
    ...{ seq: row.seq === null ? null : Number(row.seq), isKept: row.body !== null },
  };
}

async function keptWork(tx: HubTx, row: WorkRow): Promise<KeptWork> {
  const { changes } = JSON.parse(row.body!) as SyncedMutation;
  const told = changes.slice(0, TOLD);
  const students = await Promise.all(told.map((change) => studentOf(tx, change)));
  return {
    ...tracedWork(row),
    why: JSON.parse(row.why!) as Outcome['why'],
    ...{ actor: row.actor, rows: changes.length },
    changes: told.map(({ entity, set }, index) => ({ entity, set, student: students[index]! })),
  };
}

/** Of whom a change speaks, as it says itself or as the hub’s row does. */
async function studentOf(
  tx: HubTx,
  change: SyncedMutation['changes'][number],
): Promise<{ id: string; name: string | null } | null> {
  const { entity, id } = change;
  const row = await tx
    .selectFrom('row')
    .select('student')
    .where('entity', '=', entity)
    .where('row_id', '=', id)
    .executeTakeFirst();
  const student = row?.student ?? studentSaid(change);
  if (!student) return null;
  const records = await tx
    .selectFrom('row')
    .select('fields')
    .where('student', '=', student)
    .where('entity', '=', 'record')
    .orderBy('row_id')
    .execute();
  const names = records.map(({ fields }) => (JSON.parse(fields) as { name?: unknown }).name);
  const name = names.find((one) => typeof one === 'string' && one !== '');
  return { id: student, name: typeof name === 'string' ? name : null };
}
