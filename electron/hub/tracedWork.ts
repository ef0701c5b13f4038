import { deskLetters } from '../../shared/domain/sheetNumber.ts';
import type { WorkTrace } from '../../shared/domain/workTrace.ts';
import type { Outcome, SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import { studentSaid } from './erasures/knownErasures.ts';
import type { HubDb, HubTx } from './hubPorts.ts';
import { readAtOnce } from './readAtOnce.ts';
import { readByKeys } from './rowSets.ts';

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

/** Work that was refused, and who did it. */
export interface ListedWork extends TracedWork {
  actor: string;
}

/** The same with what it said. */
export interface KeptWork extends ListedWork {
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

export interface KeptPage {
  offset: number;
  limit: number;
}

/** What was refused and is kept, newest first: not what it said, and not of whom. */
export function listKept(db: HubDb, page: KeptPage): Promise<{ items: ListedWork[]; total: number }> {
  return keptPage(db, page, async (_, rows) => rows.map(keptWork));
}

/** The same with what it said, and of whom. */
export function listKeptChanges(db: HubDb, page: KeptPage): Promise<{ items: KeptWork[]; total: number }> {
  return keptPage(db, page, withChanges);
}

function keptPage<Item>(
  db: HubDb,
  { offset, limit }: KeptPage,
  itemsOf: (tx: HubTx, rows: readonly WorkRow[]) => Promise<Item[]>,
): Promise<{ items: Item[]; total: number }> {
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
    return { items: await itemsOf(tx, rows), total: Number(total) };
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

/** What work said, with of whom it speaks: for all of it together by two questions. */
async function withChanges(tx: HubTx, rows: readonly WorkRow[]): Promise<KeptWork[]> {
  const said = rows.map(({ body }) => (JSON.parse(body!) as SyncedMutation).changes);
  const studentOf = await studentsOf(
    tx,
    said.flatMap((changes) => changes.slice(0, TOLD)),
  );
  return rows.map((row, index) => ({
    ...keptWork(row),
    rows: said[index]!.length,
    changes: said[index]!.slice(0, TOLD).map((change) => ({
      ...{ entity: change.entity, set: change.set, student: studentOf(change) },
    })),
  }));
}

function keptWork(row: WorkRow): ListedWork {
  return { ...tracedWork(row), why: JSON.parse(row.why!) as Outcome['why'], actor: row.actor };
}

type Change = SyncedMutation['changes'][number];

/** Of whom changes speak, as the hub’s rows do or as they say themselves. */
async function studentsOf(
  tx: HubTx,
  changes: readonly Change[],
): Promise<(change: Change) => { id: string; name: string | null } | null> {
  const keys = new Map(changes.map(({ entity, id }) => [`${entity}/${id}`, { entity, row_id: id }]));
  const stored = await readByKeys(tx, 'row', ['entity', 'row_id'], [...keys.values()]);
  const ofRow = new Map(stored.map(({ entity, row_id: id, student }) => [`${entity}/${id}`, student]));
  const idOf = (change: Change) =>
    (ofRow.get(`${change.entity}/${change.id}`) ?? studentSaid(change)) || null;
  const ids = new Set(changes.map(idOf).filter((id) => id !== null));
  const records = await readByKeys(
    tx,
    'row',
    ['student', 'entity'],
    [...ids].map((student) => ({ student, entity: 'record' })),
  );
  const names = new Map<string, string>();
  for (const { student, fields } of records.sort((a, b) => (a.row_id < b.row_id ? -1 : 1))) {
    const { name } = JSON.parse(fields) as { name?: unknown };
    if (typeof name === 'string' && name !== '' && !names.has(student!)) names.set(student!, name);
  }
  return (change) => {
    const id = idOf(change);
    return id === null ? null : { id, name: names.get(id) ?? null };
  };
}
